"""Customers that the index lacks: after an upgrade that made it, or emptied it because its terms changed."""

from sqlalchemy import select

from crm.duty import Duty
from crm.search.upkeep import index_these
from storage.search import customer_terms
from storage.tables import Customer
from storage.work import Work

AT_ONCE = 200


def indexing() -> Duty:
    """Return the duty that indexes them, some at a time; where none is left, it looks no more."""
    is_whole = False

    def is_due(work: Work) -> bool:
        nonlocal is_whole
        is_whole = is_whole or not _missing(work, 1)
        return not is_whole

    def index_some(work: Work) -> int:
        ids = _missing(work, AT_ONCE)
        index_these(work, ids)
        return len(ids)

    return Duty("index_missing", 1, is_due, index_some, AT_ONCE)


def _missing(work: Work, limit: int) -> list[int]:
    held = customer_terms.c.customer_id == Customer.id
    lacking = (
        select(Customer.id)
        .outerjoin(customer_terms, held)
        .where(customer_terms.c.id.is_(None), Customer.deleted_at.is_(None))
    )
    return list(work.connection.scalars(lacking.order_by(Customer.touched_at).limit(limit)))
