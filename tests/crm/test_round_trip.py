"""Importing an export gives the same book, whatever is in it; nothing that a customer's file holds is forgotten."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, select

from crm.book import open_store
from crm.book_columns import KEPT
from crm.cleaning import clean_line
from crm.column_names import Field
from crm.custom_fields import put_value, value_in_form
from crm.customer_fields import GRADES, clean_contact_field, clean_field
from crm.customers import NewContact, NewCustomer, add_contact, enter_customer
from crm.errors import CrmError
from crm.field_settings import add_field
from crm.importing import ImportReport, import_customers, reading
from crm.occasions import put_day
from crm.tags import tags_in
from crm.understanding.day_of_year import LONGEST_LABEL, DayOfYear
from crm.understanding.fold import fold
from handlers.exporting.exporting import table
from handlers.kit.say import Say
from storage.customer_file import CustomField, CustomValue, FieldKind, Occasion, Tag
from storage.migrate import migrate
from storage.name_keys import name_key
from storage.schema import METADATA
from storage.store import Store
from storage.tables import Contact, Customer, Member, Role, Row, Team
from storage.work import Work
from tests.crm.team import a_member, a_team
from tests.kit.sheets import sheet_rows

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
FILE = (Customer, Contact, Tag, Occasion, CustomValue)

# What a file of customers does not carry, and why.
LEFT = {
    "customers.name_key": "made from the name",
    "customers.place_cell": "made from the pin",
    "customers.created_at": "when it came into this book",
    "customers.created_by": "who entered it into this book",
    "customers.touched_at": "moves with what happens; a column of last visits is for other programs' files",
    "customers.owned_at": "since when the owner has it in this book",
    "customers.merged_into_id": "of one that went",
    "customers.compared_at": "the program's own",
    "customers.deleted_at": "what went is not exported",
    "contacts.deleted_at": "what went is not exported",
    "customer_tags.key": "made from the tag",
}
# Tables that hang on a customer or a contact and are no part of its file.
ELSEWHERE = {
    "attachments": "files are not cells",
    "handover_requests": "between two members",
    "interactions": "a sheet of their own",
    "likely_pairs": "found by comparing",
    "needs": "come with interactions",
    "nicknames": "a member's own",
    "opportunities": "a sheet of their own",
    "opportunity_contacts": "of an opportunity",
    "other_customers": "found by comparing",
    "plans": "a member's own",
    "pool_warnings": "the program's own",
    "reminders": "a member's own",
    "tasks": "between two members",
    "tickets": "what happened",
}

LETTERS = st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Po", "Sm"))
WORDS = st.text(st.sampled_from("aB 3华信;/、=+-'\"@,.&:(") | LETTERS, min_size=1, max_size=12)
NUMBERS = st.from_regex(
    r"(?:138|139)\d{8}|\+44 20 7946 0\d{3}|0512-6\d{6}(?: ext 5)?", fullmatch=True
)
KINDS = {
    FieldKind.TEXT: WORDS,
    FieldKind.NUMBER: st.decimals(-(10**6), 10**6, places=2).map(str),
    FieldKind.DAY: st.dates().filter(lambda one: one.year > 1900).map(str),
    FieldKind.CHOICE: st.sampled_from(["cash", "月结"]),
    FieldKind.YES_NO: st.sampled_from(["yes", "no"]),
}
NAMES = {kind: f"Own {kind}" for kind in KINDS}


Person = tuple[dict[str, str], list[DayOfYear]]


@dataclass(frozen=True)
class File:
    """A customer's file as somebody types it: what does not fit is left out when it is entered."""

    texts: dict[str, str]
    pin: tuple[float, float] | None
    is_owned: bool
    tags: list[str]
    people: list[Person]
    own: dict[FieldKind, str]


