"""Sample members' past and plans: what makes a demo look like a working week."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from crm.instants import local, today_of
from crm.interactions import NewInteraction, log_interaction
from crm.lunar import lunar_day
from crm.money import money
from crm.occasions import put_day
from crm.opportunities import NewOpportunity, create_opportunity
from crm.products import import_products
from crm.rate_sheets import set_rates
from crm.reminders import Due, set_reminder
from crm.targets import set_target
from crm.understanding.day_of_year import DayOfYear
from storage.spreadsheets.reading import SheetRow
from storage.tables import Contact, Customer, Kind, Member, Outcome
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Past:
    """Something that happened some days ago at a customer."""

    customer: str
    days_ago: int
    kind: Kind
    note: str
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """An opportunity at a customer: amount in whole units, expected close in so many days."""

    customer: str
    title: str
    amount: int
    currency: str
    stage: str
    close_in: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A reminder about a customer, in so many days."""

    customer: str
    text: str
    in_days: int
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Birthday:
    """The birthday of a customer's first contact, in so many days; the year of birth."""

    customer: str
    in_days: int
    year: int
    is_lunar: bool = False


PASTS = {
    "zh": (
        Past(
            "华信科技有限公司",
            12,
            Kind.VISIT,
            "王总带看了机房，对新方案感兴趣，预算要等董事会",
            Outcome.GOOD,
        ),
        Past(
            "华信科技有限公司", 5, Kind.CALL, "电话沟通接口细节，答应周内给报价", Outcome.NEUTRAL
        ),
        Past(
            "宏远机械制造有限公司", 20, Kind.VISIT, "李敏收下样品，质量部还在测试", Outcome.NEUTRAL
        ),
        Past("北辰医疗器械有限公司", 33, Kind.MEETING, "赵主任希望先试用样机两周", Outcome.GOOD),
        Past("蓝海物流有限公司", 47, Kind.CALL, "陈静说今年预算已经用完", Outcome.BAD),
    ),
    "en": (
        Past(
            "Acme Pumps Ltd",
            14,
            Kind.VISIT,
            "John showed me the old pumps, two are leaking",
            Outcome.GOOD,
        ),
        Past("Acme Pumps Ltd", 4, Kind.CALL, "He wants a quote for ten pumps", Outcome.NEUTRAL),
        Past("Northwind Traders", 21, Kind.EMAIL, "Sent Sarah the new catalogue", None),
        Past(
            "Pioneer Labs",
            30,
            Kind.MEETING,
            "Dr. Yusuf asks for a demo of the microscope",
            Outcome.GOOD,
        ),
        Past("Harbor Foods", 45, Kind.VISIT, "Tom was not in, left a card", Outcome.ABSENT),
    ),
}
DEALS = {
    "zh": (
        Deal("华信科技有限公司", "机房改造", 500_000, "CNY", "proposal", 36),
        Deal("宏远机械制造有限公司", "传感器 200 套", 120_000, "CNY", "qualified", 60),
    ),
    "en": (
        Deal("Acme Pumps Ltd", "Ten pumps", 80_000, "GBP", "proposal", 36),
        Deal("Pioneer Labs", "40 microscopes", 1_200_000, "USD", "new", 120),
    ),
}
PLANS = {
    "zh": (
        Plan("宏远机械制造有限公司", "问样品测试结果", 0, time(17)),
        Plan("北辰医疗器械有限公司", "约试用样机的时间", 2),
    ),
    "en": (
        Plan("Acme Pumps Ltd", "send the quote for ten pumps", 0, time(17)),
        Plan("Pioneer Labs", "arrange the microscope demo", 2),
    ),
}
BIRTHDAYS = {
    "zh": (
        Birthday("北辰医疗器械有限公司", 9, 1982),
        Birthday("蓝海物流有限公司", 16, 1990, is_lunar=True),
    ),
    "en": (Birthday("Acme Pumps Ltd", 9, 1985), Birthday("Northwind Traders", 16, 1979)),
}
RATES = {"zh": "USD 7.1, GBP 9.4, EUR 8.2", "en": "USD 0.76, EUR 0.87, CNY 0.106"}
TARGETS = {"zh": ("李伟 80万 20次拜访",), "en": ("Emma Clark £120k 20 visits",)}


def fill_with_samples(work: Work, member: Member) -> None:
    """Give a member past interactions, opportunities and reminders at sample customers of his language."""
    work.actor = member
    today = today_of(work, member)
    for past in PASTS[member.language]:
        customer = _own(work, member, past.customer)
        log_interaction(work, _interaction(past, customer.id, today))
    for deal in DEALS[member.language]:
        close = today + timedelta(days=deal.close_in)
        amount = money(deal.amount, deal.currency)
        customer_id = _own(work, member, deal.customer).id
        create_opportunity(
            work, NewOpportunity(customer_id, deal.title, amount, close, deal.stage)
        )
    for plan in PLANS[member.language]:
        _plan(work, member, plan, today)
    for birthday in BIRTHDAYS[member.language]:
        _note(work, birthday, _own(work, member, birthday.customer).id, today)
    work.actor = None


def decide_samples(work: Work, leader: Member, prices: Iterable[SheetRow]) -> None:
    """Let a manager enter what a team sells, what other currencies are worth, and what his members are to reach."""
    work.actor = leader
    import_products(work, prices)
    set_rates(work, RATES[leader.language])
    for target in TARGETS[leader.language]:
        set_target(work, target, work.now)
    work.actor = None


def share_out(work: Work, owner_of: Callable[[Customer], Member | None]) -> None:
    """Give every sample customer the owner that fits its language."""
    for customer in work.session.scalars(select(Customer)):
        owner = owner_of(customer)
        customer.owner_id = owner.id if owner else None
    work.session.flush()


def _own(work: Work, member: Member, name: str) -> Customer:
    customer = work.session.scalars(select(Customer).where(Customer.name == name)).one()
    customer.owner_id = member.id
    work.session.flush()
    return customer


def _interaction(past: Past, customer_id: int, today: date) -> NewInteraction:
    return NewInteraction(
        customer_id=customer_id,
        kind=past.kind,
        note=past.note,
        outcome=past.outcome,
        happened_on=today - timedelta(days=past.days_ago),
    )


def _plan(work: Work, member: Member, plan: Plan, today: date) -> None:
    at = plan.at
    is_over = plan.in_days == 0 and at is not None and local(work.now, member.zone).time() >= at
    due = Due(today + timedelta(days=1 if is_over else plan.in_days), at)
    set_reminder(work, plan.text, due, _own(work, member, plan.customer).id)


def _note(work: Work, birthday: Birthday, customer_id: int, today: date) -> None:
    day = today + timedelta(days=birthday.in_days)
    month, number = lunar_day(day)[:2] if birthday.is_lunar else (day.month, day.day)
    first = select(Contact).where(Contact.customer_id == customer_id).order_by(Contact.id).limit(1)
    contact = work.session.scalars(first).one()
    put_day(work, contact, DayOfYear("", month, number, birthday.is_lunar, birthday.year))
    work.close_entry("note_occasion", customer_id)
