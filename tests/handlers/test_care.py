"""Days to think of: birthdays by both calendars, holidays, visits and what runs out; suggested, never sent."""

from datetime import date, timedelta

import pytest

from crm.care import HOLIDAYS, Suggestions, suggestions_for
from storage.customer_file import CustomField, CustomValue, FieldKind, Occasion
from storage.tables import Contact, Customer, Member, Role
from tests.kit.world import Rep, World

TODAY = date(2026, 11, 24)


def a_contact(world: World, rep: Rep, name: str, customer: str = "Acme", **day: object) -> int:
    """A contact at a customer of the rep, with a day of the year."""
    with world.store.begin() as work:
        member = work.session.query(Member).filter(Member.telegram_id == rep.person.id).one()
        at = work.add(
            Customer(
                team_id=member.team_id,
                owner_id=member.id,
                name=customer,
                grade="A",
                created_at=work.now,
                touched_at=work.now,
            )
        )
        contact = work.add(Contact(customer_id=at.id, name=name))
        if day:
            values = {"label": "", "is_lunar": False, "year": None} | day
            work.add(Occasion(contact_id=contact.id, **values))
        return at.id


def told(world: World, day: date) -> Suggestions:
    with world.store.begin() as work:
        return suggestions_for(work, work.session.get_one(Member, 1), day)


@pytest.mark.parametrize(
    ("language", "name", "said", "read_back"),
    [
        ("en", "Anna Smith", "Anna Smith's birthday is 2 March 1985", "2 March"),
        ("en", "Anna Smith", "Anna Smith at Acme has her birthday on 28 November", "28 November"),
        ("en", "Anna Smith", "Anna Smith was born on 2 March 1985.", "2 March"),
        ("zh", "王建国", "王建国生日是11月28日", "11月28日"),
        ("en", "Anna Smith", "Anna Smith's lunar birthday is 8/15", "lunar 8/15"),
        ("en", "Anna Smith", "birthday of Anna Smith is 2 March", "2 March"),
        ("zh", "王建国", "王建国的农历生日是八月十五", "农历8月15日"),
        ("zh", "王建国", "Acme王建国的生日农历八月十五", "农历"),
        ("zh", "王建国", "王建国农历生日是8月15", "农历8月15日"),
    ],
)
async def test_a_birthday_is_noted_in_words(
    world: World, language: str, name: str, said: str, read_back: str
) -> None:
    rep = await world.rep("Li Lei", language)
    a_contact(world, rep, name)

    noted = await rep.says(said)
    with world.store.begin() as work:
        days = [(one.label, one.month, one.day) for one in work.session.query(Occasion)]
    undone = await rep.taps({"en": "Undo", "zh": "撤销"}[language])

    assert f"👤 {name}" in noted
    assert read_back in noted
    assert len(days) == 1
    assert days[0][0] == ""
    assert undone.startswith("↩")


@pytest.mark.parametrize(
    "said",
    [
        "remind me that Anna Smith's birthday is 28 November",
        "提醒我Anna Smith生日11月28日送花",
        "Bob's birthday is 28 November",
    ],
)
async def test_what_is_no_word_of_a_contacts_birthday_notes_none(world: World, said: str) -> None:
    rep = await world.rep("Li Lei", "en")
    a_contact(world, rep, "Anna Smith")

    await rep.says(said)

    with world.store.begin() as work:
        assert not work.session.query(Occasion).count()


async def test_a_birthday_is_suggested_the_day_before_and_on_the_day_with_a_greeting(
    world: World,
) -> None:
    rep = await world.rep("Li Lei", "en")
    a_contact(world, rep, "Anna Smith", month=11, day=26)

    await world.passes(minutes=5)
    early = [text for text in rep.messages if "Days to think of" in text]
    await world.passes(days=1)
    before = rep.sees
    await world.passes(days=1)
    on_the_day = rep.sees
    await rep.taps("Anna Smith")

    assert early == []
    assert "🎂 Thu, 26 Nov: Anna Smith · Acme · birthday" in before
    assert "Nothing is sent to customers by itself." in before
    assert "🎂 today: Anna Smith · Acme · birthday" in on_the_day
    assert (
        rep.sees == "Happy birthday, Anna Smith! Wishing you health and success in the year ahead."
    )


async def test_a_lunar_birthday_falls_on_its_solar_day_and_is_greeted_in_the_contacts_language(
    world: World,
) -> None:
    rep = await world.rep("王伟", "zh")
    a_contact(world, rep, "李娜", "华信科技", month=10, day=17, is_lunar=True)  # 25 November 2026

    await world.passes(minutes=5)
    suggested = rep.sees
    await rep.taps("李娜")

    assert "李娜 · 华信科技 · 生日（农历）" in suggested
    assert rep.sees.startswith("李娜，祝您生日快乐")


