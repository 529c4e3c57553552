"""A member leaves: everything of his has a new owner, in one act that can be taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import ColumnElement, func, select

from crm.errors import HeirNeeded, LastAdministrator, NotAllowed, NotThere
from crm.handover import deactivate, read_leaving
from crm.history import undo
from crm.invitations import invite
from crm.members import administrators
from crm.plans import NewPlan, plan_visits
from crm.recognition import Sign, recognise
from crm.roster import bring_back, change_role, read_member, read_roster
from crm.visits import visit_planned
from storage.changes import last_first
from storage.conversations import open_conversations, start_conversation
from storage.customer_file import HandoverRequest
from storage.mail import PUSH, OutboxState, outbox
from storage.store import Store
from storage.tables import (
    Customer,
    History,
    Member,
    Reminder,
    ReminderState,
    Role,
    Row,
)
from storage.work import Work
from tests.crm.team import a_member, a_team, work_of
from tests.kit.databases import BOTH

GO_TO_THE_HEIR = {
    "customers.owner_id",
    "opportunities.owner_id",
    "reminders.member_id",
    "plans.member_id",
    "tasks.member_id",
    "tickets.owner_id",
    "handover_requests.owner_id",
}
HIS_OWN = {
    "nicknames.member_id",
    "days.member_id",
    "digests_off.member_id",
    "kept_lists.member_id",
    "digests_done.member_id",
    "handover_requests.asked_by",
    "pool_warnings.owner_id",
    "import_jobs.member_id",
    "import_jobs.owner_id",
}
SAY_WHO_DID_IT = {
    "invitations.created_by",
    "invitations.used_by",
    "customers.created_by",
    "interactions.member_id",
    "reminders.created_by",
    "history.member_id",
    "history.undone_by",
    "needs.member_id",
    "reports.member_id",
    "comments.member_id",
    "stage_moves.member_id",
    "offers.member_id",
    "targets.member_id",
    "tasks.asker_id",
    "leaves.member_id",
    "leaves.stand_in_id",
    "rings.member_id",
    "attachments.member_id",
    "tickets.created_by",
}


def test_everything_that_can_belong_to_a_member_is_known_to_the_handover() -> None:
    references = {
        f"{table.name}.{key.parent.name}"
        for table in Row.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "members"
    }

    assert references == GO_TO_THE_HEIR | SAY_WHO_DID_IT | HIS_OWN


@pytest.mark.parametrize("database", BOTH, indirect=True)
def test_a_leaving_members_work_goes_to_the_heir_in_one_act(store: Store) -> None:
    with store.begin() as work:
        admin, rep, heir = (
            a_member(work, n, role) for n, role in enumerate((Role.ADMIN, Role.REP, Role.REP), 1)
        )
        customer, opportunity, reminder = work_of(work, rep, "Acme")
        work.actor = admin
        acts = _count(work, History)

        done = deactivate(work, rep.id, heir.id)

        assert (done.belongings.customers, done.belongings.opportunities) == (1, 1)
        assert {customer.owner_id, opportunity.owner_id, reminder.member_id} == {heir.id}
        assert recognise(work, Sign(rep.telegram_id)).member is None
        assert _count(work, History) == acts + 1


@pytest.mark.parametrize("database", BOTH, indirect=True)
def test_requests_for_his_customers_go_to_the_heir(store: Store) -> None:
    with store.begin() as work:
        admin, rep, heir = a_member(work, 1, Role.ADMIN), a_member(work, 2), a_member(work, 3)
        customer = work_of(work, rep, "Acme")[0]
        asked = work.add(
            HandoverRequest(
                customer_id=customer.id, asked_by=admin.id, owner_id=rep.id, asked_at=work.now
            )
        )
        work.actor = admin

        deactivate(work, rep.id, heir.id)

        assert asked.owner_id == heir.id


@pytest.mark.parametrize("database", BOTH, indirect=True)
def test_open_plans_go_to_the_heir_and_kept_ones_say_who_was_there(store: Store) -> None:
    with store.begin() as work:
        admin, rep, heir = a_member(work, 1, Role.ADMIN), a_member(work, 2), a_member(work, 3)
        customer = work_of(work, rep, "Acme")[0]
        work.actor = rep
        tomorrow = work.now.date() + timedelta(days=1)
        still_open = plan_visits(work, [NewPlan(customer.id, tomorrow)]).visits[0].plan
        kept = (
            plan_visits(work, [NewPlan(customer.id, tomorrow + timedelta(days=1))]).visits[0].plan
        )
        visit_planned(work, kept.id)
        work.actor = admin

        done = deactivate(work, rep.id, heir.id)

        assert done.belongings.plans == 1
        assert (still_open.member_id, kept.member_id) == (heir.id, rep.id)


def test_what_rang_or_could_not_be_delivered_is_overdue_for_the_heir(store: Store) -> None:
    with store.begin() as work:
        admin, rep, heir = a_member(work, 1, Role.ADMIN), a_member(work, 2), a_member(work, 3)
        missed = work_of(work, rep, "Acme")[2]
        done_one = work_of(work, rep, "Beta")[2]
        missed.state, done_one.state = ReminderState.UNDELIVERABLE, ReminderState.DONE
        work.session.flush()
        work.actor = admin

        deactivate(work, rep.id, heir.id)

        assert (missed.state, missed.member_id) == (ReminderState.UNDELIVERABLE, heir.id)
        assert (done_one.state, done_one.member_id) == (ReminderState.DONE, rep.id)


def test_won_and_lost_opportunities_stay_his(store: Store) -> None:
    with store.begin() as work:
        admin, rep, heir = a_member(work, 1, Role.ADMIN), a_member(work, 2), a_member(work, 3)
        won = work_of(work, rep, "Acme")[1]
        work.change(won, stage="won", closed_at=work.now)
        work.actor = admin

        deactivate(work, rep.id, heir.id)

        assert won.owner_id == rep.id


def test_everything_of_his_ends(store: Store) -> None:
    with store.begin() as work:
        admin, manager = a_member(work, 1, Role.ADMIN), a_member(work, 2, Role.MANAGER)
        work.actor = manager
        invitation = invite(work, Role.REP).invitation
        start_conversation(work.connection, 2, "log", "what", "{}", work.now)
        work.send(2, "sendMessage", {"chat_id": 2, "text": "soon"}, priority=PUSH)
        work.send(1, "sendMessage", {"chat_id": 1, "text": "soon"}, priority=PUSH)
        work.actor = admin

        deactivate(work, manager.id, None)

        states = dict(work.connection.execute(select(outbox.c.chat_id, outbox.c.state)).all())
        assert states == {2: OutboxState.FAILED, 1: OutboxState.WAITING}
        assert open_conversations(work.connection, 2) == ()
        assert invitation.revoked_at == work.now


def test_undo_puts_everything_back(store: Store) -> None:
    with store.begin() as work:
        admin, rep, heir = a_member(work, 1, Role.ADMIN), a_member(work, 2), a_member(work, 3)
        rows = work_of(work, rep, "Acme")
        work.actor = admin
        done = deactivate(work, rep.id, heir.id)

        undo(work, done.undo or 0)

        for row in (*rows, rep):
            work.session.refresh(row)
        customer, opportunity, reminder = rows
        assert {customer.owner_id, opportunity.owner_id, reminder.member_id} == {rep.id}
        assert rep.deactivated_at is None


def test_a_manager_does_not_take_back_what_only_administrators_may(store: Store) -> None:
    with store.begin() as work:
        a_member(work, 1, Role.ADMIN)
        work.actor, rep = a_member(work, 2, Role.MANAGER), a_member(work, 3)
        work.actor = work.session.get_one(Member, 2)
        done = deactivate(work, rep.id, None)

        with pytest.raises(NotThere):
            undo(work, done.undo or 0)


def test_nobody_leaves_without_an_heir_for_his_work(store: Store) -> None:
    with store.begin() as work:
        admin, rep = a_member(work, 1, Role.ADMIN), a_member(work, 2)
        work_of(work, rep, "Acme")
        work.actor = admin

        with pytest.raises(HeirNeeded):
            deactivate(work, rep.id, None)
        with pytest.raises(NotThere):
            deactivate(work, rep.id, rep.id)


def test_the_heir_sees_what_he_gets(store: Store) -> None:
    with store.begin() as work:
        admin, rep = a_member(work, 1, Role.ADMIN), a_member(work, 2)
        elsewhere = a_member(work, 3, team=a_team(work, "Other"))
        work_of(work, rep, "Acme")
        work.actor = admin

        heirs = read_leaving(work, rep.id).heirs

        assert admin in heirs
        assert elsewhere not in heirs


def step_down(work: Work, member_id: int) -> object:
    return change_role(work, member_id, Role.REP)


def leave(work: Work, member_id: int) -> object:
    return deactivate(work, member_id, None)


@pytest.mark.parametrize("act", [step_down, leave])
def test_the_last_administrator_stays(store: Store, act: Callable[[Work, int], object]) -> None:
    with store.begin() as work:
        admin_id = a_member(work, 1, Role.ADMIN).id

    def go() -> None:
        with store.begin() as work:
            work.actor = work.session.get_one(Member, admin_id)
            act(work, admin_id)

    with pytest.raises(LastAdministrator):
        go()

    with store.begin() as work:
        assert [one.id for one in administrators(work)] == [admin_id]


def test_undoing_a_promotion_leaves_an_administrator(store: Store) -> None:
    with store.begin() as work:
        first, second = a_member(work, 1, Role.ADMIN), a_member(work, 2)
        work.actor = first
        promoted = change_role(work, second.id, Role.ADMIN)
        work.actor = second
        deactivate(work, first.id, None)

        with pytest.raises(LastAdministrator):
            undo(work, promoted.undo or 0)


def test_a_lesser_role_loses_the_invitations_that_it_may_not_give(store: Store) -> None:
    with store.begin() as work:
        first, second = a_member(work, 1, Role.ADMIN), a_member(work, 2, Role.ADMIN)
        work.actor = second
        for_manager, for_rep = invite(work, Role.MANAGER), invite(work, Role.REP)
        work.actor = first

        change_role(work, second.id, Role.MANAGER)

        assert for_manager.invitation.revoked_at == work.now
        assert for_rep.invitation.revoked_at is None


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
def test_only_leaders_decide_and_only_about_their_own(store: Store, role: Role) -> None:
    with store.begin() as work:
        admin, actor = a_member(work, 1, Role.ADMIN), a_member(work, 2, role)
        elsewhere = a_member(work, 3, team=a_team(work, "Other"))
        work.actor = actor

        for other in (admin, elsewhere):
            with pytest.raises(NotThere):
                deactivate(work, other.id, None)
            with pytest.raises(NotThere):
                bring_back(work, other.id)


def test_a_rep_sees_names_and_nothing_to_open(store: Store) -> None:
    with store.begin() as work:
        a_member(work, 1, Role.ADMIN)
        a_member(work, 2, team=a_team(work, "Other"))
        work.actor = rep = a_member(work, 3)

        shown = read_roster(work, former=True)

        assert [one.member.telegram_id for one in shown.colleagues] == [1, 3]
        assert (shown.leads, shown.former, shown.is_former) == (False, 0, False)
        with pytest.raises(NotThere):
            read_member(work, rep.id)


def test_who_was_deactivated_meanwhile_decides_nothing(store: Store) -> None:
    with store.begin() as work:
        first, second = a_member(work, 1, Role.ADMIN), a_member(work, 2, Role.ADMIN)
        work.actor = first
        deactivate(work, second.id, None)
        work.actor = second

        with pytest.raises(NotAllowed):
            deactivate(work, first.id, None)


def test_many_rows_change_hands_in_few_statements(store: Store) -> None:
    with store.begin() as work:
        admin, rep, heir = a_member(work, 1, Role.ADMIN), a_member(work, 2), a_member(work, 3)
        for number in range(300):
            work_of(work, rep, f"Customer {number}")
        work.actor = admin

        done = deactivate(work, rep.id, heir.id)

        entry = work.session.get_one(History, done.undo)
        assert len(list(last_first(work.session, entry))) == 1801
        assert _count(work, Customer, Customer.owner_id == heir.id) == 300
        assert _count(work, Reminder, Reminder.member_id == heir.id) == 1200


def _count(work: Work, kind: type[Row], *where: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count()).select_from(kind).where(*where)) or 0
