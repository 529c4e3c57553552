"""Finding customers by part of what is known of them.

Each customer carries one line of searchable text; a query is split at spaces and every word must occur.
"""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Session

from storage.tables import Customer

LIKE_SPECIAL = re.compile(r"([%_\\])")
PHONE_LIKE = re.compile(r"^[+\d][\d\s()\-./]{2,}$")


def searchable(*parts: str | None) -> str:
    """Return the searchable line of a customer: folded parts, and each phone also as bare digits."""
    words: list[str] = []
    for part in parts:
        if part:
            words.append(fold(part))
            digits = re.sub(r"\D", "", part)
            if PHONE_LIKE.match(part.strip()) and digits:
                words.append(digits)
    return " ".join(dict.fromkeys(words))


def fold(text: str) -> str:
    """Return text as it is compared: compatibility forms, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def find_customers(
    session: Session, query: str, visible: ColumnElement[bool], limit: int
) -> Sequence[Customer]:
    """Return up to `limit` customers that hold every word of the query; names that match come first."""
    folded = fold(query)
    if not folded:
        return []
    phone = re.sub(r"\D", "", folded) if PHONE_LIKE.match(folded) else ""
    words = [phone] if phone else folded.split()
    name = Customer.name.ilike(_like(folded), escape="\\")
    exact = (Customer.name == query.strip()) | (Customer.short_name == query.strip())
    rank = case((exact, 0), (name, 1), else_=2)
    matching = (
        select(Customer)
        .where(visible, *(Customer.search.like(f"%{_like(word)}%", escape="\\") for word in words))
        .order_by(rank, Customer.touched_at.desc(), Customer.id)
        .limit(limit)
    )
    return session.scalars(matching).all()


def _like(text: str) -> str:
    return LIKE_SPECIAL.sub(r"\\\1", text)
