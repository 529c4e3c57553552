"""/export: by right, with a trace in the history, no cell a formula, and the book again when it is imported."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from crm.column_names import field_of
from crm.custom_fields import set_value
from crm.customers import NewContact, NewCustomer, create_customer
from crm.exporting import COLUMNS
from crm.field_settings import add_field
from crm.importing import import_customers, reading
from crm.interactions import NewInteraction, log_interaction
from crm.opportunities import NewOpportunity, create_opportunity
from crm.rules import change_rule
from crm.tags import tag_customer
from handlers.importing.texts import FIELDS
from handlers.kit.say import Say
from storage.customer_file import CustomField, CustomValue, FieldKind, Tag
from storage.tables import Contact, Customer, History, Kind, Member, Role
from tests.handlers.team.words import BOTH
from tests.kit.sheets import cells_of
from tests.kit.world import Rep, World


def fill(world: World, member_id: int = 1) -> None:
    """Enter a book with all that an export holds."""
    with world.store.begin() as work:
        work.actor = work.session.get_one(Member, member_id)
        people = (
            NewContact("Joan Hill", "Buyer", "020 7946 0123", "joan@acme.example"),
            NewContact("=1+1", phone="020 7946 0999"),
        )
        acme = create_customer(
            work, NewCustomer("Acme Ltd", "Acme", "Leeds", "Pumps", "A", contacts=people)
        ).customer
        create_customer(work, NewCustomer("华信科技有限公司", city="上海"))
        tag_customer(work, acme.id, "#vip #展会")
        log_interaction(work, NewInteraction(acme.id, Kind.VISIT, "Likes the pump"))
        create_opportunity(work, NewOpportunity(acme.id, "Retrofit"))
        if work.actor.role is Role.ADMIN:
            field = add_field(work, "Fax model", FieldKind.TEXT).field
            set_value(work, acme.id, field.id, "Brother 9")


def sent(rep: Rep) -> bytes:
    stored = rep.world.messenger.bot.files.by_id(rep.last.body["document"]["file_id"])
    assert stored is not None
    return stored.content


def book(world: World) -> dict[str, Any]:
    """The book as a person would compare it."""
    with world.store.looking() as work:
        customers = work.session.scalars(select(Customer).where(Customer.deleted_at.is_(None)))
        columns = ("name", "short_name", "city", "industry", "grade", "owner_id")
        people = work.session.execute(
            select(Customer.name, Contact.name, Contact.title, Contact.phone_e164, Contact.email)
            .join(Customer, Customer.id == Contact.customer_id)
            .order_by(Contact.name)
        )
        tags = select(Customer.name, Tag.tag).join(Customer, Customer.id == Tag.customer_id)
        own = select(CustomField.name, CustomValue.value).join(CustomField)
        return {
            "customers": sorted([str(getattr(one, n)) for n in columns] for one in customers),
            "people": [tuple(row) for row in people],
            "tags": sorted(map(tuple, work.session.execute(tags))),
            "own": sorted(map(tuple, work.session.execute(own))),
        }


@pytest.mark.parametrize("language", BOTH)
def test_the_columns_are_called_what_an_import_recognises(language: str) -> None:
    say = Say.of(language)

    assert {one: field_of(say.plain(FIELDS[one])) for one in COLUMNS} == {
        one: one for one in COLUMNS
    }


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
async def test_importing_the_export_gives_the_same_book(
    world: World, tmp_path: Path, language: str, form: str
) -> None:
    rep = await world.rep("Li Lei", language, Role.ADMIN)
    fill(world)
    before = book(world)
    await rep.says("/export")
    assert "2" in rep.sees

    await rep.taps(f".{form}")

    file = tmp_path / f"book.{form}"
    file.write_bytes(sent(rep))
    with world.store.begin() as work:
        work.actor = work.session.get_one(Member, 1)
        with reading(file) as sheet:
            again = import_customers(work, sheet.rows, owner_id=1)
    assert (again.new, again.updated, again.refused) == (0, 0, 0)
    assert book(world) == before
    with world.store.begin() as work:
        for kind in (CustomValue, Tag, Contact):
            work.session.query(kind).delete()
        work.session.execute(
            Customer.__table__.update().values(deleted_at=work.now)  # type: ignore[attr-defined]
        )
    with world.store.begin() as work:
        work.actor = work.session.get_one(Member, 1)
        with reading(file) as sheet:
            anew = import_customers(work, sheet.rows, owner_id=None)
    assert anew.new == 2
    assert book(world) == before


async def test_a_workbook_holds_interactions_and_opportunities_too(
    world: World, tmp_path: Path
) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    fill(world)
    await rep.says("/export")
    await rep.taps(".xlsx")
    file = tmp_path / "book.xlsx"
    file.write_bytes(sent(rep))

    from python_calamine import CalamineWorkbook

    sheets = CalamineWorkbook.from_path(file)

    assert sheets.sheet_names == ["Customers", "Interactions", "Opportunities"]
    (_, visit) = sheets.get_sheet_by_name("Interactions").to_python()
    assert "Likes the pump" in visit
    (_, deal) = sheets.get_sheet_by_name("Opportunities").to_python()
    assert deal[:2] == ["Acme Ltd", "Retrofit"]


async def test_no_cell_is_a_formula(world: World, tmp_path: Path) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    fill(world)
    await rep.says("/export")

    await rep.taps(".csv")

    assert ",'=1+1," in sent(rep).decode("utf-8-sig")
    file = tmp_path / "book.csv"
    file.write_bytes(sent(rep))
    assert any("=1+1" in row for row in cells_of(file))


async def test_a_rep_exports_his_own_customers_where_the_team_lets_him(world: World) -> None:
    boss = await world.rep("Han", "en", Role.MANAGER)
    rep = await world.rep("Li Lei")
    fill(world, 1)
    await rep.says("/export")
    assert rep.sees == "There is no customer that you may export."

    with world.store.begin() as work:
        work.actor = work.session.get_one(Member, 1)
        from crm.exporting import ExportRule

        change_rule(work, ExportRule, 1, "reps", "no")

    assert await rep.says("/export") == "Your role does not permit that."
    await boss.says("/export")
    assert "2 customers to export" in boss.sees


async def test_an_export_is_in_the_history_and_is_not_undone(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    fill(world)
    await rep.says("/export")
    await rep.taps(".csv")

    await rep.says("/undo")

    with world.store.looking() as work:
        entry = work.session.scalars(select(History).where(History.act == "export")).one()
    assert entry.undone_at is None
    assert entry.changes == [{"told": {"form": "csv", "customers": 2}}]


async def test_contacts_come_as_a_file_for_the_phone(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    fill(world)

    await rep.says("Acme")
    await rep.taps(".vcf")

    card = sent(rep).decode()
    assert card.count("BEGIN:VCARD") == 2
    assert "FN:Joan Hill\r\n" in card
    assert "TEL;TYPE=WORK,VOICE:+442079460123" in card or "TEL;TYPE=WORK,VOICE:020" in card
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
