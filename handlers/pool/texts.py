"""What is read about the pool: the list, claims, assignments with their reason, warnings."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from crm.assignment import PAGE as ASSIGNED_AT_ONCE
from crm.assignment import Assigned, Assignments, Choice, Proposal
from crm.claims import PAGE, Claimed, PoolPage, PutBack
from crm.pooling import Notice
from handlers.exporting.buttons import ExportPool
from handlers.kit.links import OpenCustomer, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Rows, Screen, Tap, clip, grid, lines
from handlers.pool.buttons import (
    AssignOne,
    AssignShown,
    AssignTo,
    Claim,
    ListAssignments,
    ListPool,
    PoolPart,
)
from storage.tables import Customer

IN_KEY = 26
LISTED = 12
WORDS_BYTES = 40
MEMBERS_SHOWN = 16


def pool(page: PoolPage, say: Say) -> Screen:
    """List the pool: each customer is claimed with one tap."""
    if not page.total:
        return Screen(
            say("The pool is empty.") if not page.words else say("Nobody in the pool fits.")
        )
    rows = [
        Markup("{}. {}").format(number, _line(one, say))
        for number, one in enumerate(page.customers, page.at + 1)
    ]
    keys: list[Key] = []
    for number, one in enumerate(page.customers, page.at + 1):
        keys.append(Tap(say.plain("{n}. 🙋 Claim", n=number), Claim(one.id)))
        keys.append(Tap(say.plain("{n}. 👤 Card", n=number), OpenCustomer(one.id)))
    left = say.count("You can claim {n} more today.", "You can claim {n} more today.", page.left)
    return Screen(
        lines(
            say.count("<b>Pool</b>: {n} customer", "<b>Pool</b>: {n} customers", page.total),
            *rows,
            left,
            say("/pool with words narrows it: /pool Leeds pumps"),
        ),
        (
            *grid(keys, 2),
            *_turn(page.at, PAGE, page.total, lambda at: _page_button(at, page.words)),
            *_export_keys(page, say),
        ),
    )


def claimed(done: Claimed, say: Say) -> Screen:
    """Read back a claim."""
    return Screen(
        lines(
            say("🙋 <b>{name}</b> is yours.", name=done.customer.name),
            say.count("You can claim {n} more today.", "You can claim {n} more today.", done.left),
        ),
        _after(done.customer, done.undo, say, Tap(say.plain("‹ Pool"), ListPool(0))),
        about=f"customer:{done.customer.id}",
    )


def put_back(done: PutBack, say: Say) -> Screen:
    """Read back that a customer is in the pool."""
    return Screen(
        say("🌊 <b>{name}</b> is in the pool.", name=done.customer.name),
        _after(done.customer, done.undo, say, Tap(say.plain("‹ Pool"), ListPool(0))),
        about=f"customer:{done.customer.id}",
    )


def assignments(page: Assignments, say: Say) -> Screen:
    """List the pool with who is to get whom, and why."""
    if not page.total:
        return Screen(say("The pool is empty."))
    rows = []
    for number, (customer, proposal) in enumerate(page.shown, page.at + 1):
        reason = _reason(proposal, say) if proposal else say("no rule fits")
        row = Markup("{}. {}\n    → <i>{}</i>").format(number, _line(customer, say), reason)
        rows.append(row)
    keys: list[Key] = [
        Tap(f"{number}. {clip(customer.name, IN_KEY)}", AssignOne(customer.id))
        for number, (customer, _) in enumerate(page.shown, page.at + 1)
    ]
    proposed = sum(proposal is not None for _, proposal in page.shown)
    every: Rows = ()
    if proposed:
        label = say.plain("✅ Assign the {n} proposed", n=proposed)
        every = ((Tap(label, AssignShown(page.at)),),)
    return Screen(
        lines(
            say.count("<b>Pool</b>: {n} customer", "<b>Pool</b>: {n} customers", page.total),
            *rows,
            say("The rule is in /rules. Tap a customer to choose who gets it."),
        ),
        (*every, *grid(keys, 2), *_turn(page.at, ASSIGNED_AT_ONCE, page.total, ListAssignments)),
    )


def choice(shown: Choice, say: Say) -> Screen:
    """Ask who gets a customer."""
    keys = [
        Tap(f"{member.name} · {say.number(load)}", AssignTo(shown.customer.id, member.id))
        for member, load in shown.members[:MEMBERS_SHOWN]
    ]
    proposal = shown.proposal
    return Screen(
        lines(
            say("<b>Who gets {name}?</b>", name=shown.customer.name),
            say("The rule says: {reason}", reason=_reason(proposal, say)) if proposal else None,
            say("Beside each name: how many customers."),
        ),
        (*grid(keys, 2), (Tap(say.plain("‹ Pool"), ListAssignments(0)),)),
    )


def assigned(done: Assigned, say: Say) -> Screen:
    """Read back who got whom."""
    if not done.proposals:
        return Screen(toast=say.plain("No rule fits any of these."))
    rows = [
        Markup("• {} → {}").format(one.customer.name, _reason(one, say)) for one in done.proposals
    ]
    undo: list[Key] = [Tap(say.plain("↩ Undo"), Undo(done.undo))] if done.undo else []
    count = say.count("✅ {n} customer assigned", "✅ {n} customers assigned", len(rows))
    keys = (*undo, Tap(say.plain("‹ Pool"), ListAssignments(0)))
    return Screen(lines(count, *rows), (keys,))


def given(proposals: Sequence[Proposal], by: str | None, say: Say) -> Screen:
    """Tell a member which customers are his now, and why."""
    rows = [
        Markup("• {} · {}").format(one.customer.name, _why(one, say)) for one in proposals[:LISTED]
    ]
    more = len(proposals) - len(rows)
    head = (
        say("📥 {name} gives you customers:", name=by) if by else say("📥 You get from the pool:")
    )
    keys = [
        Tap(clip(one.customer.name, IN_KEY), OpenCustomer(one.customer.id))
        for one in proposals[:6]
    ]
    return Screen(
        lines(head, *rows, say("… and {n} more", n=more) if more else None), grid(keys, 2)
    )


def taken(proposal: Proposal, by: str, say: Say) -> Screen:
    """Tell a member that a customer of his is another's now."""
    return Screen(
        say(
            "📤 {name} gives <b>{customer}</b>, which was yours, to {member}.",
            name=by,
            customer=proposal.customer.name,
            member=proposal.member.name,
        )
    )


