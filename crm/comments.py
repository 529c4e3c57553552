"""What a manager says to an interaction or a report reaches the rep, and what he answers reaches the manager."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from crm.errors import Empty, NotThere, TextTooLong
from crm.policy import actor_of, customer_for, visible_members
from storage.reports import Comment, Report
from storage.tables import Customer, History, Interaction, Member, Role
from storage.work import Work

TEXT_LIMIT = 1000
LOOK_BACK = timedelta(days=3)

LATELY = 20

Comments = Mapping[int, Sequence[tuple[str, str]]]  # who said what, by the id of the interaction


@dataclass(frozen=True, slots=True)
class CommentMade:
    """A comment, by whom and to whom, and what it is about.

    `answers` is the message in the receiver's chat that it replies to: the one in which he told of it.
    """

    comment: Comment
    author: Member
    receiver: Member
    interaction: Interaction | None
    customer: Customer | None
    report: Report | None
    answers: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, by whom, and the customer whom it is about; none where it is about a report."""

    comment: Comment
    author_name: str
    customer: Customer | None


def comment_on_interaction(work: Work, interaction_id: int, text: str) -> CommentMade:
    """Say something to an interaction: a leader to whose it is, and he back to who spoke last.

    NotThere where the actor may not see it, or has nobody to speak to; Empty, TextTooLong.
    """
    interaction = work.session.get(Interaction, interaction_id)
    if interaction is None or interaction.deleted_at is not None:
        raise NotThere("interaction", interaction_id)
    customer_for(work, interaction.customer_id)
    _check_speaks(work, interaction.member_id)
    return _add(work, text, interaction_id=interaction.id)


def comment_on_report(work: Work, report_id: int, text: str) -> CommentMade:
    """Say something to a report; raises as `comment_on_interaction` does."""
    report = work.session.get(Report, report_id)
    if report is None or report.sent_at is None:
        raise NotThere("report", report_id)
    _check_speaks(work, report.member_id)
    return _add(work, text, report_id=report.id)


def answer_comment(work: Work, comment_id: int, text: str) -> CommentMade:
    """Answer a comment, on the same record."""
    comment = work.session.get(Comment, comment_id)
    if comment is None:
        raise NotThere("comment", comment_id)
    if comment.interaction_id is not None:
        return comment_on_interaction(work, comment.interaction_id, text)
    return comment_on_report(work, comment.report_id or 0, text)


def last_touch_of_a_rep(work: Work, customer_id: int) -> Interaction | None:
    """Return the last interaction at a customer, where the actor leads whose it is: a reply is to it."""
    actor = actor_of(work)
    if actor.role is Role.REP:
        return None
    last = select(Interaction).where(
        Interaction.customer_id == customer_id, Interaction.deleted_at.is_(None)
    )
    found = work.session.scalar(
        last.order_by(Interaction.happened_on.desc(), Interaction.id.desc()).limit(1)
    )
    if found is None or found.member_id == actor.id or not _leads(work, found.member_id):
        return None
    return found


def comments_lately(work: Work, limit: int) -> list[CommentMade]:
    """Return the comments of the last days, for those who were not to be disturbed then."""
    since = work.now - LOOK_BACK
    wanted = select(Comment).where(Comment.created_at >= since).order_by(Comment.id).limit(limit)
    made = (_made(work, one) for one in work.session.scalars(wanted).all())
    return [one for one in made if one is not None]


def comments_of(work: Work, interaction_ids: Sequence[int]) -> Comments:
    """Return who said what to some interactions, oldest first, by their ids."""
    wanted = (
        select(Comment.interaction_id, Member.name, Comment.text)
        .join(Member, Member.id == Comment.member_id)
        .where(Comment.interaction_id.in_(interaction_ids))
        .order_by(Comment.id)
    )
    if not interaction_ids:
        return {}
    found: dict[int, list[tuple[str, str]]] = {}
    for interaction_id, name, text in work.session.execute(wanted):
        found.setdefault(interaction_id or 0, []).append((name, text))
    return found


