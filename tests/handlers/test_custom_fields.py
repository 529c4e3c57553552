"""Fields that the administrator adds, and what a line says of a customer's file."""

import pytest

from storage.tables import Member, Role, Team
from tests.crm.team import a_team
from tests.kit.world import Rep, World


async def a_field(boss: Rep, name: str, kind: str, choices: str = "") -> str:
    """Let an administrator add a field."""
    await boss.says("/fields")
    await boss.taps("➕")
    await boss.says(name)
    done = await boss.says(kind)
    return await boss.says(choices) if choices else done


async def a_boss_with_acme(world: World, language: str = "en") -> Rep:
    boss = await world.rep("Li Lei", language, Role.ADMIN)
    await boss.says("/customer Acme")
    await boss.taps("Save now" if language == "en" else "保存")
    return boss


async def test_an_administrator_adds_a_field_and_a_rep_fills_it_from_the_card(
    world: World,
) -> None:
    boss = await a_boss_with_acme(world)
    added = await a_field(boss, "Payment terms", "choice", "cash, 30 days, 60 days")
    await boss.says("acme")
    await boss.taps("Edit")
    await boss.taps("More fields")
    await boss.taps("Payment terms")

    receipt = await boss.taps("30 days")
    card = await boss.says("acme")
    await boss.taps("Undo", next(one for one in boss.person.screen if one.text == receipt))

    assert "Payment terms · Choice\ncash / 30 days / 60 days" in added
    assert "Payment terms: (empty) → 30 days" in receipt
    assert "Payment terms: 30 days" in card
    assert "Payment terms" not in await boss.says("acme")


@pytest.mark.parametrize(
    ("kind", "typed", "shown"),
    [
        ("Text", "  ＡＢＣ　valve ", "ABC valve"),
        ("Number", "1,200.50", "1,200.5"),
        ("Number", "3万", "30,000"),
        ("Date", "1 Dec 2026", "Tue, 1 Dec"),
        ("Date", "2026年12月1日", "Tue, 1 Dec"),
        ("Date", "next Friday", "Fri, 4 Dec"),
        ("Yes or no", "有", "yes"),
        ("Yes or no", "N", "no"),
    ],
)
async def test_a_value_is_read_in_the_form_of_its_kind(
    world: World, kind: str, typed: str, shown: str
) -> None:
    boss = await a_boss_with_acme(world)
    await a_field(boss, "Terms", kind)
    await boss.says("acme")
    await boss.taps("Edit")
    await boss.taps("More fields")
    await boss.taps("Terms")

    receipt = await boss.says(typed)

    assert f"→ {shown}" in receipt


@pytest.mark.parametrize(
    ("kind", "choices", "typed", "refused"),
    [
        ("Number", "", "many", "That does not fit Terms: a number is wanted."),
        ("Date", "", "soon", "That does not fit Terms: a whole date is wanted, 2026-12-01."),
        ("Yes or no", "", "perhaps", "That does not fit Terms: yes or no is wanted."),
        ("Choice", "cash, 30 days", "gold", "That does not fit Terms: cash / 30 days."),
        ("Text", "", "x" * 301, "That is too long: at most 300 characters fit."),
    ],
)
async def test_what_is_no_such_value_is_refused_and_asked_again(
    world: World, kind: str, choices: str, typed: str, refused: str
) -> None:
    boss = await a_boss_with_acme(world)
    await a_field(boss, "Terms", kind, choices)
    await boss.says("acme")
    await boss.taps("Edit")
    await boss.taps("More fields")
    await boss.taps("Terms")

    assert await boss.says(typed) == refused
    assert "Terms: (empty)" in await boss.says(
        {"Text": "x", "Choice": "CA", "Date": "1/12/2026"}.get(kind, "1")
    )


async def test_a_name_that_there_is_already_is_refused(world: World) -> None:
    boss = await a_boss_with_acme(world)
    await a_field(boss, "Terms", "Text")
    await boss.says("/fields")
    await boss.taps("➕")

    assert await boss.says("ＴＥＲＭＳ") == "There is a field called TERMS already."
    assert await boss.says("城市") == "There is a field called 城市 already."
    assert "What does Budget hold?" in await boss.says("Budget")


async def test_a_field_is_renamed_taken_away_and_brought_back(world: World) -> None:
    boss = await a_boss_with_acme(world)
    await a_field(boss, "Terms", "Text")
    await boss.says("Acme, terms: net 30")
    await boss.says("/fields")
    await boss.taps("Terms")
    await boss.taps("Name")
    await boss.says("Payment")
    await boss.taps("Take away")
    gone = await boss.says("acme")
    await boss.says("/undo")

    assert "net 30" not in gone
    assert "Payment: net 30" in await boss.says("acme")


