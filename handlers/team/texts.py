"""What a newcomer reads: the stranger's one line, the first questions, the welcome."""

from markupsafe import Markup

from crm.countries import country_name, currency_name
from crm.members import Joined
from crm.settings import Settings
from crm.strangers import STRANGER
from handlers.kit.commands import N_, keyboard
from handlers.kit.say import LANGUAGES, Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.kit.words import ROLES
from handlers.team.buttons import KeepName, SetCountry, SetCurrency, SetLanguage
from handlers.team.where import zone_now
from storage.tables import Member, Role, Team

PRIVATE = N_("This is a private bot. Ask your team for an invitation.")


def neutral(say: Say) -> Screen:
    """The one line for strangers: no name, no data, whatever they send."""
    return Screen(say(PRIVATE), about=STRANGER)


def neutral_toast(say: Say) -> Screen:
    """The same line for a stranger's tap."""
    return Screen(toast=say.plain(PRIVATE))


def joined(done: Joined, say: Say) -> Screen:
    """Greet a new member, who can work from here on."""
    role = say.plain(ROLES[done.member.role])
    return Screen(
        lines(
            say("<b>Welcome, {name}!</b>", name=done.member.name),
            say("You have joined {team} as {role}.", team=done.team.name, role=role)
            if not done.is_first
            else say("You are the first here, and the administrator."),
            say("A few quick questions; you can skip any of them."),
        ),
        keyboard=keyboard(say),
    )


def ask_language(current: str, say: Say) -> Screen:
    """Ask for the language, the present one marked."""
    return Screen(say("<b>Which language shall I speak?</b>"), grid(language_keys(current), 2))


def language_keys(current: str) -> list[Key]:
    """Return a key for each language under its own name, the present one first."""
    others = (language for language in LANGUAGES if language != current)
    present = Tap(f"✓ {LANGUAGES[current]}", SetLanguage(current))
    return [present, *(Tap(LANGUAGES[other], SetLanguage(other)) for other in others)]


def ask_team_name(team: Team, say: Say) -> Screen:
    """Ask the first administrator what the team is called."""
    keep = Tap(f"✓ {clip(team.name, 40)}", KeepName())
    return Screen(
        lines(say("<b>What is your team called?</b>"), say("Type the name, or keep this one.")),
        ((keep,),),
    )


def ask_country(country: str, say: Say) -> Screen:
    """Ask where the team is."""
    name = country_name(country, say.language)
    return Screen(
        lines(
            say("<b>In which country does the team work?</b>"),
            say("Phone numbers without a prefix are read as numbers there. Or type another."),
        ),
        ((Tap(f"✓ {name}", SetCountry(country)),),),
    )


def ask_currency(currency: str, others: tuple[str, ...], say: Say) -> Screen:
    """Ask in which currency the team calculates."""
    keys = [
        Tap(f"✓ {currency}" if code == currency else code, SetCurrency(code))
        for code in dict.fromkeys((currency, *others))
    ]
    return Screen(
        lines(
            say("<b>Which currency?</b>"),
            say(
                "An amount without one is in {currency}. Or type another.",
                currency=currency_name(currency, say.language),
            ),
        ),
        grid(keys, 4),
    )


def not_known(words: str, say: Say) -> Markup:
    """Say that words were not understood."""
    return say("I do not know “{words}”.", words=clip(words, 40))


def ready(settings: Settings, say: Say, *, is_first: bool) -> tuple[Screen, Screen]:
    """Read back what was settled, and say how to begin."""
    team = settings.team
    facts = [
        Markup("🌐 {}").format(LANGUAGES[settings.member.language]),
        Markup("🕒 {}").format(zone_now(settings.member.zone, say)),
    ]
    if is_first:
        country = country_name(team.country, say.language)
        facts.append(Markup("👥 {} · {} · {}").format(team.name, country, team.currency))
    return (
        Screen(lines(say("✅ <b>You are set.</b> /settings changes it any time."), *facts)),
        Screen(
            lines(
                say("Type a customer's name or number to see the card."),
                say("Tap 📝 Log after a visit or call; I remind you of the next step."),
                say("/invite brings your colleagues in.") if _leads(settings.member) else None,
                say("/help shows everything."),
            ),
            keyboard=keyboard(say),
        ),
    )


def _leads(member: Member) -> bool:
    return member.role is not Role.REP
