"""The buttons of the team: joining, settings, invitations, the roster."""

from enum import StrEnum

from crm.settings import Moves
from handlers.kit.buttons import button
from storage.tables import Role


class Setting(StrEnum):
    """What a member changes for himself."""

    LANGUAGE = "l"
    QUIET = "q"
    TIME = "t"
    NUDGE = "n"
    REST = "r"
    EVENING = "e"


class TeamSetting(StrEnum):
    """What an administrator changes for a team."""

    NAME = "n"
    COUNTRY = "c"
    CURRENCY = "m"


@button("tl")
class SetLanguage:
    """Speak this language."""

    language: str


@button("tz")
class SetZone:
    """Live by this zone's clock."""

    zone: str


@button("tzc")
class ChangeZone:
    """Move to another zone."""


@button("tzl")
class ListZones:
    """Show the zones that most members live in."""


@button("tzp")
class SharePlace:
    """Find the zone by where the phone is."""


@button("tzm")
class SetMoves:
    """What stays of planned reminders: their clock time, or their moment."""

    moves: Moves


@button("tq")
class SetQuiet:
    """Be quiet between these minutes of the day; the same twice is never."""

    begin: int
    end: int


@button("tt")
class SetTime:
    """Ring reminders without a time at this minute of the day."""

    minute: int


@button("tte")
class SetEvening:
    """Wrap the day up at this minute of the day."""

    minute: int


@button("ttn")
class SetNudge:
    """Tell once more of what is unanswered for so many minutes; 0 is never."""

    minutes: int


@button("ttr")
class SetRest:
    """Rest on these days of the week, as ISO digits; 0 is never."""

    days: int


@button("ts")
class OpenSettings:
    """Show the settings."""


@button("tsc")
class ChangeSetting:
    """Change one of the settings."""

    setting: Setting


@button("tm")
class OpenTeam:
    """Show a team's settings."""

    team_id: int


@button("tmc")
class ChangeTeam:
    """Change one of a team's settings."""

    team_id: int
    setting: TeamSetting


@button("tms")
class ShareCustomers:
    """Let reps see each other's customers (1) or their own alone (0)."""

    team_id: int
    shared: int


@button("tmn")
class KeepName:
    """The team's name is right as it is."""


@button("tmk")
class SetCountry:
    """The team is in this country."""

    country: str


@button("tmm")
class SetCurrency:
    """The team calculates in this currency."""

    currency: str


@button("ti")
class Invite:
    """Begin to invite somebody."""


@button("tir")
class InviteAs:
    """Invite to this role."""

    role: Role


@button("tit")
class InviteTo:
    """Invite to this team."""

    team_id: int


@button("tin")
class InviteToNew:
    """Invite to a team that is made now."""


@button("til")
class OpenInvitations:
    """Show the invitations that can still be used."""


@button("tix")
class Revoke:
    """Make an invitation worthless."""

    invitation_id: int


@button("tp")
class OpenRoster:
    """Show a page of the roster: those who are there (0) or those who have left (1)."""

    page: int
    former: int


@button("tpm")
class OpenMember:
    """Show a colleague."""

    member_id: int


@button("tpd")
class Deactivate:
    """Ask to whom a colleague's work goes when he leaves."""

    member_id: int


@button("tph")
class HandTo:
    """This colleague takes it over."""

    heir_id: int


@button("tpg")
class LetGo:
    """Nobody takes anything over, for there is nothing."""


@button("tpr")
class AskRole:
    """Ask for a colleague's new role."""

    member_id: int


@button("tps")
class GiveRole:
    """Give a colleague this role."""

    member_id: int
    role: Role


@button("tpb")
class BringBack:
    """Let a colleague who has left in again."""

    member_id: int
