"""A merge forgets nothing that belongs to a customer, and undo brings every row back."""

from typing import Any

import pytest
from sqlalchemy import select

from crm.alikeness import Because
from crm.contact_cards import ContactCard, enter_card
from crm.custom_fields import set_value
from crm.customers import NewCustomer, create_customer
from crm.errors import NotAllowed, NotThere
from crm.field_settings import add_field
from crm.handover_requests import ask_for
from crm.history import undo
from crm.import_jobs import begin_import
from crm.interactions import NewInteraction, log_interaction
from crm.likely_pairs import compare, has_new, read_pairs, tell_apart
from crm.merging import DERIVED, FORGOTTEN, keys_to, merge, read_merge
from crm.tags import tag_customer, tags_of
from storage.customer_file import FieldKind
from storage.imports import ImportJob, ImportState
from storage.schema import METADATA
from storage.store import Store
from storage.tables import Customer, Interaction, Kind, Member, Role
from storage.work import Work
from tests.crm.team import a_member, work_of
from tests.kit.databases import BOTH

pytestmark = pytest.mark.parametrize("database", BOTH, indirect=True)

OUTSIDE = {
    *("history", "history_pages", "inbox", "outbox", "conversations", "uploads"),
    *DERIVED,
    *(pair.__tablename__ for pair in FORGOTTEN),
}


def test_everything_that_refers_to_a_customer_moves_or_is_known_not_to(database: str) -> None:
    references = {
        f"{table.name}.{key.parent.name}"
        for table in METADATA.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "customers"
    }
    moved = {f"{column.table.name}.{column.name}" for column in keys_to("customers")}
    left = {one.partition(".")[0] for one in references - moved}

    assert moved <= references
    assert left <= {*DERIVED, *(pair.__tablename__ for pair in FORGOTTEN)}