async def test_only_the_administrator_may_add_fields(world: World) -> None:
    rep = await world.rep("Li Lei", "en")

    assert await rep.says("/fields") == "Your role does not permit that."


async def test_a_line_fills_fields_and_tags_beside_what_it_logs(world: World) -> None:
    boss = await a_boss_with_acme(world)
    await a_field(boss, "Payment terms", "Text")
    await a_field(boss, "Headcount", "Number")

    receipt = await boss.says(
        "visited Acme, they want a quote #key, payment terms: net 30 days, headcount: 1,200"
    )
    card = await boss.says("acme")
    await boss.says("/undo")
    undone = await boss.says("acme")

    assert receipt.startswith("✅ 🚗 Visit · Acme")
    assert "🏷 #key\n✎ Payment terms: net 30 days\n✎ Headcount: 1,200" in receipt
    assert "🏷 #key" in card
    assert "Payment terms: net 30 days" in card
    assert "🏷" not in undone
    assert "net 30" not in undone
    assert "No interaction yet." in undone


async def test_a_name_with_tags_and_fields_alone_is_an_act(world: World) -> None:
    boss = await world.rep("李雷", "zh", Role.ADMIN)
    await boss.says("/customer 华信科技有限公司")
    await boss.taps("保存")
    await a_field(boss, "付款方式", "选项", "现结，月结")

    receipt = await boss.says("华信科技 #重点 付款方式：月结，等级：重点")

    assert receipt.startswith("华信科技有限公司\n🏷 #重点\n✎ 付款方式：月结\n✎ 等级：A")
    card = await boss.says("华信")
    assert "A 级" in card
    assert "付款方式：月结" in card


async def test_a_value_in_a_line_that_does_not_fit_is_said_and_the_rest_saved(
    world: World,
) -> None:
    boss = await a_boss_with_acme(world)
    await a_field(boss, "Headcount", "Number")

    receipt = await boss.says("visited Acme, good talk, headcount: many")

    assert receipt.startswith("✅ 🚗 Visit · Acme")
    assert "❔ Headcount: “many” does not fit and was not noted." in receipt


