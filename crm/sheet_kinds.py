"""What a sheet is that was sent by itself: customers, or what another import takes: rates of exchange, a price list.

The names of its columns tell, and for rates its cells, too. It is asked about, never taken by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from crm.column_names import Field, field_of
from crm.import_jobs import first_rows, forget_import, read_import, rows_of
from crm.policy import actor_of
from crm.products import MOST_ROWS as MOST_PRODUCTS
from crm.products import ProductsImported, import_products, named_product_columns
from crm.rate_sheets import MOST_ROWS as MOST_RATES
from crm.rate_sheets import RatesSet, are_rates, import_rates
from storage.imports import ImportJob
from storage.spreadsheets.reading import SheetRow
from storage.tables import Role, Team
from storage.work import Work

OF_CUSTOMERS = frozenset({Field.CONTACT, Field.PHONE, Field.EMAIL, Field.CITY, Field.ADDRESS})


class SheetKind(StrEnum):
    """What the rows of a sheet are."""

    CUSTOMERS = "customers"
    RATES = "rates"
    PRODUCTS = "products"


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """A sheet that was read and what it seems to hold; `may_take` where the actor may enter that."""

    job: ImportJob
    kind: SheetKind
    may_take: bool


def look_at_sheet(work: Work, job_id: int) -> SheetSeen:
    """Say what one of the actor's sheets seems to hold; NotThere."""
    actor = actor_of(work)
    job = read_import(work, job_id).job
    kind = kind_of(first_rows(work, job_id), work.session.get_one(Team, actor.team_id))
    return SheetSeen(job, kind, kind is SheetKind.CUSTOMERS or actor.role is not Role.REP)


def kind_of(rows: Sequence[SheetRow], team: Team) -> SheetKind:
    """Say what the first rows of a sheet seem to hold; customers where nothing else is told."""
    if are_rates(rows, team):
        return SheetKind.RATES
    return SheetKind.PRODUCTS if _are_products(rows) else SheetKind.CUSTOMERS


def take_rates(work: Work, job_id: int) -> RatesSet:
    """Take a sheet that was read for rates, as `import_rates` does, and forget it."""
    done = import_rates(work, rows_of(work, job_id, MOST_RATES))
    forget_import(work, job_id)
    return done


def take_products(work: Work, job_id: int) -> ProductsImported:
    """Take a sheet that was read for a price list, as `import_products` does, and forget it."""
    done = import_products(work, rows_of(work, job_id, MOST_PRODUCTS))
    forget_import(work, job_id)
    return done


def _are_products(rows: Sequence[SheetRow]) -> bool:
    """Say whether a header names a product and its price, and neither a customer beside it nor how to reach one."""
    number, columns = named_product_columns(rows)
    named = set(columns.values())
    if not ({"price", "cost"} & named and {"name", "code"} & named):
        return False
    header = next(row for row in rows if row.number == number)
    fields = {place: field_of(cell) for place, cell in enumerate(header.cells)}
    names = {place for place, field in fields.items() if field is Field.NAME}
    return names <= set(columns) and OF_CUSTOMERS.isdisjoint(fields.values())
