"""The shortest way to every step of every conversation: what a rep says and taps, in any language."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from crm.customer_lists import list_customers
from crm.customers import NewContact, NewCustomer, create_customer
from crm.field_settings import add_field
from crm.interactions import NewInteraction, log_interaction
from crm.members import issue_code
from crm.opportunities import NewOpportunity as Deal
from crm.opportunities import create_opportunity
from crm.plans import NewPlan, plan_visits
from crm.reminders import Due, set_reminder
from handlers.customers.buttons import (
    AddContactTo,
    AddDay,
    EditContact,
    EditContactField,
    EditCustom,
    EditCustomer,
    EditField,
    EditPin,
    EditTags,
    FillField,
)
from handlers.fields.buttons import AddField, ChangeChoices, RenameField, SetTeam
from handlers.importing.buttons import ChangeColumn
from handlers.kit.buttons import decode
from handlers.kit.links import NeedsFor, NewReminder, OpportunityFor, RemindFor
from handlers.kit.screen import Screen, Tap, payload
from handlers.lines.buttons import ChangeAmount, ChangeCustomer, ChangeDay, ChangeTime
from handlers.lists.buttons import NameList
from handlers.log.buttons import SetOutcome
from handlers.merging.buttons import MergeInto, MergePair
from handlers.opportunities.buttons import AddLine, EditOpportunity, OpportunityField, PutOff
from handlers.plans.buttons import DropPlan, MovePlan, PlanFor
from handlers.reminders.buttons import AssignTo, Done, Reschedule, RewordIt
from handlers.reminders.when import SetDay
from handlers.reports.buttons import CommentOn, EditReport
from handlers.rules.buttons import ChangeValue
from handlers.team.buttons import (
    ChangeSetting,
    ChangeTeam,
    ChangeZone,
    Deactivate,
    InviteAs,
    InviteToNew,
    KeepName,
    SetCountry,
    SetLanguage,
    Setting,
    SetZone,
    TeamSetting,
)
from handlers.visits.buttons import HereIs, TellOf
from sandbox.bubbles import Bubble, Button
from storage.conversations import OpenConversation, open_conversations
from storage.customer_file import FieldKind
from storage.mail import PUSH
from storage.tables import Kind, Member, Role
from tests.crm.team import a_team
from tests.kit.world import Rep, World


@dataclass(frozen=True, slots=True)
class Says:
    """The rep types."""

    text: str


@dataclass(frozen=True, slots=True)
class Taps:
    """The rep taps a key of this kind under the question, the first there is."""

    kind: type


@dataclass(frozen=True, slots=True)
class Begins:
    """The rep taps a key that some message carries."""

    button: Any


@dataclass(frozen=True, slots=True)
class Shares:
    """The rep shares a contact whom nobody knows."""


@dataclass(frozen=True, slots=True)
class SendsPhoto:
    """The rep sends a photo when no customer is in hand any more."""


@dataclass(frozen=True, slots=True)
class Speaks:
    """The rep sends a voice note, and a transcriber hears these words."""

    words: str


class Ears:
    """A transcriber that hears the same in every voice note."""

    def __init__(self, words: str) -> None:
        self.words = words

    async def read(self, text: str) -> object:
        """Say nothing about a line."""
        return None

    async def hear(self, content: bytes, media_type: str) -> str | None:
        """Return the words."""
        return self.words


@dataclass(frozen=True, slots=True)
class Sends:
    """The rep sends a file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SharesPlace:
    """The rep shares where he is."""


TWO_CARDS = b"".join(
    b"BEGIN:VCARD\nFN:Wang %d\nORG:Zenith %d\nEND:VCARD\n" % (n, n) for n in range(2)
)
Act = Says | Taps | Begins | Shares | SharesPlace | Sends | SendsPhoto | Speaks
LIST = Sends("list.csv", b"Company,Phone\nDelta,020 7946 0999\n")
REMINDER = 0  # stands for a reminder that is set for this way alone