async def test_which_of_two_customers_a_tag_is_for_is_asked(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    for name in ("Acme North", "Acme South"):
        await rep.says(f"/customer {name}")
        await rep.taps("Save now")

    await rep.says("Acme #key")
    receipt = await rep.taps("Acme South")

    assert receipt.startswith("Acme South\n🏷 #key")


async def test_an_edited_line_takes_its_tags_back(world: World) -> None:
    boss = await a_boss_with_acme(world)
    said = await boss.person.say("visited Acme, good talk #kee")

    await boss.person.edit(said, "visited Acme, good talk #key")

    assert "🏷 #key\n" in (await boss.says("acme")) + "\n"


async def test_a_name_with_its_city_before_it_is_marked_too(world: World) -> None:
    rep = await world.rep("李雷", "zh")
    await rep.says("/customer 上海华信科技有限公司")
    await rep.taps("保存")

    receipt = await rep.says("上海华信科技 #重点 等级：A，区域：华东")

    assert receipt == "上海华信科技有限公司\n🏷 #重点\n✎ 区域：华东\n✎ 等级：A"
    assert "华东 · A" in (await rep.says("华信")).replace("级别 ", "").replace("A 级", "A")


async def two_teams(world: World) -> tuple[Rep, Rep, Rep]:
    """Return an administrator and a rep of the first team, and a rep of a second one; each has a customer."""
    boss = await a_boss_with_acme(world)
    near, far = await world.rep("Han Mei", "en"), await world.rep("Li Lei", "en")
    with world.store.begin() as work:
        other = a_team(work, "South")
        work.session.get_one(Member, 3).team_id = other.id
    for rep, name in ((near, "Bolt"), (far, "Cargo")):
        await rep.says(f"/customer {name}")
        await rep.taps("Save now")
    return boss, near, far


async def test_a_field_is_for_one_team_or_for_all_teams(world: World) -> None:
    boss, near, far = await two_teams(world)
    await boss.says("/fields")
    await boss.taps("➕")
    asked = boss.sees
    await boss.taps("South")
    await boss.says("Route")
    await boss.taps("Text")
    await boss.says("/fields")
    await boss.taps("➕")
    await boss.taps("All teams")
    await boss.says("Terms")
    done = await boss.taps("Text")
    listed = await boss.says("/fields")

    of_south = await far.says("cargo, route: A12, terms: 30 days")
    elsewhere = await near.says("bolt, terms: cash")

    assert asked == "Whose customers have the new field?"
    assert "all teams" in done
    assert "• Route · Text · South\n• Terms · Text · all teams" in listed
    assert "Route: A12" in of_south
    assert "Terms: 30 days" in of_south
    assert "Terms: cash" in elsewhere
    await near.says("bolt")
    await near.taps("Edit")
    await near.taps("More fields")
    assert "Route" not in " ".join(near.labels)


async def test_a_teams_field_becomes_one_of_all_teams(world: World) -> None:
    boss, near, _far = await two_teams(world)
    await boss.says("/fields")
    await boss.taps("➕")
    await boss.taps("South")
    await boss.says("Route")
    await boss.taps("Text")

    await boss.taps("For all teams")

    assert "Route: B7" in await near.says("bolt, route: B7")
    await boss.says("/fields")
    await boss.taps("➕")
    await boss.taps("South")
    assert "There is a field called route already." in await boss.says("route")


async def test_two_teams_may_have_fields_of_one_name_and_then_not_all(world: World) -> None:
    boss, _near, _far = await two_teams(world)
    for team in ("South", boss_team(world)):
        await boss.says("/fields")
        await boss.taps("➕")
        await boss.taps(team)
        await boss.says("Route")
        await boss.taps("Text")

    refused = await boss.taps("For all teams")

    assert "There is a field called Route already" in refused or "already" in boss.toast


def boss_team(world: World) -> str:
    with world.store.looking() as work:
        return work.session.get_one(Team, 1).name


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("payment terms: 30 days", ["Bolt"]),
        ("Payment terms: cash, Leeds", ["Acme"]),
        ("headcount > 100", ["Acme", "Cargo"]),
        ("headcount >= 100", ["Acme", "Bolt", "Cargo"]),
        ("headcount: 2,000", ["Cargo"]),
        ("contract end < 2027-01-01", ["Acme"]),
        ("contract end: 2027-06", ["Bolt"]),
        ("payment terms: -", ["Cargo"]),
        ("industry: pumps", ["Acme"]),
        ("headcount > 100 A grade", ["Acme"]),
        ("owner: Li Lei headcount < 1000", ["Acme", "Bolt"]),
    ],
)
async def test_customers_are_looked_up_by_their_fields(
    world: World, words: str, found: list[str]
) -> None:
    boss = await a_boss_with_acme(world)
    await a_field(boss, "Payment terms", "choice", "cash, 30 days, 60 days")
    await a_field(boss, "Headcount", "Number")
    await a_field(boss, "Contract end", "Date")
    for name in ("Bolt", "Cargo"):
        await boss.says(f"/customer {name}")
        await boss.taps("Save now")
    await boss.says(
        "acme, payment terms: cash, headcount: 500, contract end: 2026-12-31, city: Leeds, "
        "industry: pumps, grade: A"
    )
    await boss.says("bolt, payment terms: 30 days, headcount: 100, contract end: 2027-06-30")
    await boss.says("cargo, headcount: 2,000, grade: B")

    shown = await boss.says(f"/find {words}")

    listed = [label.split(" · ")[0] for label in boss.labels if "·" in label]
    assert sorted(listed) == found
    assert shown.startswith("🔎")


@pytest.mark.parametrize(
    "line", ["付款方式：月结 的客户", "付款方式：月结的客户", "哪些客户 付款方式: 月结"]
)
async def test_a_line_that_asks_for_customers_by_a_field_lists_them(
    world: World, line: str
) -> None:
    boss = await a_boss_with_acme(world, "zh")
    await a_field(boss, "付款方式", "文字")
    await boss.says("Acme 付款方式：月结")

    shown = await boss.says(line)

    assert shown.startswith("🔎 付款方式 = 月结")
    assert boss.labels[0].startswith("Acme")


async def test_a_list_by_a_field_is_exported_in_words(world: World) -> None:
    boss = await a_boss_with_acme(world, "zh")
    await a_field(boss, "付款方式", "文字")
    await boss.says("Acme 付款方式：月结")

    assert "可导出 1 个客户" in await boss.says("导出 付款方式：月结的客户")
    assert "没有你可以导出的客户" in await boss.says("导出 付款方式：现结")


@pytest.mark.parametrize("typed", ["Date", "day", "日期"])
async def test_the_kind_of_a_field_may_be_typed(world: World, typed: str) -> None:
    boss = await world.rep("Ann", "en", Role.ADMIN)

    done = await a_field(boss, "Contract until", typed)

    assert "Contract until" in done
    assert "What does" not in done