def rows_of(work: Work) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every business table, without what follows by itself."""
    work.session.expire_all()
    return {
        name: [
            tuple(row)
            for row in work.connection.execute(
                select(*(one for one in table.c if one.name != "compared_at")).order_by(
                    *table.primary_key
                )
            )
        ]
        for name, table in METADATA.tables.items()
        if name not in OUTSIDE
    }


def two_full_customers(work: Work) -> tuple[Member, int, int]:
    """Return an administrator and two customers of his, each with one of everything, some of it the same."""
    boss = a_member(work, 1, Role.ADMIN)
    work.actor = boss
    field = add_field(work, "Terms", FieldKind.TEXT, team_id=1).field
    ids = []
    for name, city in (("Acme Ltd", "Leeds"), ("Acme", "York")):
        customer, _, _ = work_of(work, boss, name)
        work.actor = boss
        enter_card(work, ContactCard(f"Buyer of {name}", name, phones=("020 7946 0123",)))
        tag_customer(work, customer.id, f"#key #{city}")
        set_value(work, customer.id, field.id, f"net {city}")
        log_interaction(work, NewInteraction(customer.id, Kind.VISIT, "met"))
        work.change(customer, city=city)
        work.close_entry("change_customer", customer.id)
        ids.append(customer.id)
    return boss, ids[0], ids[1]


def test_a_merge_leaves_nothing_behind_and_undo_restores_every_row(store: Store) -> None:
    with store.begin() as work:
        _, kept_id, other_id = two_full_customers(work)
        before = rows_of(work)

        done = merge(work, kept_id, other_id, ["city"])
        left = {
            column.table.name: work.connection.execute(
                select(column).where(column == other_id)
            ).all()
            for column in keys_to("customers")
        }
        work.session.expire_all()
        kept = work.session.get_one(Customer, kept_id)
        city, tags = kept.city, read_merge_tags(work, kept_id)
        assert done.undo is not None
        undo(work, done.undo)

        assert not any(left.values())
        assert city == "York"
        assert tags == {"key", "Leeds", "York"}
        assert rows_of(work) == before


def read_merge_tags(work: Work, customer_id: int) -> set[str]:
    return {tag.tag for tag in tags_of(work, [customer_id])[customer_id]}


def test_undoing_late_keeps_what_was_done_since(store: Store) -> None:
    with store.begin() as work:
        _, kept_id, other_id = two_full_customers(work)
        done = merge(work, kept_id, other_id, ["city"])
        later = log_interaction(work, NewInteraction(kept_id, Kind.CALL, "later"))
        kept = work.session.get_one(Customer, kept_id)
        work.change(kept, city="Hull")
        work.close_entry("change_customer", kept_id)
        assert done.undo is not None

        undo(work, done.undo)
        work.session.expire_all()

        assert work.session.get_one(Customer, kept_id).city == "Hull"
        assert work.session.get_one(Customer, other_id).deleted_at is None
        assert work.session.get_one(Interaction, later.interaction.id).customer_id == kept_id


def test_a_rep_merges_two_of_his_own_and_no_others(store: Store) -> None:
    with store.begin() as work:
        boss = a_member(work, 1, Role.ADMIN)
        rep = a_member(work, 2, Role.REP)
        mine, _, _ = work_of(work, rep, "Acme")
        mine_too, _, _ = work_of(work, rep, "Acme Ltd")
        theirs, _, _ = work_of(work, boss, "Acme Inc")
        work.actor = boss
        work.change(theirs, owner_id=None)
        work.close_entry("to_pool")
        work.actor = rep

        with pytest.raises(NotAllowed):
            read_merge(work, mine.id, theirs.id)
        with pytest.raises(NotThere):
            merge(work, mine.id, mine.id, [])
        assert merge(work, mine.id, mine_too.id, []).undo is not None


def test_nobody_is_compared_while_a_list_is_imported(store: Store) -> None:
    with store.begin() as work:
        boss = a_member(work, 1, Role.ADMIN)
        work_of(work, boss, "Brightwater Pumps")
        work.actor = boss
        job_id = begin_import(work, "list.csv")
        job = work.session.get_one(ImportJob, job_id)
        job.state = ImportState.RUNNING
        work.session.flush()
        meanwhile = has_new(work)
        job.state = ImportState.DONE
        work.session.flush()
        afterwards = has_new(work)

    assert not meanwhile
    assert afterwards


def test_pairs_are_found_once_and_again_after_a_change(store: Store) -> None:
    with store.begin() as work:
        boss = a_member(work, 1, Role.ADMIN)
        one, _, _ = work_of(work, boss, "Brightwater Pumps")
        work_of(work, boss, "Delta Foods")
        work_of(work, boss, "Brigtwater Pumps Ltd")
    with store.begin() as work:
        while has_new(work):
            compare(work)
        work.actor = work.session.get_one(Member, boss.id)
        (pair,) = read_pairs(work).shown
        tell_apart(work, pair.pair_id)
    with store.begin() as work:
        work.actor = work.session.get_one(Member, boss.id)
        work.change(work.session.get_one(Customer, one.id), name="Delta Foods Ltd")
        work.close_entry("change_customer", one.id)
    with store.begin() as work:
        while has_new(work):
            compare(work)
        work.actor = work.session.get_one(Member, boss.id)
        found = read_pairs(work)

    assert pair.because is Because.ALIKE
    assert [one.because for one in found.shown] == [Because.NAME]


def test_a_customer_with_a_pair_can_be_taken_back(store: Store) -> None:
    with store.begin() as work:
        boss = a_member(work, 1, Role.ADMIN)
        work.actor = boss
        create_customer(work, NewCustomer("Acme"))
        second = create_customer(work, NewCustomer("Acme Ltd"))
    with store.begin() as work:
        compare(work)
        work.actor = work.session.get_one(Member, boss.id)
        assert second.undo is not None

        undo(work, second.undo)

        assert read_pairs(work).total == 0


def test_a_request_for_the_one_that_goes_moves_along(store: Store) -> None:
    with store.begin() as work:
        boss = a_member(work, 1, Role.ADMIN)
        rep = a_member(work, 2, Role.REP)
        mine, _, _ = work_of(work, boss, "Acme")
        other, _, _ = work_of(work, boss, "Acme Ltd")
        work.actor = rep
        asked = ask_for(work, other.id)
        work.actor = boss

        merge(work, mine.id, other.id, [])
        work.session.expire_all()

        assert asked.request.customer_id == mine.id
