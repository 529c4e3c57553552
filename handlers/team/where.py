"""The question in which time zone somebody lives: one tap on the guess, a city typed, a place shared, a list."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from telegram import Location

from crm.places import Place, Places, place_at, place_named
from crm.zones import COMMON, city_of
from handlers.kit.commands import keyboard
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.kit.talk import Draft
from handlers.team.buttons import ListZones, SetZone, SharePlace


@dataclass
class ZoneDraft(Draft):
    """Where somebody says he is: the zone that is guessed, and what his words or his place left open."""

    zone: str = ""
    typed: str = ""
    offered: list[list[str]] = field(default_factory=list)
    is_listed: bool = False
    was_placed: bool = False


def ask_zone(draft: ZoneDraft, say: Say) -> Screen:
    """Ask for the zone, or which one was meant; every answer shows the clock by which to check it."""
    if draft.offered:
        places = [Place(name, zone) for name, zone in draft.offered]
        return Screen(say("Which clock is yours?"), (*grid(_keys(places, say), 1), _ways(say)))
    if draft.typed or draft.is_listed:
        places = [Place(city_of(zone, say.language), zone) for zone in COMMON]
        unknown = None
        if draft.typed:
            name = clip(draft.typed, 40)
            unknown = say("I do not know “{name}”. Try a large city in the same zone.", name=name)
        return Screen(
            lines(unknown, say("Whose clock shows your time?")), grid(_keys(places, say), 2)
        )
    guess = Place(city_of(draft.zone, say.language), draft.zone)
    return Screen(
        lines(
            say("<b>Which is your time zone?</b>"),
            say("Tap it if the clock is right, or type your city: Shenzhen, Chicago, 台北…"),
        ),
        ((Tap(f"✓ {_with_clock(guess, say)}", SetZone(guess.zone)),), _ways(say)),
    )


def ask_place(say: Say) -> Screen:
    """Lay out a key that shares the phone's place."""
    key = {"text": say.plain("📍 Share where I am"), "request_location": True}
    return Screen(
        lines(
            say("Tap 📍 below to share where you are."),
            say("I look up the time zone and do not keep the place."),
        ),
        keyboard=((key,), *keyboard(say)),
    )


def understand_words(draft: ZoneDraft, words: str, say: Say) -> str | None:
    """Return the zone that words name for certain; else note in the draft what there is to choose."""
    draft.typed = words
    return _certain(draft, place_named(words, say.language, say.now))


def understand_place(draft: ZoneDraft, place: Location, say: Say) -> str | None:
    """Return the zone in which a shared place certainly lies; else note what there is to choose."""
    draft.typed, draft.was_placed = "", True
    return _certain(draft, place_at(place.latitude, place.longitude, say.language, say.now))


def zone_now(zone: str, say: Say) -> str:
    """Return a zone's city and what its clock shows: Shanghai · 09:30."""
    return _with_clock(Place(city_of(zone, say.language), zone), say)


def _certain(draft: ZoneDraft, places: Places) -> str | None:
    draft.offered = [[place.name, place.zone] for place in places.offered]
    draft.is_listed = False
    return places.certain.zone if places.certain else None


def _keys(places: Sequence[Place], say: Say) -> list[Key]:
    return [Tap(_with_clock(place, say), SetZone(place.zone)) for place in places]


def _with_clock(place: Place, say: Say) -> str:
    return f"{place.name} · {Say(say.language, place.zone, say.now).clock(say.now)}"


def _ways(say: Say) -> tuple[Key, ...]:
    return (
        Tap(say.plain("📍 Where I am"), SharePlace()),
        Tap(say.plain("🌍 List"), ListZones()),
    )