WAYS: dict[str, dict[str, tuple[Act, ...]]] = {
    "log": {
        "customer": (Says("/log"),),
        "what": (Says("/log Acme"),),
        "outcome": (Says("/log Acme"), Says("They like the pump")),
        "next": (Says("/log Acme"), Says("They like the pump"), Taps(SetOutcome)),
        "when": (
            Says("/log Acme"),
            Says("They like the pump"),
            Taps(SetOutcome),
            Says("send the quote"),
        ),
        "opportunity": (
            Says("/log Acme"),
            Says("They like the pump"),
            Taps(SetOutcome),
            Taps(SetDay),
        ),
    },
    "customer": {
        "name": (Says("/customer"),),
        "contact": (Says("/customer"), Says("Bolt")),
        "phone": (Says("/customer Bolt"), Says("Li Na")),
        "city": (Says("/customer Bolt"), Says("Li Na 138 0013 8000")),
        "industry": (Says("/customer Bolt"), Says("Li Na 138 0013 8000"), Says("Leeds")),
        "grade": (
            Says("/customer Bolt"),
            Says("Li Na 138 0013 8000"),
            Says("Leeds"),
            Says("Pumps"),
        ),
        "same": (Says("/customer"), Says("Acme Ltd.")),
    },
    "edit_customer": {
        "field": (Begins(EditCustomer(1)),),
        "value": (Begins(EditCustomer(1)), Taps(EditField)),
        "contact": (Begins(EditCustomer(1)), Taps(EditContact)),
        "contact_value": (Begins(EditCustomer(1)), Taps(EditContact), Taps(EditContactField)),
        "person": (Begins(AddContactTo(1)),),
        "tags": (Begins(EditCustomer(1)), Taps(EditTags)),
        "pin": (Begins(EditCustomer(1)), Taps(EditPin)),
        "day": (Begins(EditCustomer(1)), Taps(EditContact), Taps(AddDay)),
        "custom": (Begins(EditCustomer(1)), Taps(EditCustom)),
        "custom_value": (Begins(EditCustomer(1)), Taps(EditCustom), Taps(FillField)),
    },
    "contact_cards": {
        "card": (Shares(),),
        "cards": (Sends("people.vcf", TWO_CARDS),),
    },
    "merge": {
        "other": (Begins(MergeInto(1)),),
        "fields": (Begins(MergePair(1, 2)),),
    },
    "fields": {
        "team": (Begins(AddField()),),
        "name": (Begins(AddField()), Taps(SetTeam)),
        "kind": (Begins(AddField()), Taps(SetTeam), Says("Payment terms")),
        "choices": (Begins(AddField()), Taps(SetTeam), Says("Payment terms"), Says("choice")),
        "rename": (Begins(RenameField(1)),),
        "other_choices": (Begins(ChangeChoices(1)),),
    },
    "reminder": {
        "what": (Begins(NewReminder()),),
        "when": (Begins(RemindFor(1)), Says("call about the quote")),
        "about": (Begins(NewReminder()), Says("buy stamps tomorrow 10am")),
    },
    "change_reminder": {
        "when": (Begins(Reschedule(REMINDER)),),
        "text": (Begins(Reschedule(REMINDER)), Taps(RewordIt)),
        "about": (Begins(AssignTo(REMINDER)),),
    },
    "opportunity": {
        "customer": (Says("/opportunity"),),
        "title": (Says("/opportunity"), Says("Acme")),
        "amount": (Begins(OpportunityFor(1)), Says("Retrofit")),
        "close": (Begins(OpportunityFor(1)), Says("Retrofit"), Says("80k")),
        "stage": (Begins(OpportunityFor(1)), Says("Retrofit, 80k, end of March")),
    },
    "change_opportunity": {
        "title": (Begins(EditOpportunity(1, OpportunityField.TITLE)),),
        "amount": (Begins(EditOpportunity(1, OpportunityField.AMOUNT)),),
        "close": (Begins(EditOpportunity(1, OpportunityField.CLOSE)),),
        "reason": (Begins(EditOpportunity(1, OpportunityField.REASON)),),
        "final": (Begins(EditOpportunity(1, OpportunityField.FINAL)),),
        "day": (Begins(EditOpportunity(1, OpportunityField.DAY)),),
        "text": (Begins(EditOpportunity(1, OpportunityField.NEED)),),
    },
    "price_list": {"file": (Says("/products"),)},
    "rates": {"sheet": (Says("/rates"),)},
    "item": {
        "what": (Begins(AddLine(1)),),
        "price": (Begins(AddLine(1)), Says("3 x pump")),
    },
    "put_off": {"reason": (Begins(PutOff(1, 7)),)},
    "next_step": {
        "next": (Begins(Done(REMINDER)),),
        "when": (Begins(Done(REMINDER)), Says("send the contract")),
    },
    "plan": {
        "whom": (Says("/plan"),),
        "when": (Begins(PlanFor(1)),),
    },
    "plan_change": {
        "when": (Begins(MovePlan(1)),),
        "why": (Begins(DropPlan(1)),),
    },
    "visit": {"what": (Begins(TellOf(1)),)},
    "report": {"text": (Begins(EditReport(date(2026, 11, 24))),)},
    "comment": {"text": (Begins(CommentOn(1)),)},
    "needs": {"needs": (Begins(NeedsFor(1)),)},
    "check_in": {"where": (SharesPlace(),), "what": (SharesPlace(), Taps(HereIs))},
    "first_day": {
        "language": (Says("/start CODE"),),
        "zone": (Says("/start CODE"), Taps(SetLanguage)),
        "team": (Says("/start CODE"), Taps(SetLanguage), Taps(SetZone)),
        "country": (Says("/start CODE"), Taps(SetLanguage), Taps(SetZone), Taps(KeepName)),
        "currency": (
            Says("/start CODE"),
            Taps(SetLanguage),
            Taps(SetZone),
            Taps(KeepName),
            Taps(SetCountry),
        ),
    },
    "settings": {
        "language": (Begins(ChangeSetting(Setting.LANGUAGE)),),
        "quiet": (Begins(ChangeSetting(Setting.QUIET)),),
        "time": (Begins(ChangeSetting(Setting.TIME)),),
        "evening": (Begins(ChangeSetting(Setting.EVENING)),),
        "nudge": (Begins(ChangeSetting(Setting.NUDGE)),),
        "rest": (Begins(ChangeSetting(Setting.REST)),),
    },
    "away": {"days": (Says("/away"),)},
    "keep_list": {"name": (Begins(NameList(1)),)},
    "zone": {
        "zone": (Begins(ChangeZone()),),
        "moves": (Begins(ChangeZone()), Says("New York")),
    },
    "import": {
        "kind": (Sends("rates.csv", b"Currency,Rate\nUSD,0.75\n"),),
        "columns": (LIST,),
        "column": (LIST, Taps(ChangeColumn)),
    },
    "rules": {"value": (Begins(ChangeValue(1, "visit_cadence", "a")),)},
    "team_settings": {
        "name": (Begins(ChangeTeam(1, TeamSetting.NAME)),),
        "country": (Begins(ChangeTeam(1, TeamSetting.COUNTRY)),),
        "currency": (Begins(ChangeTeam(1, TeamSetting.CURRENCY)),),
    },
    "invite": {
        "role": (Says("/invite"),),
        "team": (Says("/invite"), Taps(InviteAs)),
        "new_team": (Says("/invite"), Taps(InviteAs), Taps(InviteToNew)),
    },
    "leaving": {"heir": (Begins(Deactivate(2)),)},
    "correction": {
        "customer": (Begins(ChangeCustomer(1)),),
        "time": (Begins(ChangeTime(1)),),
        "day": (Begins(ChangeDay(1)),),
        "amount": (Begins(ChangeAmount(1)),),
    },
    "line": {
        "customer": (Says("visited them, they want a quote"),),
        "newcomer": (Says("visited Zenith Dairy Ltd, they want a quote"),),
        "when": (Says("visited Acme, call them in a few weeks"),),
        "deal": (Says("Acme order won"),),
        "about": (SendsPhoto(),),
        "heard": (Speaks("visited Acme, they want a quote on Friday"),),
    },
}


