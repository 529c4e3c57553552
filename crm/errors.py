"""What the business refuses: errors carry facts, `handlers/kit/failures.py` has the sentences.

They are not frozen: Python writes an exception's traceback on its way through a context manager.
"""

from dataclasses import dataclass
from datetime import date, datetime


class CrmError(Exception):
    """A refusal by a rule of the business; nothing was changed."""


@dataclass(eq=False)
class NotThere(CrmError):
    """The record does not exist, or the member may not see it: both look the same."""

    noun: str
    id: int


@dataclass(eq=False)
class NotAllowed(CrmError):
    """The member's role does not permit the act."""

    act: str


@dataclass(eq=False)
class InvitationInvalid(CrmError):
    """The code is unknown, used, expired or revoked."""


@dataclass(eq=False)
class UndoTooLate(CrmError):
    """The time in which this member may undo the act is over."""

    entry_id: int


@dataclass(eq=False)
class ChangedSince(CrmError):
    """A later act changed the same rows, so that undoing this one would lose it."""

    entry_id: int


@dataclass(eq=False)
class DueInPast(CrmError):
    """A reminder was asked for at a moment that is over."""

    due_at: datetime


@dataclass(eq=False)
class NotForHim(CrmError):
    """A colleague may not see the customer that a reminder for him is about."""

    name: str


@dataclass(eq=False)
class NoCloseExpected(CrmError):
    """No open opportunity at the customer has an expected close that is still so far ahead."""


@dataclass(eq=False)
class DayToCome(CrmError):
    """Something is said to have happened on a day that is still to come."""

    day: date


@dataclass(eq=False)
class LastAdministrator(CrmError):
    """The act would leave the team without an administrator."""


@dataclass(eq=False)
class TextTooLong(CrmError):
    """A field was given more text than it holds."""

    field: str
    limit: int


@dataclass(eq=False)
class NoNumber(CrmError):
    """What was given as a phone number holds none."""


@dataclass(eq=False)
class NoEmail(CrmError):
    """What was given as an e-mail address is none."""


@dataclass(eq=False)
class NoGrade(CrmError):
    """What was given as a grade is none."""


@dataclass(eq=False)
class NoDayOfYear(CrmError):
    """What was given as a birthday or another day of the year names none."""


@dataclass(eq=False)
class NoFit(CrmError):
    """What was given for a custom field is no value of its kind; the choices where it has some."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()


@dataclass(eq=False)
class NameTaken(CrmError):
    """There is a field of that name already."""

    name: str


@dataclass(eq=False)
class TooMany(CrmError):
    """There would be more of something than there is room for."""

    what: str
    limit: int


@dataclass(eq=False)
class ClaimsUsedUp(CrmError):
    """The member has claimed as many customers today as his team allows."""

    limit: int


@dataclass(eq=False)
class NoTag(CrmError):
    """What was given as tags holds none."""


@dataclass(eq=False)
class Empty(CrmError):
    """A field that cannot be empty was."""

    field: str


@dataclass(eq=False)
class UnknownZone(CrmError):
    """No time zone has that name."""

    zone: str


@dataclass(eq=False)
class UnknownCode(CrmError):
    """No country or currency has that code."""

    code: str


@dataclass(eq=False)
class UnknownStage(CrmError):
    """The team has no such stage, or not any more."""

    code: str


@dataclass(eq=False)
class HeirNeeded(CrmError):
    """The member has work that somebody must take over before he leaves."""

    member_id: int


@dataclass(eq=False)
class FileTooLarge(CrmError):
    """A file has more bytes than are read; the limit is in bytes."""

    limit: int


@dataclass(eq=False)
class FileTooHeavy(CrmError):
    """A file unpacks to more than is reasonable, or takes too much memory or time to read."""


@dataclass(eq=False)
class TooManyRows(CrmError):
    """A sheet has more rows than are read at once."""

    limit: int


@dataclass(eq=False)
class TooManyColumns(CrmError):
    """A sheet has more columns than are read."""

    limit: int


@dataclass(eq=False)
class FileLocked(CrmError):
    """A workbook is protected by a password."""


@dataclass(eq=False)
class FileUnreadable(CrmError):
    """A file is no spreadsheet, or is damaged."""


@dataclass(eq=False)
class EncodingUnknown(CrmError):
    """A text is in none of the encodings that are read."""


@dataclass(eq=False)
class NothingInFile(CrmError):
    """A file has no rows."""


@dataclass(eq=False)
class NoCustomerColumn(CrmError):
    """No column of a sheet could be recognised as the customers' names; here are the headers."""

    headers: tuple[str, ...]


@dataclass(eq=False)
class PlanInPast(CrmError):
    """A visit cannot be planned for a time that is over."""

    day: date


class UnknownValue(CrmError):
    """What was typed is no value of that field."""

    field: str
    text: str


@dataclass(eq=False)
class FileNotFetched(CrmError):
    """A file could not be brought from the messenger."""


@dataclass(eq=False)
class ExportTooLarge(CrmError):
    """A file that the program made is larger than the messenger carries, in bytes."""

    limit: int


@dataclass(eq=False)
class NoRateColumn(CrmError):
    """A sheet has no columns with currencies and rates; here are its headers."""

    headers: tuple[str, ...]


@dataclass(eq=False)
class NoProductColumn(CrmError):
    """A sheet has no columns that could be a price list; here are its headers."""

    headers: tuple[str, ...]
