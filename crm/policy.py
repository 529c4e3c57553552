"""Who may see and do what: the one place that decides.

A rep has his own customers, the pool, and the team's where the team shares them; a manager has the
team's; an administrator all. A record that may not be seen is reported like one that is not there.
"""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, bindparam, or_, select, true

from crm.errors import NotAllowed, NotThere
from crm.search.entries import team_term
from storage.bulk import not_by_index
from storage.expressions import Expression
from storage.keys import POOL
from storage.plans import Plan
from storage.rings import Ring
from storage.tables import (
    Contact,
    Customer,
    Interaction,
    Member,
    Opportunity,
    Reminder,
    Role,
    Team,
)
from storage.work import Work

# Made once: a statement costs as much to make as to run.
OTHER_TEAMS = select(select(Team.id).where(Team.id != bindparam("team_id")).exists())


def actor_of(work: Work) -> Member:
    """Return the member on whose behalf the work is done; NotAllowed where there is none."""
    if work.actor is None:
        raise NotAllowed("act")
    return work.actor


def visible_customers(member: Member) -> ColumnElement[bool]:
    """Return the condition on `Customer` that holds for those the member may see."""
    return _visible_customers(member.role, member.id, member.team_id, by_id=False)


def visible_by_id(member: Member) -> ColumnElement[bool]:
    """Return the same condition for customers that are looked up by their ids.

    SQLite, which was never told how many customers a team has, takes a condition on the team for a narrower
    one than a list of ids, and would look through the whole team for them.
    """
    return _visible_customers(member.role, member.id, member.team_id, by_id=True)


# Asked for with nearly every act, and it takes longer to say than to look up.
@lru_cache(maxsize=128)
def _visible_customers(
    role: Role, member_id: int, team_id: int, *, by_id: bool
) -> ColumnElement[bool]:
    there = Customer.deleted_at.is_(None)
    if role is Role.ADMIN:
        return there
    in_team = not_by_index(Customer.team_id) == team_id if by_id else Customer.team_id == team_id
    if role is Role.MANAGER:
        return there & in_team
    shared = select(Team.id).where(Team.id == team_id, Team.shares_customers == true()).exists()
    return (
        there & in_team & or_(Customer.owner_id == member_id, Customer.owner_id.is_(None), shared)
    )


def owners_in_reach(work: Work) -> tuple[int, ...] | None:
    """Return whose customers the actor may see: his own and the pool's; none where it is the whole team's or all.

    For indexes: what they find is still to fulfil `visible_customers`.
    """
    actor = actor_of(work)
    if actor.role is not Role.REP or work.session.get_one(Team, actor.team_id).shares_customers:
        return None
    return (actor.id, POOL)


def scope_of(work: Work) -> Expression | None:
    """Return the expression for customers of the teams that the actor sees; none for all there are.

    For the index of look-ups; `owners_in_reach` says more.
    """
    actor = actor_of(work)
    if actor.role is Role.ADMIN:
        return None
    others = work.connection.scalar(OTHER_TEAMS, {"team_id": actor.team_id})
    return team_term(actor.team_id) if others else None  # a term that all have costs much


def customer_for(work: Work, customer_id: int) -> Customer:
    """Return a customer that the actor may see and change; NotThere otherwise.

    For one that was merged into another it is the other: old buttons and replies still find their way.
    """
    actor = actor_of(work)
    wanted = _one_customer(actor.role, actor.id, actor.team_id)
    customer = work.session.scalar(wanted, {"customer_id": customer_id})
    if customer is None:
        gone = work.session.get(Customer, customer_id)
        if gone is not None and gone.merged_into_id is not None:
            return customer_for(work, gone.merged_into_id)
    if customer is None:
        raise NotThere("customer", customer_id)
    return customer


@lru_cache(maxsize=128)
def _one_customer(role: Role, member_id: int, team_id: int) -> Select[Customer]:
    visible = _visible_customers(role, member_id, team_id, by_id=False)
    return select(Customer).where(Customer.id == bindparam("customer_id"), visible)


def contact_for(work: Work, contact_id: int) -> tuple[Contact, Customer]:
    """Return a contact with its customer; NotThere where the actor may not see it."""
    wanted = (
        select(Contact, Customer)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(
            Contact.id == contact_id,
            Contact.deleted_at.is_(None),
            visible_customers(actor_of(work)),
        )
    )
    row = work.session.execute(wanted).first()
    if row is None:
        raise NotThere("contact", contact_id)
    return row[0], row[1]


def opportunity_for(work: Work, opportunity_id: int) -> Opportunity:
    """Return an opportunity of a customer that the actor may see; NotThere otherwise."""
    wanted = (
        select(Opportunity)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(
            Opportunity.id == opportunity_id,
            Opportunity.deleted_at.is_(None),
            visible_customers(actor_of(work)),
        )
    )
    opportunity = work.session.scalar(wanted)
    if opportunity is None:
        raise NotThere("opportunity", opportunity_id)
    return opportunity


def interaction_for(work: Work, interaction_id: int) -> Interaction:
    """Return an interaction that the actor may change: his own, at a customer he may see."""
    interaction = work.session.get(Interaction, interaction_id)
    actor = actor_of(work)
    if (
        interaction is None
        or interaction.deleted_at
        or (interaction.member_id != actor.id and actor.role is Role.REP)
    ):
        raise NotThere("interaction", interaction_id)
    customer_for(work, interaction.customer_id)
    return interaction


