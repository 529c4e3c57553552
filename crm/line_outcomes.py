"""What a line may lead to: something saved, something shown, or one question."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from crm.absence import AwaySet
from crm.attachments import Filed, SentFile
from crm.claims import PutBack
from crm.coming import ComingDays
from crm.customer_card import CustomerCard
from crm.customer_lists import CustomerList
from crm.customer_look_ups import Found
from crm.customers import CustomerCreated, NewCustomer
from crm.day import DayList
from crm.duplicates import Likely, Taken
from crm.editing import ContactChanged, CustomerChanged
from crm.figures import Figures
from crm.in_hand import NOWHERE, Place
from crm.interactions import InteractionLogged
from crm.likely_pairs import Pairs
from crm.line_marks import Marked
from crm.occasions import OccasionChanged
from crm.opportunities import OpportunityCreated
from crm.opportunity_changes import OpportunityChanged
from crm.opportunity_search import Listing
from crm.pipeline import Pipeline
from crm.plans import Planned
from crm.products import Prices
from crm.reminder_answers import LaterWanted, NothingNext, RemindersChanged
from crm.reminder_list import ReminderPage
from crm.reminders import Due, ReminderChanged
from crm.tags import TagsChanged
from crm.tasks import TaskShown
from crm.tickets import TicketChanged
from crm.understanding.reading import Doubt, Reading
from storage.tables import Customer, Opportunity


class Asked(StrEnum):
    """What a line may leave to be asked."""

    CUSTOMER = "customer"
    NEWCOMER = "newcomer"
    WHEN = "when"
    DEAL = "deal"
    ABOUT = "about"  # whom a file, or what somebody else wrote, is about
    HEARD = "heard"  # whether a voice note was heard right


@dataclass(frozen=True, slots=True)
class Line:
    """A rep's line, when he sent it, and what he answered to the question about it.

    `for_id` is the colleague whom it reminds, where it reminds one; `for_ones` are several whom it may mean.
    `named` is the name that he typed when asked for the customer; a reminder may have none, `has_no_customer`.
    `files` came with it; `author` wrote it, `written_at`, where it was forwarded, and `note` is how it is
    written down then. `place` tells whom it is about where it does not say so, unless that `is_open`:
    asked about, and not answered yet. `hints` are what another reader quoted from it. It `is_heard` where
    a transcriber wrote it down, and the rep did not say yet that it is right.
    """

    text: str
    said_at: datetime
    customer_id: int | None = None
    named: str = ""
    has_no_customer: bool = False
    is_new: bool = False
    due: Due | None = None
    is_undated: bool = False
    opportunity_id: int | None = None
    for_id: int | None = None
    for_ones: tuple[int, ...] = ()
    files: tuple[SentFile, ...] = ()
    author: str | None = None
    written_at: datetime | None = None
    note: str | None = None
    place: Place = NOWHERE
    is_open: bool = False
    hints: Mapping[str, str] = field(default_factory=dict)
    is_heard: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """The one question: what is asked, and the answers at hand.

    `alike` are customers that look like one to be entered, `new` is what would be entered of it.
    """

    asked: Asked
    reading: Reading
    customers: tuple[Customer, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    alike: tuple[Likely | Taken, ...] = ()
    new: NewCustomer | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """An interaction was saved; `doubts` are what was left out of it, `files` how many are on it.

    `is_forwarded` where it is what somebody else wrote.
    """

    done: InteractionLogged
    reading: Reading
    doubts: tuple[Doubt, ...] = ()
    files: int = 0
    is_forwarded: bool = False


@dataclass(frozen=True, slots=True)
class WithMarks:
    """What a line led to, and what it changed in the customer's file in the same act."""

    outcome: "Outcomes"
    marked: Marked


@dataclass(frozen=True, slots=True)
class Several:
    """A line with several acts: what came of those that were certain, and the words of the others."""

    outcomes: tuple["Outcomes", ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chat:
    """The line asks for nothing that could be done.

    `is_newcomer` where a new customer has no name, `is_late_edit` where the edited line had led to nothing.
    """

    is_newcomer: bool = False
    is_late_edit: bool = False


Outcomes = (
    Question
    | Logged
    | Filed
    | ReminderChanged
    | ReminderPage
    | RemindersChanged
    | LaterWanted
    | NothingNext
    | OpportunityCreated
    | TicketChanged
    | CustomerCreated
    | OpportunityChanged
    | OccasionChanged
    | CustomerChanged
    | ContactChanged
    | TagsChanged
    | PutBack
    | Planned
    | CustomerCard
    | Found
    | CustomerList
    | ComingDays
    | Pairs
    | Prices
    | Several
    | DayList
    | Marked
    | WithMarks
    | Figures
    | Pipeline
    | Listing
    | TaskShown
    | AwaySet
    | Chat
)
