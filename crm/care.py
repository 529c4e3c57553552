"""What a customer would be glad that a rep thought of: suggested to the rep each morning, never sent by itself.

Birthdays and other days of contacts (by the solar or the lunar calendar), holidays in the customers' language,
return visits that have become due by grade, and days that run out: contracts and documents, kept in the team's
own fields of days. Each is suggested once when it comes near, and days of people once more on the day.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from sqlalchemy import and_, false, func, or_, select

from crm.cadence import VisitCadence
from crm.calendars import calendar_of, rests_until
from crm.duty import Duty
from crm.instants import days_ago, local, today_of
from crm.lunar import lunar_day
from crm.policy import actor_of, contact_for
from crm.rules import Rule, read_rule, setting, whole, wholes, yes_or_no
from storage.customer_file import CustomField, CustomValue, FieldKind, Occasion
from storage.tables import Contact, Customer, Member
from storage.work import Push, Work, as_text

AT_ONCE = 50  # members in one transaction
SHOWN = 12  # suggestions of a kind in one message
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Care(Rule):
    """How many days ahead reps hear of people's days, and of what runs out; whether holidays and visits are told."""

    name: ClassVar = "care"

    days_ahead: int = setting(1, whole(0, 30))
    runs_out: tuple[int, ...] = setting((30, 7, 0), wholes(0, 365, 5))
    holidays: bool = setting(True, yes_or_no())
    visits: bool = setting(True, yes_or_no())


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which greetings are sent; by solar month and day, or by the lunar calendar's.

    `code` is stored in buttons: add, never rename. `languages` are those whose customers keep it.
    """

    code: str
    month: int
    day: int
    languages: tuple[str, ...]
    is_lunar: bool = False


HOLIDAYS = (
    Holiday("newyear", 1, 1, ("en", "zh")),
    Holiday("spring", 1, 1, ("zh",), is_lunar=True),
    Holiday("dragon", 5, 5, ("zh",), is_lunar=True),
    Holiday("moon", 8, 15, ("zh",), is_lunar=True),
    Holiday("national", 10, 1, ("zh",)),
    Holiday("christmas", 12, 25, ("en",)),
)


@dataclass(frozen=True, slots=True)
class PersonsDay:
    """A contact's birthday or other day that comes near."""

    occasion: Occasion
    contact: Contact
    customer: Customer
    day: date


@dataclass(frozen=True, slots=True)
class RunsOut:
    """A day in a field of the team that comes near: a contract or a document that ends."""

    customer: Customer
    field: str
    day: date


@dataclass(frozen=True, slots=True)
class HolidayNear:
    """A holiday that comes near, with how many of the member's customers keep it, by their language."""

    holiday: Holiday
    day: date
    customers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a member is told in the morning."""

    today: date
    people: tuple[PersonsDay, ...] = ()
    holidays: tuple[HolidayNear, ...] = ()
    visits: tuple[Customer, ...] = ()
    running_out: tuple[RunsOut, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything to tell."""
        return bool(self.people or self.holidays or self.visits or self.running_out)


Show = Callable[[Member, Suggestions, datetime], Mapping[str, Any]]


def caring(show: Show) -> Duty:
    """Return the duty of the morning: `show` returns the parameters of the message."""
    return Duty("care", 60, _is_any_due, partial(_tell, show=show), at_once=AT_ONCE)


def suggestions_for(work: Work, member: Member, today: date) -> Suggestions:
    """Return what a member should think of on a day, about customers that are his."""
    rule = read_rule(work, Care, member.team_id)
    days = {today, today + timedelta(days=rule.days_ahead)}
    return Suggestions(
        today,
        tuple(_people(work, member, sorted(days))),
        tuple(_holidays(work, member, today + ONE_DAY)) if rule.holidays else (),
        tuple(_visits(work, member)) if rule.visits else (),
        tuple(_running_out(work, member, today, rule.runs_out)),
    )


def read_persons_day(work: Work, occasion_id: int) -> PersonsDay | None:
    """Read a contact's day for a greeting; none where it is gone, NotThere where it may not be seen."""
    occasion = work.session.get(Occasion, occasion_id)
    if occasion is None:
        return None
    contact, customer = contact_for(work, occasion.contact_id)
    today = today_of(work, actor_of(work))
    return PersonsDay(occasion, contact, customer, today)


def language_for(name: str) -> str:
    """Return the language in which a customer is greeted: that in which his name is written."""
    return "zh" if any("一" <= char <= "鿿" for char in name) else "en"


def _is_any_due(work: Work) -> bool:
    return bool(_due_members(work, 1))


def _tell(work: Work, show: Show) -> int:
    """Tell members whose morning has come; who rests or is away is told on the day he works."""
    due = _due_members(work, AT_ONCE)
    pushes: list[Push] = []
    for member, today in due:
        told = suggestions_for(work, member, today)
        member.cared_on = today
        if told:
            call = as_text(show(member, told, work.now))
            pushes.append(
                Push(member.telegram_id, "sendMessage", call, f"care:{member.id}:{today:%Y%m%d}")
            )
    work.session.flush()
    work.push_all(pushes)
    return len(due)


