"""Importing in the chat: looked at, tried, entered, told, taken back; a stop in between is a pause."""

import pytest
from sqlalchemy import func, select

from crm.field_settings import add_field
from crm.import_jobs import BATCH
from storage.customer_file import FieldKind
from storage.imports import import_rows
from storage.tables import Contact, Customer, Member, Role
from tests.handlers.team.words import BOTH, word
from tests.kit.world import Rep, World

SHEETS = {
    "en": "Company,City,Contact,Phone\nAcme Ltd,Leeds,Joan Hill,020 7946 0123\n,,,\n,York,Nobody,1\n"
    "Bright Water,Hull,,\nACME,Leeds,,020 7946 0999\n",
    "zh": "客户名称,城市,联系人,电话\n华信科技有限公司,上海,王建国,13800138000\n,,,\n,北京,无名,1\n"
    "宏远机械,苏州,,\n华信科技,上海,,13900139000\n",
}


async def sends(rep: Rep, content: str | bytes, name: str = "list.csv") -> str:
    data = content.encode() if isinstance(content, str) else content
    await rep.person.send_document(data, name=name)
    rep.world.raise_failures()
    return rep.sees


def count(world: World, kind: type = Customer) -> int:
    with world.store.looking() as work:
        return work.session.scalar(select(func.count()).select_from(kind)) or 0


def many(rows: int) -> str:
    lines = (f"Company {number},Leeds,07700 {900000 + number}" for number in range(rows))
    return "Company,City,Phone\n" + "\n".join(lines)


@pytest.mark.parametrize("language", BOTH)
async def test_a_list_is_looked_at_tried_entered_and_taken_back(
    world: World, language: str
) -> None:
    rep = await world.rep("Li Lei", language, Role.ADMIN)

    await sends(rep, SHEETS[language])
    assert word(language, "Is that right? Tap a column to correct it.") in rep.sees
    assert "list.csv" in rep.sees

    await rep.taps(word(language, "🔎 Try it"))
    assert word(language, "Nothing is entered yet.") in rep.sees
    assert count(world) == 0

    await rep.taps(word(language, "✅ Import"))
    await world.passes(seconds=1)

    assert word(language, "✅ <b>{name}</b> is imported", name="list.csv") in rep.sees
    assert word(language, "no customer's name") in rep.sees
    assert (count(world), count(world, Contact)) == (2, 2)

    await rep.taps(word(language, "↩ Undo"))
    assert (count(world), count(world, Contact)) == (0, 0)


