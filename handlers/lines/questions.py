"""The one question about a line, and the questions with which a receipt is put right."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from crm.corrections import Corrected
from crm.customers import NewCustomer
from crm.duplicates import Likely
from crm.filing import LOOK_UPS
from crm.line_outcomes import Asked, Question
from crm.money import money
from crm.understanding.reading import Intent, Reading
from handlers.customers.alike_texts import alike_lines, ask_keys
from handlers.customers.texts import opportunity_line, told_lines
from handlers.kit.commands import N_
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.kit.words import KINDS, OUTCOMES
from handlers.lines.buttons import (
    CreateIt,
    HappenedOn,
    HeardRight,
    KeepVoice,
    KindIs,
    MeantCustomer,
    MeantDay,
    MeantDeal,
    NoAmount,
    NoCustomer,
    NoDay,
    OtherCustomer,
    OtherDay,
    OutcomeIs,
)
from handlers.reminders.when import day_keys
from storage.tables import Customer, Kind, Opportunity

LINE_SHOWN = 120
HEARD_SHOWN = 600
ACTS: dict[Intent, str] = {
    Intent.LOG: N_("📝 Note"),
    Intent.REMIND: N_("⏰ Reminder"),
    Intent.OPPORTUNITY: N_("💼 New opportunity"),
    Intent.STAGE: N_("💼 Opportunity"),
    Intent.TICKET: N_("🛠 Ticket"),
    Intent.CUSTOMER: N_("🏢 New customer"),
    Intent.PLAN: N_("🗓 Planned visits"),
    Intent.FIND: N_("🔎 Look-up"),
    Intent.AGENDA: N_("🗓 Agenda"),
    Intent.REPORT: N_("📊 Figures"),
}


def ask_kind(of: Corrected, say: Say) -> Screen:
    """Ask how they met."""
    keys = [
        Tap(say.plain(label), KindIs(of.interaction.id, kind)) for kind, label in KINDS.items()
    ]
    return Screen(say("How did you meet <b>{name}</b>?", name=of.customer.name), grid(keys, 3))


def ask_outcome(of: Corrected, say: Say) -> Screen:
    """Ask how it went."""
    keys = [
        Tap(say.plain(label), OutcomeIs(of.interaction.id, outcome))
        for outcome, label in OUTCOMES.items()
    ]
    return Screen(say("How did it go at <b>{name}</b>?", name=of.customer.name), grid(keys, 2))


def ask_other_customer(typed: str, found: Sequence[Customer], say: Say) -> Screen:
    """Ask which customer it was."""
    keys = [Tap(one.name, OtherCustomer(one.id)) for one in found]
    nobody = (
        say("I find nobody for “{name}”.", name=clip(typed, 60)) if typed and not keys else None
    )
    how = say("<b>Which customer was it?</b> Pick one or type the name.")
    return Screen(lines(nobody, how), grid(keys, 1))


def ask_other_time(is_unclear: bool, say: Say) -> Screen:
    """Ask when the next step is due."""
    doubt = say("I am not sure which day you mean.") if is_unclear else None
    how = say("<b>When?</b> Tap a day, or type it: “Friday 3pm”.")
    return Screen(lines(doubt, how), day_keys(say, OtherDay))


def ask_day(is_unclear: bool, say: Say) -> Screen:
    """Ask on which day it happened."""
    today = say.today
    named = (
        (say.plain("Today"), today),
        (say.plain("Yesterday"), today - timedelta(days=1)),
        (say.plain("2 days ago"), today - timedelta(days=2)),
        (say.plain("A week ago"), today - timedelta(days=7)),
    )
    keys = [Tap(f"{label} · {say.day(day)}", HappenedOn(day)) for label, day in named]
    doubt = say("I am not sure which day you mean.") if is_unclear else None
    how = say("<b>When did it happen?</b> Tap a day, or type it: “last Friday”.")
    return Screen(lines(doubt, how), grid(keys, 2))


def ask_amount(is_unclear: bool, say: Say) -> Screen:
    """Ask which amount was spoken of."""
    doubt = say("I see no amount in that.") if is_unclear else None
    how = say("<b>How much?</b> Type it: “80k”, “50万”, “$1,200”.")
    return Screen(lines(doubt, how), ((Tap(say.plain("No amount"), NoAmount()),),))


def question(asked: Question, waiting: int, say: Say) -> Screen:
    """Ask the one question, and say how many messages wait with theirs."""
    screen = QUESTIONS[asked.asked](asked, say)
    more = (
        say.count(
            "One more message is asked about after this.",
            "{n} more messages are asked about after this.",
            waiting,
        )
        if waiting
        else None
    )
    return replace(screen, text=lines(screen.text, more))


def ask_customer(asked: Question, say: Say) -> Screen:
    """Ask which customer is meant."""
    keys: list[Key] = [Tap(one.name, MeantCustomer(one.id)) for one in asked.customers]
    if asked.reading.intent is Intent.REMIND:
        keys.append(Tap(say.plain("Without a customer"), NoCustomer()))
    return Screen(
        lines(
            say("<b>Which customer do you mean?</b>"),
            _quoted(asked.reading.text),
            say("Pick one or type the name, a new one too."),
        ),
        grid(keys, 1),
    )


def ask_about(asked: Question, say: Say) -> Screen:
    """Ask whom files, or what somebody else wrote, are about."""
    keys = [Tap(one.name, MeantCustomer(one.id)) for one in asked.customers]
    return Screen(
        lines(
            say("<b>Whom is this about?</b>"),
            _quoted(asked.reading.text) if asked.reading.text else None,
            say("Pick one or type the name."),
        ),
        grid(keys, 1),
    )


def ask_heard(asked: Question, say: Say) -> Screen:
    """Read back what was heard and understood: one tap saves it, or shows what it asks for."""
    reading = asked.reading
    customer = asked.customers[0].name if asked.customers else reading.new_customer
    act = say.plain(ACTS[reading.intent])
    if reading.intent is Intent.LOG and reading.kind:
        act = say.plain(KINDS[Kind(reading.kind.value)])
    head = [Markup("<b>{}</b>").format(one) for one in (act, customer) if one]
    agreed = say.plain("✅ Show it") if reading.intent in LOOK_UPS else say.plain("✅ Save")
    day = say.day(reading.at) if reading.at and reading.intent is Intent.LOG else None
    return Screen(
        lines(
            say("🎤 I heard: <i>{words}</i>", words=clip(reading.text, HEARD_SHOWN)),
            Markup(" · ").join([*head, *([day] if day else [])]),
            Markup("👤 {}").format(reading.contact) if reading.contact else None,
            _sum_heard(reading, say),
            say("⏰ <b>{when}</b>", when=_when(reading.follow_up, say))
            if reading.follow_up
            else None,
            say("Is that right? If not, type it as it should be."),
        ),
        (
            (Tap(agreed, HeardRight()),),
            (Tap(say.plain("📎 Keep the voice note only"), KeepVoice()),),
        ),
    )


def _when(due: date, say: Say) -> str:
    """Return the day of a next step, with its time where it has one."""
    if not isinstance(due, datetime):
        return say.day(due)
    return say.moment(due.replace(tzinfo=ZoneInfo(say.zone)))


def _sum_heard(reading: Reading, say: Say) -> Markup | None:
    if reading.amount is None:
        return None
    if reading.currency is None:
        return Markup("💰 {}").format(say.number(reading.amount))
    return Markup("💰 {}").format(say.money(money(reading.amount, reading.currency)))


def ask_newcomer(asked: Question, say: Say) -> Screen:
    """Ask whether an unknown name is a new customer."""
    reading = asked.reading
    name = reading.new_customer or ""
    keys: list[Key] = [Tap(say.plain("➕ Enter “{name}”", name=clip(name, 40)), CreateIt())]
    for one in asked.alike:
        if isinstance(one, Likely):
            keys.append(Tap(one.customer.name, MeantCustomer(one.customer_id)))
    keys += ask_keys(asked.alike, say)
    known = [say("These look alike:"), *alike_lines(asked.alike, say)] if asked.alike else []
    new = asked.new or NewCustomer(name, city=reading.city)
    told = (_heard_of(new, reading, say), *told_lines(new))
    return Screen(
        lines(say("<b>{name}</b> is new to me.", name=name), *told, *known), grid(keys, 1)
    )


def _heard_of(new: NewCustomer, reading: Reading, say: Say) -> Markup | None:
    """Return what a line tells of a customer to enter, in one line."""
    grade = say("grade {grade}", grade=new.grade) if new.grade else None
    person = new.contacts[0] if new.contacts else None
    who = (reading.contact, person and person.title, reading.phone, person and person.email)
    told = [one for one in (new.city, new.industry, grade, *who) if one]
    return Markup(" · ").join(told) if told else None


def ask_when(asked: Question, say: Say) -> Screen:
    """Ask for the day of the next step."""
    doubt = next((one for one in asked.reading.doubts if one.about == "follow_up"), None)
    unclear = (
        doubt and doubt.span and say("I am not sure when “{words}” is.", words=doubt.span.text)
    )
    keys = day_keys(say, MeantDay)
    is_beside_a_log = doubt is not None and asked.reading.intent is not Intent.REMIND
    undated = ((Tap(say.plain("Without a reminder"), NoDay()),),) if is_beside_a_log else ()
    return Screen(
        lines(
            unclear or None, say("<b>When shall I remind you?</b>"), _quoted(asked.reading.text)
        ),
        (*keys, *undated),
    )


def ask_deal(asked: Question, say: Say) -> Screen:
    """Ask which opportunity is meant."""
    keys = [Tap(_deal(one, say), MeantDeal(one.id)) for one in asked.opportunities]
    return Screen(
        lines(say("<b>Which opportunity do you mean?</b>"), _quoted(asked.reading.text)),
        grid(keys, 1),
    )


def _deal(one: Opportunity, say: Say) -> str:
    return f"💼 {opportunity_line(one, say)}"


def _quoted(text: str) -> Markup:
    return Markup("<i>{}</i>").format(clip(text, LINE_SHOWN))


QUESTIONS: dict[Asked, Callable[[Question, Say], Screen]] = {
    Asked.CUSTOMER: ask_customer,
    Asked.NEWCOMER: ask_newcomer,
    Asked.WHEN: ask_when,
    Asked.DEAL: ask_deal,
    Asked.ABOUT: ask_about,
    Asked.HEARD: ask_heard,
}