def _due_members(work: Work, limit: int) -> list[tuple[Member, date]]:
    latest = (work.now + ONE_DAY).date()  # it is tomorrow already somewhere
    there = Member.deactivated_at.is_(None) & Member.unreachable_at.is_(None)
    wanted = select(Member).where(there, or_(Member.cared_on.is_(None), Member.cared_on < latest))
    found: list[tuple[Member, date]] = []
    for member in work.session.scalars(wanted.order_by(Member.id)):
        wall = local(work.now, member.zone)
        if member.cared_on == wall.date() or wall.time() < member.reminder_time:
            continue
        calendar = calendar_of(work, member) if member.rest_days else None
        if rests_until(member, work.now, calendar) is None:
            found.append((member, wall.date()))
        if len(found) == limit:
            break
    return found


def _people(work: Work, member: Member, days: Sequence[date]) -> Iterable[PersonsDay]:
    for day in days:
        solar = and_(Occasion.is_lunar.is_(False), _falls_on_solar(day))
        lunar = and_(Occasion.is_lunar.is_(True), _falls_on_lunar(day))
        rows = work.session.execute(
            select(Occasion, Contact, Customer)
            .join(Contact, Contact.id == Occasion.contact_id)
            .join(Customer, Customer.id == Contact.customer_id)
            .where(_his(member), Contact.deleted_at.is_(None), solar | lunar)
            .order_by(Customer.grade, Customer.id)
            .limit(SHOWN)
        )
        for occasion, contact, customer in rows:
            yield PersonsDay(occasion, contact, customer, day)


def _falls_on_solar(day: date) -> Any:
    same = (Occasion.month == day.month) & (Occasion.day == day.day)
    is_leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    if (day.month, day.day) == (2, 28) and not is_leap:
        return same | ((Occasion.month == 2) & (Occasion.day == 29))
    return same


def _falls_on_lunar(day: date) -> Any:
    """Return the condition on occasions of the lunar calendar; the 30th of a short month is its last day."""
    month, number, is_leap = lunar_day(day)
    if is_leap:
        return false()
    last = number == 29 and lunar_day(day + ONE_DAY)[1] == 1
    days = (29, 30) if last else (number,)
    return (Occasion.month == month) & Occasion.day.in_(days)


def _holidays(work: Work, member: Member, day: date) -> Iterable[HolidayNear]:
    near = [one for one in HOLIDAYS if _is_on(one, day)]
    if not near:
        return
    count: dict[str, int] = {"zh": 0, "en": 0}
    for name in work.session.scalars(select(Customer.name).where(_his(member))):
        count[language_for(name)] += 1
    for holiday in near:
        keep = {one: count[one] for one in holiday.languages if count[one]}
        if keep:
            yield HolidayNear(holiday, day, keep)


def _is_on(holiday: Holiday, day: date) -> bool:
    if not holiday.is_lunar:
        return (holiday.month, holiday.day) == (day.month, day.day)
    month, number, is_leap = lunar_day(day)
    return not is_leap and (month, number) == (holiday.month, holiday.day)


def _visits(work: Work, member: Member) -> Iterable[Customer]:
    """Return customers whose time without contact has passed what their grade allows since yesterday."""
    cadence = read_rule(work, VisitCadence, member.team_id)
    for grade in ("A", "B", "C", None):
        days = cadence.days(grade)
        since, until = (days_ago(one, work.now, member.zone) for one in (days + 1, days))
        wanted = func.upper(Customer.grade) == grade if grade else Customer.grade.is_(None)
        passed = (Customer.touched_at >= since) & (Customer.touched_at < until)
        due = select(Customer).where(_his(member), wanted, passed)
        yield from work.session.scalars(due.order_by(Customer.touched_at).limit(SHOWN))


def _running_out(
    work: Work, member: Member, today: date, ahead: Iterable[int]
) -> Iterable[RunsOut]:
    days = sorted({(today + timedelta(days=one)).isoformat() for one in ahead})
    rows = work.session.execute(
        select(Customer, CustomField.name, CustomValue.value)
        .join(CustomValue, CustomValue.customer_id == Customer.id)
        .join(CustomField, CustomField.id == CustomValue.field_id)
        .where(
            _his(member),
            CustomField.kind == FieldKind.DAY,
            CustomField.retired_at.is_(None),
            CustomValue.value.in_(days),
        )
        .order_by(CustomValue.value, Customer.id)
        .limit(SHOWN)
    )
    for customer, name, value in rows:
        yield RunsOut(customer, name, date.fromisoformat(value))


def _his(member: Member) -> Any:
    return (Customer.owner_id == member.id) & Customer.deleted_at.is_(None)
