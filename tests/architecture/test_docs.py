"""What the documentation points to is there; what the program says is documented."""

import re
from dataclasses import fields
from pathlib import Path

from bot.settings import Settings
from handlers.kit.commands import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r'\]\((?!https?://|#)([^)#\s]+)|src="([^"]+)"')


def test_every_link_leads_somewhere() -> None:
    links = [
        (page.name, link)
        for page in PAGES
        for found in LINK.findall(page.read_text(encoding="utf-8"))
        if (link := found[0] or found[1]) and not (page.parent / link).exists()
    ]

    assert links == []


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")

    assert [page.name for page in folder.glob("0*.md") if page.name not in index] == []


def test_every_setting_is_documented() -> None:
    names = [setting.name for setting in fields(Settings)]
    operating = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")

    assert names
    assert [name for name in names if f"FIELDBOOK_{name.upper()}" not in operating] == []


def test_every_command_says_what_it_does() -> None:
    assert [one.name for one in COMMANDS if not one.does] == []