async def test_the_forecast_is_what_becomes_of_the_rows(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    await sends(rep, SHEETS["en"])

    forecast = await rep.taps("Try it")
    await rep.taps("✅ Import")
    await world.passes(seconds=1)

    counts = [line for line in forecast.split("\n") if line and line[0] in "➕✏🟰🚫"]
    assert len(counts) == 3
    assert all(line in rep.sees for line in counts)


async def test_a_column_is_corrected_with_two_taps(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    await sends(rep, "Company,Grade,Where\nAcme,A,Wetherby\nDelta,B,Otley\n")

    await rep.taps("Where → –")
    await rep.taps("City")
    assert "Where → City Wetherby · Otley" in rep.sees
    await rep.taps("✅ Import")
    await world.passes(seconds=1)

    with world.store.looking() as work:
        assert set(work.session.scalars(select(Customer.city))) == {"Wetherby", "Otley"}


async def test_a_column_of_cities_is_recognised_whatever_it_is_called(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)

    await sends(rep, "Company,Grade,Where\nAcme,A,Leeds\nDelta,B,York\n")

    assert "Where → City Leeds · York" in rep.sees


async def test_the_forecast_names_the_column_of_a_value_and_the_rows_that_a_number_joins(
    world: World,
) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    await sends(
        rep,
        "Company,Grade,Phone\nAcme,unclear,020 7946 0111\nBolt,A,020 7946 0111\n",
    )

    forecast = await rep.taps("Try it")

    assert "row 2: taken without it: not understood Grade: unclear" in forecast
    assert "row 3: taken for one customer, by the phone number Bolt = Acme" in forecast


@pytest.mark.parametrize("language", BOTH)
async def test_columns_that_are_not_recognised_are_named_by_hand(
    world: World, language: str
) -> None:
    rep = await world.rep("Li Lei", language, Role.ADMIN)
    await sends(rep, "Who,Size\nAcme,9\nDelta,8\n")
    assert word(language, "Which column has the customers' names? Tap it.") in rep.sees
    assert word(language, "✅ Import") not in rep.labels

    await rep.taps("Who → –")
    await rep.taps(word(language, "Customer"))
    await rep.taps(word(language, "✅ Import"))
    await world.passes(seconds=1)

    assert count(world) == 2


@pytest.mark.parametrize("language", BOTH)
async def test_rows_with_a_remark_come_as_a_file_in_which_nothing_is_a_formula(
    world: World, language: str
) -> None:
    rep = await world.rep("Li Lei", language, Role.ADMIN)
    await sends(rep, 'Company,Grade\nAcme,"=1+1"\n')
    await rep.taps(word(language, "✅ Import"))
    await world.passes(seconds=1)

    await rep.taps(word(language, "📄 Rows with a remark"))

    stored = world.messenger.bot.files.by_id(rep.last.body["document"]["file_id"])
    assert stored is not None
    assert ",'=1+1" in stored.content.decode("utf-8-sig")


async def test_a_reps_new_customers_are_his_and_a_leader_chooses(world: World) -> None:
    boss = await world.rep("Han", "en", Role.MANAGER)
    await sends(boss, "Company\nAcme Pumps\n")
    assert "go to the pool" in boss.sees
    await boss.taps("Make them mine")
    assert "will be yours" in boss.sees
    await boss.taps("✅ Import")
    rep = await world.rep("Li Lei")
    await sends(rep, "Company\nDelta Dental\n")
    assert "will be yours" in rep.sees
    assert not any("pool" in label for label in rep.labels)
    await rep.taps("✅ Import")
    await world.passes(seconds=1)

    with world.store.looking() as work:
        owners = dict(work.session.execute(select(Customer.name, Customer.owner_id)).all())
    assert owners == {"Acme Pumps": 1, "Delta Dental": 2}


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"PK\x03\x04 broken",
            "I cannot read that file. Save it as .xlsx or .csv and send it again, please.",
        ),
        (b"", "There is nothing to read in that file."),
    ],
)
async def test_a_file_that_is_no_list_is_refused_in_words(
    world: World, language: str, content: bytes, sentence: str
) -> None:
    rep = await world.rep("Li Lei", language)
    if not content:
        content = b" \n"

    told = await sends(rep, content, "list.xlsx" if content.startswith(b"PK") else "list.csv")

    assert told == word(language, sentence)
    assert count(world) == 0


OTHER_SHEETS = {
    "en": (
        "Currency,Rate,Date\nUSD,7.12,2026-11-23\nEUR,7.8,2026-11-23\n",
        "Code,Product,Price\nP-200,Pump,800\nF-1,Fitting,55\n",
    ),
    "zh": (
        "币种,汇率,日期\n美元,7.12,2026-11-23\n欧元,7.8,2026-11-23\n",
        "编码,产品名称,单价\nP-200,水泵,800\nF-1,接头,55\n",
    ),
}


@pytest.mark.parametrize("language", BOTH)
async def test_rates_that_are_sent_by_themselves_are_one_question(
    world: World, language: str
) -> None:
    boss = await world.rep("Boss", language, Role.MANAGER)

    asked = await sends(boss, OTHER_SHEETS[language][0])
    told = await boss.taps(word(language, "💱 Take the rates"))

    assert word(language, "This looks like rates of exchange.") in asked
    assert "1 USD = 7.12" in told
    assert "1 EUR = 7.8" in await boss.says("/rates")
    assert kept_rows(world) == 0