class Walk:
    """One rep on his way to a step, in a world with a customer, a contact, an opportunity and a colleague."""

    def __init__(self, world: World, rep: Rep, name: str) -> None:
        self.world = world
        self.rep = rep
        self.name = name

    async def goes(self, way: tuple[Act, ...], *, restarts: bool = False) -> None:
        """Do the acts of a way; `restarts` the program before each of them but the first."""
        for number, act in enumerate(way):
            if restarts and number:
                await self.world.restart()
            match act:
                case Says("/start CODE"):
                    await self.rep.says(f"/start {self._code()}")
                case Says(text):
                    await self.rep.says(text)
                case Taps(kind):
                    await self.taps(kind)
                case Sends(name, content):
                    await self.rep.person.send_document(content, name=name)
                case Speaks(words):
                    self.world.assistant = Ears(words)
                    await self.world.restart()
                    await self.rep.person.send_voice()
                case SharesPlace():
                    await self.shares_place()
                case Begins(button):
                    await self.begins(button)
                case Shares():
                    await self.rep.person.share_contact("+442079460999", "Wang")
                case SendsPhoto():
                    await self.world.passes(minutes=20)
                    await self.rep.person.send_photo()

    async def begins(self, button: Any) -> None:
        """Tap a key under a message that carries it."""
        wanted = self._with_reminder(button)
        chat_id = self.rep.person.id
        screen = Screen(Markup("Tap."), ((Tap("This one", wanted),),))
        await self.world.fieldbook.store.write(
            lambda work: work.send(chat_id, "sendMessage", payload(screen, chat_id), priority=PUSH)
        )
        await self.world.fieldbook.settled()
        await self.rep.taps("This one")

    async def taps(self, kind: type, message: Bubble | None = None) -> None:
        """Tap the first key of a kind."""
        shown = message or self.question
        label = next(one.label for one in shown.buttons if kind_of(one) is kind)
        await self.rep.taps(label, shown)

    async def shares_place(self) -> Bubble:
        """Share where the rep is."""
        return await self.rep.person.share_location(31.2, 121.5)

    @property
    def question(self) -> Bubble:
        """The newest message with keys."""
        return next(bubble for bubble in reversed(self.rep.person.screen) if bubble.rows)

    @property
    def row(self) -> OpenConversation | None:
        """The conversation that the rep is in."""
        with self.world.store.begin() as work:
            rows = open_conversations(work.connection, self.rep.person.id)
        return next((row for row in rows if row.active), None)

    @property
    def step(self) -> str | None:
        """The step that the rep is asked about, none where he is in no conversation of this name."""
        return self.row.step if self.row and self.row.name == self.name else None

    @property
    def trail(self) -> list[str]:
        """The steps behind him."""
        assert self.row is not None
        trail: list[str] = json.loads(self.row.draft)["trail"]
        return trail

    def offers(self, kind: type) -> bool:
        """Say whether the question carries a key of a kind."""
        return any(kind_of(one) is kind for one in self.question.buttons)

    def older_keys(self) -> list[tuple[Bubble, Button]]:
        """Return the keys of this conversation's earlier questions that are still on the screen."""
        assert self.row is not None
        mark, newest = f"~{self.row.id}", self.question.id
        older = (one for one in self.rep.person.screen if one.rows and one.id < newest)
        return [
            (shown, key)
            for shown in older
            for key in shown.buttons
            if (key.data or "").endswith(mark)
        ]

    def _code(self) -> str:
        with self.world.store.begin() as work:
            return issue_code(work, Role.ADMIN, None, work.now + timedelta(hours=1))

    def _with_reminder(self, button: Any) -> Any:
        if getattr(button, "reminder_id", None) != REMINDER:
            return button
        with self.world.store.begin() as work:
            work.actor = work.session.get_one(Member, 1)
            day = work.now.date() + timedelta(days=5)
            done = set_reminder(work, "send the quote", Due(day), customer_id=1)
        fields = {name: getattr(button, name) for name in button.__match_args__}
        return type(button)(**fields | {"reminder_id": done.reminder.id})


