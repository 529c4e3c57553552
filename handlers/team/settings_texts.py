"""What a member reads about his settings, and an administrator about a team's."""

from collections.abc import Sequence
from datetime import time

from markupsafe import Markup

from crm.countries import country_name
from crm.hours import minutes_of
from crm.instants import is_quiet
from crm.settings import Moves, Settings, same_clock
from crm.zones import city_of
from handlers.kit.commands import keyboard
from handlers.kit.links import Undo
from handlers.kit.say import LANGUAGES, Say
from handlers.kit.screen import Key, Rows, Screen, Tap, clip, grid, lines
from handlers.reports.texts import digests_key
from handlers.team.buttons import (
    ChangeSetting,
    ChangeTeam,
    ChangeZone,
    OpenSettings,
    OpenTeam,
    SetEvening,
    SetMoves,
    SetNudge,
    SetQuiet,
    SetRest,
    SetTime,
    Setting,
    ShareCustomers,
    TeamSetting,
)
from handlers.team.where import zone_now
from storage.tables import Member, Reminder, Team

QUIET = (("21:00", "08:00"), ("22:00", "07:00"), ("20:00", "09:00"), ("19:00", "08:30"))
EVENINGS = ("17:00", "17:30", "18:00", "18:30", "19:00", "20:00")
TIMES = ("08:00", "08:30", "09:00", "09:30", "10:00", "14:00")
NUDGES = (30, 60, 120, 180, 240, 480)  # minutes
TEAMS_SHOWN = 6


def menu(settings: Settings, say: Say) -> Screen:
    """Show what is set, with a key to change each."""
    member = settings.member
    return Screen(
        lines(
            say("⚙️ <b>Your settings</b>"),
            say("🌐 Language: {name}", name=LANGUAGES[member.language]),
            say("🕒 Time zone: {zone}", zone=zone_now(member.zone, say)),
            say("🌙 Quiet hours: {hours}", hours=span(member.quiet_from, member.quiet_until, say)),
            say(
                "⏰ A reminder without a time rings at {time}",
                time=f"{member.reminder_time:%H:%M}",
            ),
            say("🌆 Your day is wrapped up at {time}", time=f"{member.evening_time:%H:%M}"),
            _asleep(member, say),
            say("🔔 Unanswered, told once more after: {length}", length=_nudge(member, say)),
            say("🛌 Rest days: {days}", days=_rest_days(member, say)),
            *(_team_line(team, say) for team in settings.teams[:TEAMS_SHOWN]),
        ),
        (
            (
                _change(say.plain("🌐 Language"), Setting.LANGUAGE),
                Tap(say.plain("🕒 Time zone"), ChangeZone()),
            ),
            (
                _change(say.plain("🌙 Quiet hours"), Setting.QUIET),
                _change(say.plain("⏰ Reminder time"), Setting.TIME),
            ),
            (
                _change(say.plain("🔔 Once more"), Setting.NUDGE),
                _change(say.plain("🛌 Rest days"), Setting.REST),
            ),
            (_change(say.plain("🌆 Evening"), Setting.EVENING), digests_key(say)),
            *(
                (Tap(f"👥 {clip(team.name, 40)}", OpenTeam(team.id)),)
                for team in settings.teams[:TEAMS_SHOWN]
            ),
            *_undo(settings, say),
        ),
    )


def spoken(settings: Settings, say: Say) -> tuple[Screen, Screen]:
    """Show the settings in the language just chosen, and change the keyboard with it."""
    name = LANGUAGES[settings.member.language]
    told = say("🌐 From now on we speak {language}.", language=name)
    return (menu(settings, say), Screen(told, keyboard=keyboard(say)))


