"""The flow of every conversation, drawn from what its callbacks say they lead to; and what is stored for years."""

import typing
from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest

from handlers.kit.buttons import all_tags
from handlers.kit.conversation import Conversation
from handlers.kit.talk import END
from handlers.registry import conversations, load_all

# Steps are in rows of the database, tags under messages in people's chats: add, never rename.
STEPS = {
    "log": (
        "customer",
        "what",
        "outcome",
        "next",
        "when",
        "opportunity",
    ),
    "customer": (
        "name",
        "contact",
        "phone",
        "city",
        "industry",
        "grade",
        "same",
    ),
    "edit_customer": (
        "field",
        "value",
        "contact",
        "contact_value",
        "person",
        "tags",
        "pin",
        "day",
        "custom",
        "custom_value",
    ),
    "contact_cards": (
        "card",
        "cards",
    ),
    "merge": (
        "other",
        "fields",
    ),
    "fields": (
        "team",
        "name",
        "kind",
        "choices",
        "rename",
        "other_choices",
    ),
    "reminder": (
        "what",
        "when",
        "about",
    ),
    "change_reminder": (
        "when",
        "text",
        "about",
    ),
    "opportunity": (
        "customer",
        "title",
        "amount",
        "close",
        "stage",
    ),
    "change_opportunity": ("title", "amount", "close", "reason", "final", "day", "text"),
    "next_step": (
        "next",
        "when",
    ),
    "first_day": (
        "language",
        "zone",
        "team",
        "country",
        "currency",
    ),
    "away": ("days",),
    "settings": (
        "language",
        "quiet",
        "time",
        "nudge",
        "rest",
        "evening",
    ),
    "keep_list": ("name",),
    "zone": (
        "zone",
        "moves",
    ),
    "import": ("kind", "columns", "column"),
    "rules": ("value",),
    "team_settings": (
        "name",
        "country",
        "currency",
    ),
    "invite": (
        "role",
        "team",
        "new_team",
    ),
    "leaving": ("heir",),
    "correction": (
        "customer",
        "time",
        "day",
        "amount",
    ),
    "line": (
        "customer",
        "newcomer",
        "when",
        "deal",
        "about",
        "heard",
    ),
    "plan": (
        "whom",
        "when",
    ),
    "plan_change": (
        "when",
        "why",
    ),
    "visit": ("what",),
    "put_off": ("reason",),
    "price_list": ("file",),
    "rates": ("sheet",),
    "item": ("what", "price"),
    "check_in": (
        "where",
        "what",
    ),
    "report": ("text",),
    "comment": ("text",),
    "needs": ("needs",),
}
TAGS = {
    "c": "OpenCustomer",
    "ca": "CreateAnyway",
    "cb": "Back",
    "cd": "Discard",
    "cda": "AddDay",
    "cdx": "RemoveDay",
    "ce": "EditCustomer",
    "cf": "EditField",
    "cg": "SetGrade",
    "cga": "AddTag",
    "cgr": "RemoveTag",
    "cgt": "EditTags",
    "ck": "OpenKnown",
    "cl": "ClearField",
    "cmp": "EditPin",
    "cmx": "RemovePin",
    "cn": "NewNamed",
    "cp": "EditContact",
    "cpn": "ShowPin",
    "cq": "EditContactField",
    "cr": "Resume",
    "cs": "Skip",
    "ct": "AddContact",
    "ctl": "TurnTimeline",
    "cu": "EditCustom",
    "cuc": "SetChoice",
    "cuf": "FillField",
    "cuy": "SetYesNo",
    "cv": "SaveNow",
    "cvc": "ShareContacts",
    "cw": "AddContactTo",
    "cx": "Cancel",
    "cz": "RemoveContact",
    "ex": "ExportAs",
    "exd": "ExportPairs",
    "exf": "ExportListAs",
    "exg": "ExportPool",
    "exl": "ExportList",
    "exp": "ExportPairsAs",
    "fa": "ChangeAmount",
    "fb": "HappenedOn",
    "fc": "ChangeCustomer",
    "fd": "OtherCustomer",
    "fe": "OtherDay",
    "ff": "SendFile",
    "fg": "OutcomeIs",
    "fh": "ShowFiles",
    "fhd": "ShowFilesOf",
    "fk": "ChangeKind",
    "fl": "ListFields",
    "fla": "AddField",
    "flc": "ChangeChoices",
    "flg": "GiveToAll",
    "flk": "SetKind",
    "fln": "RenameField",
    "flo": "OpenField",
    "flp": "TurnFields",
    "flt": "SetTeam",
    "flx": "RetireField",
    "fm": "MoveFiles",
    "fo": "ChangeOutcome",
    "fp": "ChangeDay",
    "fs": "KindIs",
    "ft": "ChangeTime",
    "fx": "RemoveFile",
    "fz": "NoAmount",
    "ga": "ListAssignments",
    "gb": "ToPool",
    "gc": "Claim",
    "gl": "ListPool",
    "gm": "AssignTo",
    "gp": "PoolPart",
    "gw": "AssignOne",
    "gy": "AssignShown",
    "ha": "AskFor",
    "hn": "KeepIt",
    "hu": "UndoOne",
    "hw": "WholeReceipt",
    "hy": "GiveIt",
    "im": "OpenColumns",
    "imc": "ChangeColumn",
    "imd": "TryIt",
    "imf": "TakeFor",
    "imi": "ImportIt",
    "imk": "TakeSheetAs",
    "imo": "OwnThem",
    "imr": "RefusedRows",
    "jka": "AcceptTask",
    "jkd": "DeclineTask",
    "jkf": "FinishTask",
    "jko": "OpenTask",
    "jm": "FiguresOf",
    "k": "OpenTicket",
    "kcd": "TurnDays",
    "kd": "CloseTicket",
    "kld": "DropList",
    "kln": "NameList",
    "klp": "TurnList",
    "kn": "ShowNicknames",
    "ko": "ReopenTicket",
    "kx": "Forget",
    "l": "LogFor",
    "la": "LogAnswer",
    "ld": "SetDay",
    "lk": "SetKind",
    "ln": "CreateTyped",
    "lo": "SetOutcome",
    "lp": "PickCustomer",
    "lz": "NoOpportunity",
    "mga": "TellApart",
    "mgc": "MergeInto",
    "mgf": "PickField",
    "mgl": "ListPairs",
    "mgo": "PickOther",
    "mgp": "MergePair",
    "mgs": "Swap",
    "mgy": "MergeNow",
    "nc": "NewCustomer",
    "no": "NewOpportunity",
    "nr": "NewReminder",
    "o": "OpportunityFor",
    "ob": "BackToCard",
    "oc": "SetCurrency",
    "od": "SetClose",
    "oe": "EditOpportunity",
    "og": "AskStage",
    "oh": "PeopleOf",
    "ohp": "AskPart",
    "ohs": "SetPart",
    "oi": "LinesOf",
    "oia": "AddLine",
    "oix": "DropLine",
    "oja": "AssignIt",
    "ojn": "DeclineOffer",
    "ojy": "AcceptOffer",
    "ol": "LostBecause",
    "om": "MoveTo",
    "oo": "OpenOpportunity",
    "op": "Grade",
    "oq": "ScoreIt",
    "or": "LostFor",
    "os": "SetStage",
    "ou": "StopFollowUps",
    "ov": "SaveNow",
    "ow": "OpenStalled",
    "owi": "OnIt",
    "owp": "PutOff",
    "owr": "Because",
    "ox": "ClearIt",
    "oz": "MoreOf",
    "pc": "DrawPipeline",
    "pf": "FollowUpOn",
    "pl": "ListDeals",
    "pm": "ChooseMember",
    "ps": "ShowPipeline",
    "px": "ExportDeals",
    "r": "RemindFor",
    "ra": "AssignTo",
    "rba": "AnswerBy",
    "rcg": "Greet",
    "rch": "GreetAll",
    "rd": "Done",
    "rf": "NextOn",
    "rgv": "GiveTo",
    "rl": "ListReminders",
    "rlp": "ShowProof",
    "rm": "Reschedule",
    "rn": "SnoozeFor",
    "ro": "ShowReminder",
    "rs": "Snooze",
    "rt": "RewordIt",
    "ru": "OpenRules",
    "ruc": "ChangeValue",
    "rud": "BackToDefault",
    "ruo": "OpenRule",
    "ruy": "SayYesNo",
    "rwa": "UntilAnswer",
    "rwb": "Return",
    "rwd": "GoAway",
    "rws": "StandIn",
    "rx": "GiveUp",
    "tc": "MeantCustomer",
    "td": "MeantDay",
    "th": "HeardRight",
    "ti": "Invite",
    "til": "OpenInvitations",
    "tin": "InviteToNew",
    "tir": "InviteAs",
    "tit": "InviteTo",
    "tix": "Revoke",
    "tk": "KeepVoice",
    "tl": "SetLanguage",
    "tm": "OpenTeam",
    "tmc": "ChangeTeam",
    "tmk": "SetCountry",
    "tmm": "SetCurrency",
    "tmn": "KeepName",
    "tms": "ShareCustomers",
    "tn": "CreateIt",
    "to": "MeantDeal",
    "tp": "OpenRoster",
    "tpb": "BringBack",
    "tpd": "Deactivate",
    "tpg": "LetGo",
    "tph": "HandTo",
    "tpm": "OpenMember",
    "tpr": "AskRole",
    "tps": "GiveRole",
    "tq": "SetQuiet",
    "ts": "OpenSettings",
    "tsc": "ChangeSetting",
    "tt": "SetTime",
    "tte": "SetEvening",
    "ttn": "SetNudge",
    "ttr": "SetRest",
    "tu": "NoDay",
    "tw": "NoCustomer",
    "tz": "SetZone",
    "tzc": "ChangeZone",
    "tzl": "ListZones",
    "tzm": "SetMoves",
    "tzp": "SharePlace",
    "u": "Undo",
    "vca": "EnterCard",
    "vco": "OneCard",
    "vct": "AddTo",
    "vcx": "EnterAll",
    "vf": "NeedsFor",
    "vh": "HereIs",
    "vn": "NothingToAdd",
    "vo": "Went",
    "vr": "RemoveNeed",
    "vt": "TellOf",
    "wc": "CommentOn",
    "wd": "ShowDigests",
    "we": "EditReport",
    "wr": "CommentOnReport",
    "ws": "SendReport",
    "wt": "SwitchDigest",
    "yd": "DropPlan",
    "yf": "PlanFor",
    "yk": "PinDay",
    "yl": "ListPlans",
    "ym": "MovePlan",
    "yn": "NewPlans",
    "yp": "OpenPlan",
    "yt": "PlanOn",
    "yu": "DayInFull",
    "yv": "PlanVisited",
    "yw": "DropFor",
    "yy": "ShowDay",
}
by_conversation = pytest.mark.parametrize(
    "conversation", conversations(), ids=[one.name for one in conversations()]
)