def reminder_for(work: Work, reminder_id: int) -> Reminder:
    """Return a reminder of the actor: his own, one that he set for a colleague, or one that came to him instead.

    NotThere otherwise.
    """
    actor, reminder = actor_of(work), work.session.get(Reminder, reminder_id)
    if reminder is not None and (
        actor.id in (reminder.member_id, reminder.created_by) or _came_to(work, actor, reminder)
    ):
        return reminder
    raise NotThere("reminder", reminder_id)


def _came_to(work: Work, actor: Member, reminder: Reminder) -> bool:
    """Say whether the present occurrence of a reminder went to the actor, who stands in for its member."""
    this = (Ring.reminder_id == reminder.id) & (Ring.occurrence == reminder.occurrence)
    return work.session.scalar(select(Ring.id).where(this, Ring.member_id == actor.id)) is not None


def plan_for(work: Work, plan_id: int) -> Plan:
    """Return one of the actor's own plans; NotThere otherwise."""
    plan = work.session.get(Plan, plan_id)
    if plan is None or plan.member_id != actor_of(work).id:
        raise NotThere("plan", plan_id)
    return plan


def may_invite(member: Member, role: Role) -> bool:
    """Say whether a member may invite somebody to a role: managers invite reps, administrators anybody."""
    return member.role is Role.ADMIN or (member.role is Role.MANAGER and role is Role.REP)


def visible_members(member: Member) -> ColumnElement[bool]:
    """Return the condition on `Member` that holds for the colleagues whom a member may see."""
    return true() if member.role is Role.ADMIN else Member.team_id == member.team_id


def visible_colleagues(work: Work) -> Sequence[Member]:
    """Return the active members whose figures the actor may see, by name; a rep sees himself alone."""
    actor = actor_of(work)
    there = select(Member).where(visible_members(actor), Member.deactivated_at.is_(None))
    if actor.role is Role.REP:
        there = there.where(Member.id == actor.id)
    return work.session.scalars(there.order_by(Member.name, Member.id)).all()


def member_in_sight(work: Work, member_id: int) -> Member:
    """Return the actor himself, or a colleague whose figures he may see as a leader; NotThere otherwise."""
    actor, member = actor_of(work), work.session.get(Member, member_id)
    if member is None or not may_see_figures(actor, member):
        raise NotThere("member", member_id)
    return member


def may_see_figures(actor: Member, member: Member) -> bool:
    """Say who sees a member's figures: he himself, the managers of his team, and administrators."""
    is_leader = actor.role is Role.MANAGER and actor.team_id == member.team_id
    return actor.id == member.id or is_leader or actor.role is Role.ADMIN


def visible_teams(member: Member) -> ColumnElement[bool]:
    """Return the condition on `Team` that holds for the teams that a member may see."""
    return true() if member.role is Role.ADMIN else Team.id == member.team_id


def teams_in_sight(work: Work) -> tuple[Team, ...]:
    """Return the teams whose customers the actor may write, his own first: one, save for an administrator."""
    actor = actor_of(work)
    teams = select(Team).where(visible_teams(actor))
    return tuple(work.session.scalars(teams.order_by(Team.id != actor.team_id, Team.id)))


def member_to_manage(work: Work, member_id: int) -> Member:
    """Return a colleague whom the actor may deactivate and bring back; NotThere otherwise."""
    actor, member = present_actor(work), work.session.get(Member, member_id)
    if member is None or not may_manage(actor, member):
        raise NotThere("member", member_id)
    return member


def administrator(work: Work) -> Member:
    """Return the actor where he is an administrator; NotAllowed otherwise."""
    actor = present_actor(work)
    if actor.role is not Role.ADMIN:
        raise NotAllowed("administer")
    return actor


def team_to_lead(work: Work, team_id: int) -> Team:
    """Return a team whose rules the actor may decide: his own as a manager, any as an administrator.

    NotAllowed for a rep, NotThere for another team.
    """
    actor = present_actor(work)
    if actor.role is Role.REP:
        raise NotAllowed("lead")
    team = work.session.scalar(select(Team).where(Team.id == team_id, visible_teams(actor)))
    if team is None:
        raise NotThere("team", team_id)
    return team


def present_actor(work: Work) -> Member:
    """Return the actor as this transaction finds him; NotAllowed where he has been deactivated.

    An update is recognised a moment before its transaction: what changes members and their rights looks again.
    """
    member = work.session.get(Member, actor_of(work).id)
    if member is None or member.deactivated_at is not None:
        raise NotAllowed("act")
    return member


def may_manage(actor: Member, member: Member) -> bool:
    """Say who may deactivate and bring back whom: managers the reps of their team, administrators anybody."""
    is_own_rep = member.role is Role.REP and member.team_id == actor.team_id
    return actor.role is Role.ADMIN or (actor.role is Role.MANAGER and is_own_rep)


def may_merge(member: Member, one: Customer, other: Customer) -> bool:
    """Say who may merge two customers that he sees: leaders any, a rep two of his own."""
    is_own = one.owner_id == member.id and other.owner_id == member.id
    return member.role is not Role.REP or is_own


def roles_to_give(member: Member) -> list[Role]:
    """Return the roles that a member may invite somebody to."""
    return [role for role in Role if may_invite(member, role)]