def moved(settings: Settings, say: Say, *, was_placed: bool) -> tuple[Screen, ...]:
    """Show the settings after a change of zone; the usual keyboard comes back where a place was shared."""
    told = [menu(settings, say)]
    if was_placed or settings.moved:
        here = say("🕒 You are in {zone} now.", zone=zone_now(settings.member.zone, say))
        text = lines(here, _moved_line(settings, say) if settings.moved else None)
        told.append(Screen(text, keyboard=keyboard(say)))
    return tuple(told)


def ask_moves(reminders: Sequence[Reminder], zone: str, say: Say) -> Screen:
    """Ask what stays of planned reminders; the next one shows the difference."""
    city, there = city_of(zone, say.language), Say(say.language, zone, say.now)
    keep_clock = Tap(say.plain("🕘 Same clock time"), SetMoves(Moves.CLOCK))
    keep_instant = Tap(say.plain("⏱ Same moment"), SetMoves(Moves.INSTANT))
    example = None
    if reminders:
        first = reminders[0]
        example = lines(
            Markup("<i>{}</i>").format(clip(first.text, 60) or say.plain("follow up")),
            say("🕘 {when}", when=there.moment(same_clock(first.due_at, first.zone, zone))),
            say("⏱ {when}", when=there.moment(first.due_at)),
        )
    return Screen(
        lines(
            say.count(
                "You have {n} planned reminder. When shall it ring in {city}?",
                "You have {n} planned reminders. When shall they ring in {city}?",
                len(reminders),
                city=city,
            ),
            example,
        ),
        ((keep_clock, keep_instant),),
    )


def ask_quiet(settings: Settings, say: Say) -> Screen:
    """Ask for the quiet hours."""
    member = settings.member
    keys: list[Key] = [
        Tap(f"{begin}–{end}", SetQuiet(_minutes(begin), _minutes(end))) for begin, end in QUIET
    ]
    return Screen(
        lines(
            say("🌙 <b>When shall I be quiet?</b>"),
            say("Now: {hours}", hours=span(member.quiet_from, member.quiet_until, say)),
            say("Tap, or type the hours: 22-7. A reminder with a set time rings all the same."),
        ),
        (*grid(keys, 2), (Tap(say.plain("Never quiet"), SetQuiet(0, 0)),)),
    )


def ask_time(settings: Settings, say: Say) -> Screen:
    """Ask when reminders without a time ring."""
    question = say("⏰ <b>When shall a reminder without a time ring?</b>")
    return _ask_hour(question, settings.member.reminder_time, TIMES, SetTime, say)


def ask_evening(settings: Settings, say: Say) -> Screen:
    """Ask when the day is wrapped up."""
    question = say("🌆 <b>When shall I wrap your day up, with a draft of the report?</b>")
    return _ask_hour(question, settings.member.evening_time, EVENINGS, SetEvening, say)


def ask_nudge(settings: Settings, say: Say) -> Screen:
    """Ask after how long an unanswered reminder is told once more."""
    now = settings.member.nudge_minutes
    keys = [
        Tap(f"✓ {label}" if minutes == now else label, SetNudge(minutes))
        for minutes in NUDGES
        for label in [_length(minutes, say)]
    ]
    return Screen(
        lines(
            say("🔔 <b>After how long shall I tell you once more of what you did not answer?</b>"),
            say("There is never a third time: it stays on /today. Tap, or type: 90 min."),
        ),
        (*grid(keys, 3), (Tap(say.plain("Never"), SetNudge(0)),)),
    )


def ask_rest(settings: Settings, say: Say) -> Screen:
    """Ask for the days of rest."""
    keys: list[Key] = [
        Tap(_days("67", say), SetRest(67)),
        Tap(_days("7", say), SetRest(7)),
        Tap(say.plain("None"), SetRest(0)),
    ]
    return Screen(
        lines(
            say("🛌 <b>On which days do you rest?</b>"),
            say("Now: {value}", value=_rest_days(settings.member, say)),
            say(
                "Reminders without a time wait for the next day that you work; with them public "
                "holidays do too. Tap, or type the days."
            ),
        ),
        grid(keys, 3),
    )