def comments_to(work: Work, member: Member, since: datetime) -> tuple[Said, ...]:
    """Return what others said since then to a member's interactions and reports, the last first."""
    wanted = (
        select(Comment, Member.name, Customer)
        .join(Member, Member.id == Comment.member_id)
        .outerjoin(Interaction, Interaction.id == Comment.interaction_id)
        .outerjoin(Customer, Customer.id == Interaction.customer_id)
        .outerjoin(Report, Report.id == Comment.report_id)
        .where(
            Comment.created_at >= since,
            Comment.member_id != member.id,
            (Interaction.member_id == member.id) | (Report.member_id == member.id),
        )
        .order_by(Comment.id.desc())
        .limit(LATELY)
    )
    return tuple(Said(*row) for row in work.session.execute(wanted))


def members_told(work: Work, comment_ids: Collection[int]) -> set[int]:
    """Return whose interactions and reports some comments are to."""
    to = func.coalesce(Interaction.member_id, Report.member_id)
    wanted = (
        select(to)
        .select_from(Comment)
        .outerjoin(Interaction, Interaction.id == Comment.interaction_id)
        .outerjoin(Report, Report.id == Comment.report_id)
        .where(Comment.id.in_(comment_ids))
    )
    return set(work.session.scalars(wanted))


def _check_speaks(work: Work, member_id: int) -> None:
    if member_id != actor_of(work).id and not _leads(work, member_id):
        raise NotThere("member", member_id)


def _leads(work: Work, member_id: int) -> bool:
    actor = actor_of(work)
    theirs = select(Member.id).where(Member.id == member_id, visible_members(actor))
    return actor.role is not Role.REP and work.session.scalar(theirs) is not None


def _add(
    work: Work, text: str, interaction_id: int | None = None, report_id: int | None = None
) -> CommentMade:
    kept = text.strip()
    if not kept:
        raise Empty("comment")
    if len(kept) > TEXT_LIMIT:
        raise TextTooLong("comment", TEXT_LIMIT)
    comment = work.add(
        Comment(
            member_id=actor_of(work).id,
            interaction_id=interaction_id,
            report_id=report_id,
            text=kept,
            created_at=work.now,
        )
    )
    made = _made(work, comment)
    if made is None:
        raise NotThere("comment", comment.id)
    work.close_entry("comment", made.customer.id if made.customer else None)
    return made


def _made(work: Work, comment: Comment) -> CommentMade | None:
    """Return a comment with whom it goes to; none where there is nobody."""
    author = work.session.get_one(Member, comment.member_id)
    interaction = report = customer = None
    if comment.interaction_id is not None:
        interaction = work.session.get_one(Interaction, comment.interaction_id)
        customer = work.session.get_one(Customer, interaction.customer_id)
        whose, same = interaction.member_id, Comment.interaction_id == interaction.id
    else:
        report = work.session.get_one(Report, comment.report_id or 0)
        whose, same = report.member_id, Comment.report_id == report.id
    receiver_id: int | None = whose
    if author.id == whose:
        before = select(Comment.member_id).where(
            same, Comment.member_id != author.id, Comment.id < comment.id
        )
        receiver_id = work.session.scalar(before.order_by(Comment.id.desc()).limit(1))
    if receiver_id is None:
        return None
    receiver = work.session.get_one(Member, receiver_id)
    told = _told_in(work, interaction, receiver) if interaction else None
    return CommentMade(comment, author, receiver, interaction, customer, report, told)


def _told_in(work: Work, interaction: Interaction, receiver: Member) -> int | None:
    """Return the message in which the receiver told of an interaction, if he did by one."""
    told = select(History.message_id).where(
        History.member_id == receiver.id,
        History.at == interaction.created_at,
        History.customer_id == interaction.customer_id,
        History.message_id.is_not(None),
    )
    return work.session.scalar(told.limit(1))