def notice(shown: Notice, say: Say) -> Screen:
    """Warn an owner whose customers are about to go to the pool, and say who went."""
    parts: list[Markup] = []
    if shown.gone:
        parts.append(say("🌊 <b>Gone to the pool</b>, for they were left alone:"))
        parts += _named(shown.gone, say)
    if shown.tomorrow:
        parts.append(say("⚠️ <b>To the pool tomorrow</b>:"))
        parts += _named([customer for customer, _ in shown.tomorrow], say)
    if shown.soon:
        parts.append(say("🕰 <b>Soon to the pool</b>, unless you are in touch:"))
        parts += [
            Markup("• {} · {}").format(customer.name, say.day(day))
            for customer, day in shown.soon[:LISTED]
        ]
        parts += _more(len(shown.soon), say)
    warned = [customer for customer, _ in (*shown.tomorrow, *shown.soon)][:6]
    keys = [Tap(clip(one.name, IN_KEY), OpenCustomer(one.id)) for one in warned]
    return Screen(lines(*parts), grid(keys, 2))


def _named(customers: Sequence[Customer], say: Say) -> list[Markup]:
    shown = [Markup("• {}").format(one.name) for one in customers[:LISTED]]
    return shown + _more(len(customers), say)


def _more(count: int, say: Say) -> list[Markup]:
    return [say("… and {n} more", n=count - LISTED)] if count > LISTED else []


def _line(customer: Customer, say: Say) -> Markup:
    grade = say.plain("grade {grade}", grade=customer.grade) if customer.grade else None
    facts = (customer.name, customer.city or customer.region, customer.industry, grade)
    return Markup(" · ").join(part for part in facts if part)


def _reason(proposal: Proposal, say: Say) -> Markup:
    return Markup("{} ({})").format(proposal.member.name, _why(proposal, say))


def _why(proposal: Proposal, say: Say) -> Markup:
    load = say.count("{n} customer so far", "{n} customers so far", proposal.load)
    return Markup("{}, {}").format(proposal.word, load) if proposal.word else load


def _after(customer: Customer, undo: int | None, say: Say, back: Tap) -> Rows:
    keys: list[Key] = [Tap(say.plain("↩ Undo"), Undo(undo))] if undo else []
    return ((*keys, Tap(say.plain("👤 Card"), OpenCustomer(customer.id)), back),)


def _export_keys(page: PoolPage, say: Say) -> Rows:
    """Return the key that exports what is listed, where the member may."""
    key = Tap(say.plain("📤 Export"), ExportPool(_in_button(page.words)))
    return ((key,),) if page.may_export else ()


def _page_button(at: int, words: str) -> ListPool | PoolPart:
    return PoolPart(at, _in_button(words)) if words else ListPool(at)


def _in_button(words: str) -> str:
    """Return words as they travel in a button: whole ones, as many as fit."""
    plain = words.replace(":", " ").replace("~", " ")
    while len(plain.encode()) > WORDS_BYTES:
        plain = plain.rpartition(" ")[0] if " " in plain else plain[:-1]
    return " ".join(plain.split())


def _turn(
    at: int, page: int, total: int, button: Callable[[int], ListPool | PoolPart | ListAssignments]
) -> Rows:
    keys: list[Key] = []
    if at:
        keys.append(Tap("‹", button(max(0, at - page))))
    if at + page < total:
        keys.append(Tap("›", button(at + page)))
    return (tuple(keys),) if keys else ()