def team(settings: Settings, team_id: int, say: Say) -> Screen:
    """Show a team's settings."""
    shown = next(one for one in settings.teams if one.id == team_id)
    shared = shown.shares_customers
    share = say.plain("🔒 Own customers only") if shared else say.plain("🤝 Share customers")
    return Screen(
        lines(
            Markup("👥 <b>{}</b>").format(shown.name),
            say("🌍 Country: {name}", name=country_name(shown.country, say.language)),
            say("💰 Currency: {code}", code=shown.currency),
            say("🤝 Reps see all customers of the team.")
            if shared
            else say("🔒 Reps see their own customers and those without an owner."),
        ),
        (
            (_change_team(say.plain("✏️ Name"), team_id, TeamSetting.NAME),),
            (
                _change_team(say.plain("🌍 Country"), team_id, TeamSetting.COUNTRY),
                _change_team(say.plain("💰 Currency"), team_id, TeamSetting.CURRENCY),
            ),
            (Tap(share, ShareCustomers(team_id, int(not shared))),),
            *_undo(settings, say),
            (Tap(say.plain("‹ Settings"), OpenSettings()),),
        ),
    )


def ask_name(shown: Team, say: Say) -> Screen:
    """Ask for a team's new name."""
    return Screen(say("Type the new name of <b>{team}</b>.", team=shown.name))


def span(begin: time, end: time, say: Say) -> str:
    """Return the hours of a span, or that there are none."""
    return say.plain("none") if begin == end else f"{begin:%H:%M}–{end:%H:%M}"


def _asleep(member: Member, say: Say) -> Markup | None:
    """Say that nothing comes in the evening where its hour is one of the quiet ones."""
    if is_quiet(member.evening_time, member.quiet_from, member.quiet_until):
        return say("<i>That is within your quiet hours: it does not come. /report shows it.</i>")
    return None


def _nudge(member: Member, say: Say) -> str:
    minutes = member.nudge_minutes
    return _length(minutes, say) if minutes else say.plain("never")


def _length(minutes: int, say: Say) -> str:
    if minutes % 60:
        return say.plain("{n} min", n=minutes)
    return say.plain("{n} h", n=minutes // 60)


def _rest_days(member: Member, say: Say) -> str:
    return _days(member.rest_days, say) if member.rest_days else say.plain("none")


def _days(digits: str, say: Say) -> str:
    return ", ".join(say.weekday(int(digit)) for digit in digits)


def _team_line(shown: Team, say: Say) -> Markup:
    country = country_name(shown.country, say.language)
    return Markup("👥 {} · {} · {}").format(shown.name, country, shown.currency)


def _moved_line(settings: Settings, say: Say) -> Markup:
    return say.count(
        "{n} reminder was moved to the same clock time here.",
        "{n} reminders were moved to the same clock time here.",
        settings.moved,
    )


def _change(label: str, setting: Setting) -> Tap:
    return Tap(label, ChangeSetting(setting))


def _change_team(label: str, team_id: int, setting: TeamSetting) -> Tap:
    return Tap(label, ChangeTeam(team_id, setting))


def _ask_hour(
    question: Markup,
    set_to: time,
    offered: Sequence[str],
    chosen: type[SetTime] | type[SetEvening],
    say: Say,
) -> Screen:
    """Ask for a time of the day: one that is offered, or another that is typed."""
    now = f"{set_to:%H:%M}"
    keys = [Tap(f"✓ {at}" if at == now else at, chosen(_minutes(at))) for at in offered]
    return Screen(
        lines(question, say("Now: {time}", time=now), say("Tap, or type a time: 8:15.")),
        grid(keys, 3),
    )


def _undo(settings: Settings, say: Say) -> Rows:
    return ((Tap(say.plain("↩ Undo"), Undo(settings.undo)),),) if settings.undo else ()


def _minutes(text: str) -> int:
    return minutes_of(time.fromisoformat(text))