def optional(**strategies: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({}, optional=strategies)


DAYS = st.lists(
    st.builds(
        DayOfYear,
        WORDS.map(lambda one: clean_line(one)[:LONGEST_LABEL]) | st.just(""),
        st.integers(1, 12),
        st.integers(1, 28),
        st.booleans(),
        st.none() | st.integers(1900, 2026),
    ),
    unique_by=lambda one: one.label,
    max_size=3,
)
PEOPLE = st.tuples(
    st.builds(
        lambda name, rest: {"name": name, **rest},
        WORDS,
        optional(title=WORDS, phone=NUMBERS | WORDS, email=st.emails()),
    ),
    DAYS,
)
FILES = st.builds(
    File,
    st.builds(
        lambda name, rest: {"name": name, **rest},
        WORDS,
        optional(
            short_name=WORDS,
            city=WORDS,
            region=WORDS,
            industry=WORDS,
            grade=st.sampled_from(GRADES),
            preference=WORDS,
            address=WORDS,
            note=st.lists(WORDS, max_size=3).map("\n".join),
        ),
    ),
    st.none()
    | st.tuples(
        st.integers(-(90 * 10**6), 90 * 10**6).map(lambda one: one / 10**6),
        st.integers(-(180 * 10**6), 180 * 10**6).map(lambda one: one / 10**6),
    ),
    st.booleans(),
    st.lists(WORDS, max_size=3),
    st.lists(PEOPLE, max_size=4),
    st.fixed_dictionaries({}, optional=KINDS),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database with the fields of every kind, for all teams; each example has teams of its own."""
    url = f"sqlite:///{tmp_path_factory.mktemp('round') / 'trip.db'}"
    migrate(url)
    store = open_store(url, lambda: NOW)
    with store.begin() as work:
        work.actor = a_member(work, 1, Role.ADMIN)
        for kind, name in NAMES.items():
            add_field(work, name, kind, ("cash", "月结"), team_id=None)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("form", "examples"),
    [("csv", 15), ("xlsx", 4), pytest.param("csv", 60, marks=pytest.mark.long)],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_importing_the_export_gives_the_same_book(
    book: Store, tmp_path: Path, language: str, form: str, examples: int
) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        database=None,
        derandomize=True,
        phases=[Phase.generate],
    )
    @given(files=st.lists(FILES, min_size=1, max_size=4))
    def holds(files: list[File]) -> None:
        here, there = two_teams(book), two_teams(book)
        with book.begin() as work:
            act_as(work, here)
            for file in files:
                enter(work, file, here)
        before = told(book, here)
        exported = tmp_path / f"book.{form}"
        with book.looking() as work:
            act_as(work, here)
            exported.write_bytes(table(work, form, Say(language, "Asia/Shanghai", NOW)))

        again = imported(book, here, exported)
        anew = imported(book, there, exported)

        assert (again.new, again.updated, again.refused, again.left_out) == (0, 0, 0, [])
        assert told(book, here) == before
        assert (anew.refused, anew.left_out) == (0, [])
        assert told(book, there) == before

    holds()


def test_two_numbers_of_one_person_and_a_number_of_two_customers_stay_what_they_are(
    book: Store, tmp_path: Path
) -> None:
    joan: list[Person] = [
        ({"name": "Joan", "phone": one}, []) for one in ("13800138000", "13900139000")
    ]
    emailed: list[Person] = [
        ({"name": "Joan", "phone": "13700137000", "email": "j@acme.example"}, [])
    ]
    files = [
        File({"name": "Acme"}, None, True, [], [*joan, *emailed], {}),
        File({"name": "Bolt"}, None, True, [], joan, {}),
        File({"name": "Total"}, None, True, [], [({"name": "Tom / Jerry"}, [])], {}),
    ]
    here, there = two_teams(book), two_teams(book)
    with book.begin() as work:
        act_as(work, here)
        for file in files:
            enter(work, file, here)
    exported = tmp_path / "book.csv"
    with book.looking() as work:
        act_as(work, here)
        exported.write_bytes(table(work, "csv", Say("zh", "Asia/Shanghai", NOW)))

    imported(book, there, exported)

    assert told(book, there) == told(book, here)


def test_an_administrators_export_of_all_teams_gives_each_its_own(tmp_path: Path) -> None:
    with opened_anew(tmp_path / "here.db") as here, opened_anew(tmp_path / "there.db") as there:
        with here.begin() as work:
            administrator(work)
            for team in ("North", "South"):
                two = work.session.scalars(select(Team).where(Team.name == team)).one()
                owner = member_of(work, two.id, f"Rep of {team}")
                same = enter_customer(work, NewCustomer("Acme"))[0]
                work.change(same, team_id=two.id, owner_id=owner.id, city=team)
                only = enter_customer(work, NewCustomer(f"Only {team}"))[0]
                work.change(only, team_id=two.id, owner_id=None)
                number = NewContact("Anna", phone="020 7946 0018")
                add_contact(work, only, number, two.country)
                field = add_field(work, "Terms", FieldKind.TEXT, team_id=two.id).field
                put_value(work, only.id, field, f"of {team}")
            work.close_entry("enter")
        exported = tmp_path / "all.csv"
        with here.looking() as work:
            administrator(work)
            exported.write_bytes(table(work, "csv", Say("en", "Asia/Shanghai", NOW)))

        with there.begin() as work:
            administrator(work)
            for team in ("North", "South"):
                two = work.session.scalars(select(Team).where(Team.name == team)).one()
                add_field(work, "Terms", FieldKind.TEXT, team_id=two.id)
            with reading(exported) as sheet:
                report = import_customers(work, sheet.rows, owner_id=None)

        assert (report.new, report.refused, report.left_out) == (4, 0, [])
        assert of_all_teams(there) == of_all_teams(here)
        with there.looking() as work:
            numbers_of_all = set(work.session.scalars(select(Contact.phone_e164)))
        assert numbers_of_all == {"+442079460018", "+862079460018"}  # each by its team's country


def test_a_team_that_is_not_there_is_said_and_the_row_taken(tmp_path: Path) -> None:
    with opened_anew(tmp_path / "book.db") as store, store.begin() as work:
        own = administrator(work).team_id
        rows = sheet_rows([["Customer", "Team"], ["Acme", "East"], ["Bolt", " south "]])

        report = import_customers(work, rows, owner_id=None)

        assert [(one.row, one.field, one.text) for one in report.left_out] == [
            (2, Field.TEAM, "East")
        ]
        teams = {one.id: one.name for one in work.session.scalars(select(Team))}
        placed = {one.name: teams[one.team_id] for one in work.session.scalars(select(Customer))}
        assert placed == {"Acme": teams[own], "Bolt": "South"}


def test_only_an_administrator_enters_into_another_team(tmp_path: Path) -> None:
    with opened_anew(tmp_path / "book.db") as store, store.begin() as work:
        north = work.session.scalars(select(Team).where(Team.name == "North")).one()
        work.actor = a_member(work, next(numbers), Role.MANAGER, north)
        work.actor = work.session.scalars(select(Member).where(Member.team_id == north.id)).all()[
            -1
        ]
        rows = sheet_rows([["Customer", "Team"], ["Acme", "South"]])

        report = import_customers(work, rows, owner_id=None)

        assert report.left_out == []
        assert {one.team_id for one in work.session.scalars(select(Customer))} == {north.id}


@contextmanager
def opened_anew(file: Path) -> Iterator[Store]:
    """A database with an administrator and two teams, of China and of Britain."""
    url = f"sqlite:///{file}"
    migrate(url)
    store = open_store(url, lambda: NOW)
    with store.begin() as work:
        a_member(work, 1, Role.ADMIN).name = "Chief"
        for name, country in (("North", "CN"), ("South", "GB")):
            team = a_team(work, name)
            team.country = country
            a_member(work, next(numbers), Role.REP, team).name = f"Rep of {name}"
    yield store
    store.close()


def administrator(work: Work) -> Member:
    found = work.session.scalars(select(Member).where(Member.role == Role.ADMIN)).one()
    work.actor = found
    return found


def of_all_teams(store: Store) -> dict[str, dict[str, Any]]:
    """Each team's book, with the values of its own fields by the fields' names."""
    with store.looking() as work:
        teams = {one.name: one.id for one in work.session.scalars(select(Team))}
        fields = {one.id: one.name for one in work.session.scalars(select(CustomField))}
    books = {name: told(store, team_id) for name, team_id in teams.items()}
    return {
        name: {
            customer: (*file, {fields[one]: value for one, value in own.items()})
            for customer, (*file, own) in book.items()
        }
        for name, book in books.items()
    }


numbers = count(1000)


def two_teams(store: Store) -> int:
    """Make a team with a manager and a rep, who are called the same in every one; return the team's id."""
    with store.begin() as work:
        team = a_team(work, "Round")
        for name, role in (("Boss", Role.MANAGER), ("Rep", Role.REP)):
            a_member(work, next(numbers), role, team).name = name
        return team.id


def member_of(work: Work, team_id: int, name: str) -> Member:
    found = select(Member).where(Member.team_id == team_id, Member.name == name)
    return work.session.scalars(found).one()


def act_as(work: Work, team_id: int) -> None:
    work.actor = member_of(work, team_id, "Boss")


def imported(store: Store, team_id: int, file: Path) -> ImportReport:
    with store.begin() as work:
        act_as(work, team_id)
        with reading(file) as sheet:
            return import_customers(work, sheet.rows, owner_id=None)


def enter(work: Work, file: File, team_id: int) -> None:
    """Enter a file by hand; a name that there is already, as names are compared, is left out."""
    texts = {name: fitting(clean_field, name, text) for name, text in file.texts.items()}
    key = texts["name"] and name_key(texts["name"])
    there = select(Customer.id).where(Customer.team_id == team_id, Customer.name_key == key)
    if not texts["name"] or work.session.scalar(there) is not None:
        return
    customer, _ = enter_customer(
        work, NewCustomer(texts["name"], tags=tags_in(" ".join(file.tags)))
    )
    owner_id = member_of(work, team_id, "Rep").id if file.is_owned else None
    latitude, longitude = file.pin or (None, None)
    work.change(customer, **texts, owner_id=owner_id, latitude=latitude, longitude=longitude)
    names = set()
    for person, days in file.people:
        kept = {one: fitting(clean_contact_field, one, text) for one, text in person.items()}
        same = fold(kept["name"] or ""), kept.get("phone")
        if kept["name"] and same not in names and (same[0], None) not in names:
            names.add(same)
            rest = {one: text for one, text in kept.items() if one != "name"}
            contact = add_contact(work, customer, NewContact(kept["name"], **rest), "CN")
            work.session.flush()
            for day in days:
                put_day(work, contact, day)
    for field in work.session.scalars(select(CustomField)):
        if field.kind in file.own:
            put_value(work, customer.id, field, value_in_form(work, field, file.own[field.kind]))
    work.close_entry("enter", customer.id)


def fitting(clean: Callable[[str, str], str | None], name: str, text: str) -> str | None:
    try:
        return clean(name, text)
    except CrmError:
        return None


def told(store: Store, team_id: int) -> dict[str, Any]:
    """A team's book, made of every column that an export carries."""
    with store.looking() as work:
        names = {one.id: one.name for one in work.session.scalars(select(Member))}
        files = {}
        for one in work.session.scalars(select(Customer).where(Customer.team_id == team_id)):
            plain = columns_of(one)
            plain["owner_id"] = names.get(one.owner_id or 0)
            del plain[
                "team_id"
            ]  # each example compares two teams; the test of all teams looks at it
            people = Counter(
                (
                    str(columns_of(person)),
                    frozenset(
                        str(columns_of(day)) for day in of(work, Occasion, contact_id=person.id)
                    ),
                )
                for person in of(work, Contact, customer_id=one.id)
            )
            tags = {tag.tag for tag in of(work, Tag, customer_id=one.id)}
            own = {row.field_id: row.value for row in of(work, CustomValue, customer_id=one.id)}
            files[one.name] = (plain, people, tags, own)
        return files


def columns_of(row: Any) -> dict[str, Any]:
    table_name = row.__tablename__
    kept = [one.partition(".")[2] for one in KEPT if one.startswith(f"{table_name}.")]
    return {one: getattr(row, one) for one in sorted(kept)}


def of(work: Work, kind: type[Row], **link: int) -> Sequence[Any]:
    ((name, value),) = link.items()
    return work.session.scalars(select(kind).where(getattr(kind, name) == value)).all()


def own_columns() -> set[str]:
    tables: list[Table] = [METADATA.tables[one.__tablename__] for one in FILE]
    links = {"id", "customer_id", "contact_id"}
    return {
        f"{one.name}.{column.name}"
        for one in tables
        for column in one.columns
        if column.name not in links
    }


def test_every_column_of_a_customers_file_is_carried_or_left_with_a_reason() -> None:
    assert own_columns() == set(KEPT) | set(LEFT)
    assert not set(KEPT) & set(LEFT)


def test_every_table_that_hangs_on_a_customer_is_of_its_file_or_named_as_none() -> None:
    hanging = {
        one.name
        for one in METADATA.tables.values()
        for key in one.foreign_keys
        if key.column.table.name in ("customers", "contacts")
    }
    of_the_file = {one.__tablename__ for one in FILE}

    assert hanging - of_the_file == set(ELSEWHERE)
