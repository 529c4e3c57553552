"""The day as one living message: whatever a member does, the message that shows his day shows it."""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from typing import Any

from crm.comments import members_told
from crm.day_message import (
    day_message,
    days_to_pin,
    members_asked,
    members_shown,
    pinned_before,
    remember_pinned,
    remember_sent,
    rewrite,
    want_pin,
)
from crm.duty import AT_ONCE, Duty
from handlers.kit.late import late
from handlers.kit.say import Say
from handlers.kit.screen import Screen, edit_payload
from storage.mail import PUSH
from storage.tables import Member
from storage.work import Outgoing, Work

SHOWN_ON_THE_DAY = {"plans", "reminders", "interactions", "customers", "tasks", "comments"}
show_day: Callable[..., Screen] = late("handlers.day.today:read_and_show")
OF_COLLEAGUES: tuple[tuple[str, Callable[[Work, Collection[int]], set[int]]], ...] = (
    ("tasks", members_asked),
    ("comments", members_told),
)


def about_day(day: date) -> str:
    """Return what a message that shows a day is about."""
    return f"day:{day.isoformat().replace('-', '')}"


def keep_day(work: Work, say: Say) -> None:
    """After an act: note the message that shows the actor's day, or bring the one there is up to date.

    So are those of colleagues whom he asked for something, or to whose visit he said something. Where nothing of the day was touched it costs nothing; an edit that still waits is rewritten, so that a row
    of quick acts is one edit.
    """
    if work.actor is None:
        return
    sent = _just_shown(work, say.today)
    if sent is not None:
        shown = fingerprint(json.loads(sent.payload))
        remember_sent(work, work.actor.id, say.today, sent.id, shown)
    elif SHOWN_ON_THE_DAY & work.touched.keys():
        refresh_day(work, work.actor, say)
    for colleague in _concerned(work, work.actor):
        _refresh_for(work, colleague)


def refresh_day(work: Work, member: Member, say: Say) -> None:
    """Edit the message that shows a member's day, where there is one and it shows something else."""
    message = day_message(work, member.id, say.today)
    if message is None or message.message_id is None:
        return
    screen = show_day(work, say)
    call = edit_payload(screen, member.telegram_id, message.message_id)
    shown = fingerprint(call)
    if shown == message.shown:
        return
    if message.is_waiting:
        payload = json.dumps(call, ensure_ascii=False, separators=(",", ":"))
        rewrite(work, message, payload, shown)
        return
    sent_id = work.send(
        member.telegram_id,
        "editMessageText",
        call,
        priority=PUSH,
        about=screen.about,
        message_id=message.message_id,
    )
    remember_sent(work, member.id, say.today, sent_id, shown)


def pin_days(work: Work) -> int:
    """Pin, in silence, the messages of days that are wanted at the top; what was there before comes off."""
    messages = days_to_pin(work, _yesterday(work), AT_ONCE)
    for message in messages:
        member = work.session.get_one(Member, message.member_id)
        before = pinned_before(work, message)
        if before is not None:
            _call(work, member, "unpinChatMessage", before)
        assert message.message_id is not None
        _call(work, member, "pinChatMessage", message.message_id, disable_notification=True)
        remember_pinned(work, message, message.message_id)
    return len(messages)


def pinning() -> Duty:
    """Return the duty that pins days."""
    return Duty("pins", 20, lambda work: bool(days_to_pin(work, _yesterday(work), 1)), pin_days)


def turn_pin(work: Work, member: Member, say: Say) -> bool | None:
    """Pin a member's day or take it off, and say whether it is now; none where it was not shown yet."""
    message = day_message(work, member.id, say.today)
    if message is None or message.message_id is None:
        return None
    wanted = not message.pin_wanted
    want_pin(work, message, wanted=wanted)
    if wanted:
        pin_days(work)
    elif message.pinned_message is not None:
        _call(work, member, "unpinChatMessage", message.pinned_message)
        remember_pinned(work, message, None)
    refresh_day(work, member, say)
    return wanted


def _concerned(work: Work, actor: Member) -> Sequence[Member]:
    """Return the colleagues whose day shows what an act touched; of what it took away, all whose day is shown."""
    found: set[int] = set()
    for table, members_of in OF_COLLEAGUES:
        ids = work.touched.get(table)
        if ids:
            members = members_of(work, ids)
            found |= members or members_shown(work, actor.team_id, _yesterday(work))
    return [work.session.get_one(Member, one) for one in sorted(found - {actor.id})]


def _refresh_for(work: Work, member: Member) -> None:
    """Bring the message that shows a colleague's day up to date, as he would see it."""
    actor, work.actor = work.actor, member
    try:
        refresh_day(work, member, Say(member.language, member.zone, work.now))
    finally:
        work.actor = actor


def fingerprint(call: dict[str, Any]) -> str:
    """Return a short digest of what a call of the Bot API shows."""
    shown = json.dumps([call.get("text"), call.get("reply_markup")], sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:40]


def _just_shown(work: Work, today: date) -> Outgoing | None:
    about = about_day(today)
    shown = (one for one in reversed(work.outgoing) if one.about == about)
    return next(shown, None)


def _yesterday(work: Work) -> date:
    return work.now.date() - timedelta(days=1)  # in every zone, no earlier than two days ago


def _call(work: Work, member: Member, method: str, message_id: int, **more: Any) -> None:
    call = {"chat_id": member.telegram_id, "message_id": message_id, **more}
    work.send(member.telegram_id, method, call, priority=PUSH)
