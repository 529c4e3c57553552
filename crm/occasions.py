"""Birthdays and anniversaries of contacts, by the solar or the lunar calendar."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from crm.cleaning import clean_line, is_day_first
from crm.errors import NoDayOfYear, NotThere
from crm.lunar import next_lunar_day
from crm.policy import actor_of, contact_for
from crm.understanding.day_of_year import DayOfYear, read_day_of_year
from storage.customer_file import Occasion
from storage.tables import Contact, Customer, Team
from storage.work import Work


@dataclass(frozen=True, slots=True)
class OccasionChanged:
    """A day that was noted of a contact, or taken off."""

    customer: Customer
    contact: Contact
    occasion: Occasion
    is_removed: bool
    undo: int | None


def note_occasion(work: Work, contact_id: int, words: str) -> OccasionChanged:
    """Note the day that words name: "2 March 1985", "农历八月十五", "wedding 5 June"; no label is a birthday.

    A second birthday, or a second day of one label, replaces the first. NoDayOfYear where there is no day in
    it; NotThere as for every act.
    """
    contact, customer = contact_for(work, contact_id)
    country = work.session.get_one(Team, actor_of(work).team_id).country
    read = read_day_of_year(clean_line(words), is_day_first=is_day_first(country))
    if read is None:
        raise NoDayOfYear
    occasion = put_day(work, contact, read)
    undo = work.close_entry("note_occasion", customer.id)
    return OccasionChanged(customer, contact, occasion, is_removed=False, undo=undo)


def add_occasion(work: Work, contact: Contact, words: str) -> Occasion | None:
    """Note a day written month first, if it is one; for use-cases, which close the history entry."""
    read = read_day_of_year(words)
    return put_day(work, contact, read) if read else None


def put_day(work: Work, contact: Contact, read: DayOfYear) -> Occasion:
    """Note a day of a contact, in the place of one of the same label; for use-cases, which close the history entry."""
    values = {"month": read.month, "day": read.day, "is_lunar": read.is_lunar, "year": read.year}
    same = (Occasion.contact_id == contact.id) & (Occasion.label == read.label)
    occasion = work.session.scalar(select(Occasion).where(same).limit(1))
    if occasion is None:
        occasion = work.add(Occasion(contact_id=contact.id, label=read.label, **values))
    else:
        work.change(occasion, **values)
    return occasion


def remove_occasion(work: Work, occasion_id: int) -> OccasionChanged:
    """Take a day off its contact; NotThere where it is gone or may not be seen."""
    occasion = work.session.get(Occasion, occasion_id)
    if occasion is None:
        raise NotThere("occasion", occasion_id)
    contact, customer = contact_for(work, occasion.contact_id)
    work.remove(occasion)
    undo = work.close_entry("remove_occasion", customer.id)
    return OccasionChanged(customer, contact, occasion, is_removed=True, undo=undo)


def occasions_of(work: Work, contact_ids: Collection[int]) -> dict[int, list[Occasion]]:
    """Return the days of some contacts, birthdays first."""
    days: dict[int, list[Occasion]] = defaultdict(list)
    there = select(Occasion).where(Occasion.contact_id.in_(contact_ids))
    for one in work.session.scalars(there.order_by(Occasion.label, Occasion.id)):
        days[one.contact_id].append(one)
    return days


def next_on(occasion: Occasion, today: date) -> date | None:
    """Return the next day, from today on, on which an occasion falls; 29 February is kept on the 28th."""
    if occasion.is_lunar:
        return next_lunar_day(occasion.month, occasion.day, today)
    days = (_in_year(occasion, year) for year in (today.year, today.year + 1))
    return next(day for day in days if day >= today)


def _in_year(occasion: Occasion, year: int) -> date:
    try:
        return date(year, occasion.month, occasion.day)
    except ValueError:
        return date(year, 2, 28)
