"""From facts to sentences: what the rep reads when the business refuses or the program fails."""

from typing import Any

from crm import errors
from crm.errors import CrmError
from handlers.kit.commands import N_
from handlers.kit.say import Say
from handlers.kit.screen import Screen

SENTENCES: dict[type[CrmError], str] = {
    errors.NotThere: N_("That is not there (any more)."),
    errors.NotAllowed: N_("Your role does not permit that."),
    errors.InvitationInvalid: N_("This invitation is used up or has expired. Ask for a new one."),
    errors.UndoTooLate: N_(
        "That was more than 10 minutes ago: an administrator can still undo it."
    ),
    errors.ChangedSince: N_("It was changed again since, so undoing it would lose that."),
    errors.DueInPast: N_("That time is over. When shall I remind you?"),
    errors.NotForHim: N_("{name} may not see that customer. Hand it over first."),
    errors.NoCloseExpected: N_(
        "No open opportunity there has an expected close that far ahead. Set one, or type a day."
    ),
    errors.DayToCome: N_("That day is still to come: when did it happen?"),
    errors.LastAdministrator: N_("The team needs at least one administrator."),
    errors.TextTooLong: N_("That is too long: at most {limit} characters fit."),
    errors.NoNumber: N_("I see no phone number in that. Type it with its digits."),
    errors.NoEmail: N_("That is no e-mail address."),
    errors.NoGrade: N_("A grade is A, B, C or D."),
    errors.NoDayOfYear: N_(
        "I see no day in that. For example: 2 March 1985, 3月2日, lunar 8/15, 农历八月十五."
    ),
    errors.NoFit: N_("That does not fit {name}: {wanted}."),
    errors.NameTaken: N_("There is a field called {name} already."),
    errors.TooMany: N_("More than {limit} do not fit."),
    errors.ClaimsUsedUp: N_("You have claimed {limit} today: tomorrow you can claim more."),
    errors.NoTag: N_("I see no tag in that. A tag is a word: #key #trade-fair."),
    errors.Empty: N_("I need some text for that."),
    errors.FileTooLarge: N_("That file is too large: at most {limit} MB. Split it, please."),
    errors.FileTooHeavy: N_(
        "That file unpacks to far too much. Copy the cells into a new workbook and send that."
    ),
    errors.TooManyRows: N_("That sheet has more than {limit} rows. Split it, please."),
    errors.TooManyColumns: N_(
        "That sheet has more than {limit} columns. Copy those with customers into a new one."
    ),
    errors.FileLocked: N_("That workbook has a password. Save it without one and send it again."),
    errors.FileUnreadable: N_(
        "I cannot read that file. Save it as .xlsx or .csv and send it again, please."
    ),
    errors.EncodingUnknown: N_("I cannot read that text. Save it as .xlsx, or as CSV in UTF-8."),
    errors.NothingInFile: N_("There is nothing to read in that file."),
    errors.NoCustomerColumn: N_(
        "I find no column with customers' names. Give it a header like “Company” or “客户名称”."
    ),
    errors.FileNotFetched: N_("I could not fetch that file from Telegram. Send it again, please."),
    errors.ExportTooLarge: N_(
        "That makes more than the {limit} MB that Telegram carries. Your administrator can export it on "
        "the server: fieldbook export FILE."
    ),
    errors.NoProductColumn: N_(
        "I see no price list in that: give its columns headers like “Code, Product, Price, Cost”."
    ),
    errors.NoRateColumn: N_(
        "I see no rates in that: give its columns headers like “Currency, Rate, Date”."
    ),
    errors.UnknownZone: N_("I do not know that time zone."),
    errors.UnknownCode: N_("I do not know that one."),
    errors.PlanInPast: N_("That time is over. Plan it for a later one, please."),
    errors.UnknownStage: N_("Your team has no such stage (any more)."),
    errors.UnknownValue: N_(
        "That is no value for it. Type it in the form that it has now, please."
    ),
    errors.HeirNeeded: N_("Somebody has to take over the work first."),
}


WANTED = {
    "number": N_("a number is wanted"),
    "day": N_("a whole date is wanted, 2026-12-01"),
    "choice": N_("one of the choices is wanted"),
    "yes_no": N_("yes or no is wanted"),
}


def refusal(error: CrmError, say: Say, *, is_tap: bool) -> Screen:
    """Return what a refusal looks like: a toast for a tap, a message for a text."""
    sentence, facts = SENTENCES[type(error)], _facts(error, say)
    if is_tap:
        return Screen(toast=say.plain(sentence, **facts))
    return Screen(say(sentence, **facts))


def stale(say: Say) -> Screen:
    """Return what a tap on an outdated message gets."""
    return Screen(toast=say.plain("This message is out of date."))


def failed(reference: str, say: Say) -> Screen:
    """Return what the rep reads when his message could not be handled in three tries."""
    return Screen(
        say(
            "I could not handle that message: something is wrong on my side. "
            "It is kept, and the administrator knows. Reference: <code>{reference}</code>",
            reference=reference,
        ),
        fresh=True,
    )


def failed_for_administrator(reference: str, member: str, error: str, say: Say) -> Screen:
    """Return what the administrator reads about a parked message; it names no content."""
    return Screen(
        say(
            "⚠️ A message of {member} could not be handled and is parked. "
            "Reference <code>{reference}</code>: {error}",
            member=member,
            reference=reference,
            error=error,
        ),
        fresh=True,
    )


def _facts(error: CrmError, say: Say) -> dict[str, Any]:
    if isinstance(error, errors.FileTooLarge | errors.ExportTooLarge):
        return {"limit": error.limit // 1_000_000}
    if isinstance(error, errors.NoFit):
        wanted = " / ".join(error.choices) or say.plain(WANTED[error.kind])
        return {"name": error.name, "wanted": wanted}
    if isinstance(error, errors.NameTaken | errors.NotForHim):
        return {"name": error.name}
    limit = getattr(error, "limit", None)
    return {} if limit is None else {"limit": limit}