@pytest.mark.parametrize("language", BOTH)
async def test_a_price_list_that_is_sent_by_itself_is_one_question(
    world: World, language: str
) -> None:
    boss = await world.rep("Boss", language, Role.MANAGER)

    asked = await sends(boss, OTHER_SHEETS[language][1])
    await boss.taps(word(language, "🏷 Take the prices"))

    assert word(language, "This looks like a price list.") in asked
    assert "800" in await boss.says("/price P-200")


async def test_customers_that_look_like_prices_are_customers_by_a_tap(world: World) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)
    await sends(boss, "Name,Price\nAcme Ltd,5\nBright Water,6\n")

    told = await boss.taps("👥 They are customers")

    assert "Which column has the customers' names? Tap it." in told


@pytest.mark.parametrize(
    "sheet",
    [
        "Company,City,Currency,Rate\nAcme,Leeds,GBP,A\nBright,Hull,USD,B\n",
        "Customer,Product,Price\nAcme Ltd,Pump,5\n",
        "Name,Phone,Price\nAcme Ltd,020 7946 0123,5\n",
    ],
)
async def test_a_list_of_customers_is_never_asked_about(world: World, sheet: str) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)

    assert "Is that right? Tap a column to correct it." in await sends(boss, sheet)


async def test_a_rep_is_told_who_takes_rates(world: World) -> None:
    rep = await world.rep("Li Lei")

    asked = await sends(rep, OTHER_SHEETS["en"][0])

    assert "Those are taken by who leads the team." in asked
    assert "💱 Take the rates" not in rep.labels


def kept_rows(world: World) -> int:
    with world.store.looking() as work:
        return work.connection.scalar(select(func.count()).select_from(import_rows)) or 0


async def test_a_stop_in_between_is_a_pause(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    await sends(rep, many(3 * BATCH + 5))
    await rep.taps("✅ Import")
    duty = next(one for one in world.fieldbook.duties if one.name == "imports")
    await world.store.write(duty.do)
    assert count(world) == BATCH

    await world.dies()
    await world.comes_back()
    await world.passes(seconds=1)

    assert count(world) == 3 * BATCH + 5
    assert f"{3 * BATCH + 5} new customers" in rep.sees
    with world.store.looking() as work:
        assert work.connection.execute(select(import_rows)).first() is None

    await rep.taps("↩ Undo")
    assert count(world) == 0


async def test_others_are_answered_while_a_list_is_entered(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    other = await world.rep("Han", "en")
    await sends(rep, many(2 * BATCH))
    await rep.taps("✅ Import")
    duty = next(one for one in world.fieldbook.duties if one.name == "imports")
    await world.store.write(duty.do)

    await other.says("Visited Zenith Labs today, they want a quote")

    assert "Zenith" in other.sees
    await world.passes(seconds=1)
    assert f"{2 * BATCH} new customers" in rep.sees


async def test_what_is_not_wanted_is_forgotten(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    await sends(rep, many(3))

    await rep.taps("Do not import")

    assert rep.sees == "Nothing was imported."
    with world.store.looking() as work:
        assert work.connection.execute(select(import_rows)).first() is None
    assert count(world) == 0


async def test_a_line_while_a_sheet_is_looked_at_is_read_and_the_sheet_is_offered_again(
    world: World,
) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.taps("Save now")
    await sends(rep, "Company,Grade\nBolt,A\n")

    await rep.says("visited Acme, they want a quote")

    assert any("Acme" in one and "quote" in one for one in rep.messages[-2:])
    assert "You left this unfinished: Import" in rep.sees
    await rep.taps("Continue")
    assert "Company → Customer" in rep.sees


async def test_the_way_out_stays_where_there_are_many_fields(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    with world.store.begin() as work:
        work.actor = work.session.get_one(Member, 1)
        for number in range(20):
            add_field(work, f"Own {number}", FieldKind.TEXT, team_id=None)
    await sends(rep, "Company,Odd\nAcme,1\n")

    await rep.taps("Odd → –")

    assert "✕ Do not import" in rep.labels
    assert "Not read" in rep.labels