async def a_walk(world: World, name: str, language: str) -> Walk:
    """Return a rep at the beginning of a conversation."""
    if name == "first_day":
        return Walk(world, world.stranger("Han Mei", language), name)
    rep = await world.rep("Li Lei", language, Role.ADMIN)
    if name == "leaving":
        await world.rep("Han Mei", language, Role.ADMIN)
    with world.store.begin() as work:
        if name == "fields":
            a_team(work, "Other")
        work.actor = work.session.get_one(Member, 1)
        acme = NewCustomer("Acme", contacts=(NewContact("Wang", phone="020 7946 0123"),))
        customer = create_customer(work, acme).customer
        create_customer(work, NewCustomer("Yonder"))
        for title in ("Pumps", "Valves"):
            create_opportunity(work, Deal(customer.id, title))
        log_interaction(work, NewInteraction(customer.id, Kind.VISIT, "They like the pump"))
        add_field(work, "Budget", FieldKind.CHOICE, ("small", "large"), team_id=None)
        set_reminder(work, "call", Due(work.now.date() + timedelta(days=9)), customer.id)
        list_customers(work, "A级")
        plan_visits(work, [NewPlan(customer.id, work.now.date() + timedelta(days=8))])
    return Walk(world, rep, name)


def kind_of(key: Button) -> type | None:
    """Return what kind of button a key is, none for one that the phone handles itself."""
    tapped = decode(key.data) if key.data else None
    return type(tapped.button) if tapped else None