def test_names_and_steps_are_those_that_are_stored() -> None:
    steps = {one.name: tuple(str(step) for step in one.steps) for one in conversations()}

    assert steps == STEPS


def test_tags_are_those_that_stand_under_messages() -> None:
    load_all()

    tags = {tag: cls.__name__ for tag, cls in all_tags().items() if not is_of_a_test(cls)}

    assert tags == TAGS


@by_conversation
def test_every_callback_says_where_it_leads(conversation: Conversation[Any]) -> None:
    triggers = [
        *conversation.entries,
        *(one for all_ in conversation.answers.values() for one in all_),
    ]

    silent = [one.answer.__name__ for one in triggers if not leads_to(one.answer)]

    assert silent == []


@by_conversation
def test_every_step_is_reached(conversation: Conversation[Any]) -> None:
    flow = flow_of(conversation)
    entries = [step for one in conversation.entries for step in leads_to(one.answer)]
    reached = set(entries or [next(iter(conversation.steps))])  # what begins a first day is a code

    while more := {after for step in reached if step in flow for after in flow[step]} - reached:
        reached |= more

    assert reached - {END} == set(conversation.steps)


@by_conversation
def test_every_step_can_end(conversation: Conversation[Any]) -> None:
    flow = flow_of(conversation)
    ending: set[StrEnum] = {END}

    while more := {step for step, after in flow.items() if after & ending} - ending:
        ending |= more

    assert set(conversation.steps) <= ending


def flow_of(conversation: Conversation[Any]) -> dict[StrEnum, set[StrEnum]]:
    flow: dict[StrEnum, set[StrEnum]] = {}
    for step, ask in conversation.asks.items():
        after = {next_ for one in conversation.answers[step] for next_ in leads_to(one.answer)}
        after |= {ask.skip_to} if ask.skip_to else set()
        after |= set(leads_to(ask.skip_by)) if ask.skip_by else set()
        flow[step] = after
    return flow


def leads_to(callback: Callable[..., Any]) -> list[StrEnum]:
    """Return the steps that a callback's return type names."""
    return steps_in(typing.get_type_hints(callback).get("return"))


def steps_in(hint: Any) -> list[StrEnum]:
    if isinstance(hint, StrEnum):
        return [hint]
    return [step for part in typing.get_args(hint) for step in steps_in(part)]


def is_of_a_test(cls: type) -> bool:
    return cls.__module__.startswith("tests.")
