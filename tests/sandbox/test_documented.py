"""docs/sandbox.md names everything that there is."""

import re
from pathlib import Path

from sandbox.faults import Trouble
from sandbox.methods.registry import METHODS, SLOW_METHODS
from sandbox.people import Person
from sandbox.phone import Phone

PAGE = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text()
PROFILE_WORDS = ("commands", "name", "description", "shortdescription")
NAMED = set(re.findall(r"\w+", PAGE))


def public(kind: type) -> set[str]:
    return {name for name in vars(kind) if not name.startswith("_")}


def test_every_method_is_named() -> None:
    profile = {f"{verb}my{kind}" for verb in ("set", "get") for kind in PROFILE_WORDS}
    other = {"deletemycommands", "setchatmenubutton", "getchatmenubutton"}

    missing = {*METHODS, *SLOW_METHODS} - {name.lower() for name in NAMED} - profile - other

    assert missing == set()
    assert "set/get for commands, name,\ndescription, short description and menu button" in PAGE


def test_every_act_and_view_is_named() -> None:
    assert public(Person) - NAMED == set()
    assert public(Phone) - NAMED - {"id", "read", "until"} == set()


def test_every_kind_of_trouble_is_named() -> None:
    assert {str(trouble) for trouble in Trouble} - NAMED == set()
