"""/export: by right, with a trace in the history, no cell a formula, and the book again when it is imported."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from crm.book_columns import COLUMNS
from crm.claims import put_back
from crm.column_names import field_of
from crm.custom_fields import set_value
from crm.customers import NewContact, NewCustomer, create_customer
from crm.export_rights import ExportRule
from crm.field_settings import add_field
from crm.importing import import_customers, reading
from crm.interactions import NewInteraction, log_interaction
from crm.money import Money
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
            field = add_field(work, "Fax model", FieldKind.TEXT, team_id=1).field
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


def names_in(rep: Rep, tmp_path: Path) -> list[str]:
    """The customers of the file that came last, in its order."""
    file = tmp_path / "list.csv"
    file.write_bytes(sent(rep))
    return list(dict.fromkeys(row[0] for row in cells_of(file)[1:]))


async def three_customers(world: World, rep: Rep) -> None:
    with world.store.begin() as work:
        work.actor = work.session.get_one(Member, 1)
        for name, city, grade in (
            ("Acme", "上海", "A"),
            ("Bolt", "上海", "B"),
            ("Cargo", "北京", "A"),
        ):
            create_customer(work, NewCustomer(name, city=city, grade=grade))
        pooled = create_customer(work, NewCustomer("Pooled", city="上海")).customer
        put_back(work, pooled.id)
    assert rep


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("zh", "导出 A级 上海", ["Acme"]),
        ("zh", "导出A级客户", ["Acme", "Cargo"]),
        ("zh", "请导出公海", ["Pooled"]),
        ("zh", "导出", ["Acme", "Bolt", "Cargo", "Pooled"]),
        ("en", "export A customers in 上海", ["Acme"]),
        ("en", "/export Bolt", ["Bolt"]),
        ("en", "export the pool", ["Pooled"]),
        ("en", "export all customers", ["Acme", "Bolt", "Cargo", "Pooled"]),
        ("en", "export everything", ["Acme", "Bolt", "Cargo", "Pooled"]),
        ("en", "export my whole book", ["Acme", "Bolt", "Cargo", "Pooled"]),
    ],
)
async def test_a_list_is_exported_in_words(
    world: World, tmp_path: Path, language: str, words: str, expected: list[str]
) -> None:
    rep = await world.rep("Li Lei", language, Role.ADMIN)
    await three_customers(world, rep)

    asked = await rep.says(words)
    await rep.taps(".csv")

    assert names_in(rep, tmp_path) == expected
    assert str(len(expected)) in asked


async def test_a_line_that_only_begins_like_an_export_is_no_export(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    await three_customers(world, rep)

    assert "to export" not in await rep.says(
        "Export licence of Acme came, call them tomorrow 10am"
    )


async def test_a_list_a_kept_list_the_pool_and_duplicates_have_a_key(
    world: World, tmp_path: Path
) -> None:
    boss = await world.rep("Li Lei", "en", Role.ADMIN)
    await three_customers(world, boss)
    await boss.says("A级")
    await boss.taps("Export")
    await boss.taps(".csv")
    of_list = names_in(boss, tmp_path)
    await boss.taps("Keep this list", next(one for one in boss.person.screen if "🔎" in one.text))
    await boss.says("Best ones")
    await boss.says("/export best ones")
    await boss.taps(".csv")
    of_kept = names_in(boss, tmp_path)
    await boss.says("/pool")
    await boss.taps("Export")
    await boss.taps(".csv")
    of_pool = names_in(boss, tmp_path)
    await boss.says("/customer Acme Ltd")
    await boss.taps("Create anyway")
    await boss.taps("Save now")
    await world.passes(seconds=20)
    await boss.says("/duplicates")
    await boss.taps("Export")
    await boss.taps(".csv")
    pairs = cells_of(tmp_path / "list.csv") if names_in(boss, tmp_path) else []

    assert of_list == of_kept == ["Acme", "Cargo"]
    assert of_pool == ["Pooled"]
    assert pairs[0] == ["Customer", "City", "Owner", "Customer 2", "City 2", "Owner 2", "Why"]
    assert [row[0] for row in pairs[1:]] == ["Acme"]
    assert pairs[1][3] == "Acme Ltd"
    with world.store.looking() as work:
        told = [
            one.changes[0]["told"]
            for one in work.session.scalars(select(History).where(History.act == "export"))
        ]
    assert [one.get("of") for one in told] == ["A级", "A级", "公海", None]
    assert told[-1] == {"form": "csv", "pairs": 1}


async def decided(world: World, **values: str) -> None:
    """Let a manager decide what reps may export."""
    await world.rep("Han", "en", Role.MANAGER)
    with world.store.begin() as work:
        work.actor = work.session.get_one(Member, 2)
        for name, value in values.items():
            change_rule(work, ExportRule, 1, name, value)


async def test_what_a_rep_may_not_export_has_no_key_and_is_refused(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await three_customers(world, rep)

    pool = await rep.says("export the pool")
    await rep.says("/pool")
    keys_of_the_pool = rep.labels
    pairs = await rep.says("export duplicates")
    await rep.says("A级")
    keys_of_a_list = rep.labels
    await decided(world, reps="no", pool="yes")
    own = await rep.says("export A customers")
    await rep.says("A级")
    keys_now = rep.labels
    pool_now = await rep.says("export the pool")

    assert pool == pairs == own == "Your role does not permit that."
    assert "📤 Export" not in keys_of_the_pool
    assert "📤 Export" in keys_of_a_list
    assert "📤 Export" not in keys_now
    assert pool_now.startswith("📤 1 customer to export")


async def test_a_form_that_was_asked_for_is_refused_once_the_right_is_gone(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await three_customers(world, rep)
    await rep.says("export A customers")
    await decided(world, reps="no")

    await rep.taps(".csv")

    assert rep.toast == "Your role does not permit that."


async def test_a_list_of_opportunities_is_exported_from_its_key_and_in_words(
    world: World, tmp_path: Path
) -> None:
    rep = await world.rep("Li Lei", "zh")
    with world.store.begin() as work:
        work.actor = work.session.get_one(Member, 1)
        acme = create_customer(work, NewCustomer("Acme")).customer
        for title, minor in (("Retrofit", 20_000_000), ("Spare parts", 100_000)):
            create_opportunity(work, NewOpportunity(acme.id, title, Money(minor, "CNY")))
    await rep.says("商机>10万")
    await rep.taps("导出")
    await rep.taps(".csv")
    from_key = cells(rep, tmp_path)

    asked = await rep.says("导出 商机>10万")
    await rep.taps(".csv")
    in_words = cells(rep, tmp_path)
    await decided(world, reps="no")
    refused = await rep.says("导出 商机>10万")

    assert "1" in asked
    assert from_key == in_words
    assert from_key[1][:5] == ["Acme", "Retrofit", "Li Lei", "200000.00", "CNY"]
    assert refused == "你的角色没有这个权限。"
    with world.store.looking() as work:
        (entry, _) = work.session.scalars(select(History).where(History.act == "export"))
    assert entry.changes == [{"told": {"form": "csv", "opportunities": 1}}]


def cells(rep: Rep, tmp_path: Path) -> list[list[str]]:
    file = tmp_path / "deals.csv"
    file.write_bytes(sent(rep))
    return cells_of(file)