@pytest.mark.parametrize(
    ("month", "day", "is_lunar", "solar"),
    [
        (2, 29, False, date(2027, 2, 28)),
        (2, 29, False, date(2028, 2, 29)),
        (1, 1, True, date(2027, 2, 6)),
        (8, 15, True, date(2027, 9, 15)),
        (12, 30, True, date(2027, 2, 5)),  # that twelfth month has 29 or 30 days: its last
    ],
)
async def test_days_of_the_year_fall_where_they_fall(
    world: World, month: int, day: int, is_lunar: bool, solar: date
) -> None:
    rep = await world.rep("Li Lei", "en")
    a_contact(world, rep, "Anna", month=month, day=day, is_lunar=is_lunar)

    on = [one for one in (solar - timedelta(days=2), solar) if told(world, one).people]

    assert on == [solar]


async def test_an_anniversary_carries_its_name(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    a_contact(world, rep, "Anna", month=11, day=24, label="company anniversary")

    await world.passes(minutes=5)
    await rep.taps("Anna")

    assert rep.sees.startswith("Anna, congratulations on your company anniversary!")


async def test_holidays_are_told_to_those_whose_customers_keep_them(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    a_contact(world, rep, "Anna", "Acme")
    a_contact(world, rep, "李娜", "华信科技")
    a_contact(world, rep, "王芳", "宏远")

    christmas = told(world, date(2026, 12, 24)).holidays
    spring = told(world, date(2027, 2, 5)).holidays
    plain = told(world, TODAY).holidays

    assert [(one.holiday.code, dict(one.customers)) for one in christmas] == [
        ("christmas", {"en": 1})
    ]
    assert [(one.holiday.code, dict(one.customers)) for one in spring] == [("spring", {"zh": 2})]
    assert plain == ()


async def test_a_holidays_greeting_is_there_to_forward_in_each_language(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    a_contact(world, rep, "Anna", "Acme")
    a_contact(world, rep, "李娜", "华信科技")
    await world.passes(days=37)  # New Year's Eve

    suggested = rep.sees
    await rep.taps("New Year")

    assert "🎊 Fri, 1 Jan 2027: New Year · 2 customers keep it" in suggested
    assert rep.messages[-2].startswith("Happy New Year!")
    assert rep.messages[-1].startswith("新年快乐")


async def test_a_visit_is_suggested_once_when_its_grade_says_so(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    a_contact(world, rep, "Anna", "Acme")

    suggested = []
    for _ in range(18):
        await world.passes(days=1)
        suggested += [text for text in rep.messages if "Time for a visit: Acme" in text]

    assert len(set(suggested)) == 1


async def test_a_contract_that_runs_out_is_told_thirty_and_seven_days_before_and_on_the_day(
    world: World,
) -> None:
    rep = await world.rep("Li Lei", "en")
    customer_id = a_contact(world, rep, "Anna", "Acme")
    with world.store.begin() as work:
        field = work.add(
            CustomField(
                team_id=1, name="Contract until", key="contract", kind=FieldKind.DAY, choices=[]
            )
        )
        work.add(CustomValue(customer_id=customer_id, field_id=field.id, value="2026-12-31"))

    days = [day for n in range(60) if told(world, day := TODAY + timedelta(days=n)).running_out]

    assert days == [date(2026, 12, 1), date(2026, 12, 24), date(2026, 12, 31)]


async def test_nobody_is_told_of_a_colleagues_customers_or_by_night(world: World) -> None:
    rep, other = await world.rep("Li Lei", "en"), await world.rep("Bo", "en")
    a_contact(world, rep, "Anna", month=11, day=25)

    await world.passes(hours=14)  # 23:30
    await world.passes(hours=12)

    assert not any("Days to think of" in text for text in other.messages)
    assert sum("Days to think of" in text for text in rep.messages) == 1


async def test_a_leader_decides_how_far_ahead_and_what_is_told(world: World) -> None:
    manager = await world.rep("Han Mei", "en", Role.MANAGER)
    rep = await world.rep("Li Lei", "en")
    a_contact(world, rep, "Anna", month=12, day=1)
    await manager.says("/rules")
    await manager.taps("Days to think of")
    await manager.taps("Days ahead")
    await manager.says("7")

    await world.passes(minutes=5)

    assert "🎂 Tue, 1 Dec: Anna" in rep.sees


def test_every_holiday_has_its_greeting() -> None:
    from handlers.reminders.care_texts import GREETINGS
    from handlers.reminders.care_texts import HOLIDAYS as NAMES

    assert {one.code for one in HOLIDAYS} == set(GREETINGS) == set(NAMES)
