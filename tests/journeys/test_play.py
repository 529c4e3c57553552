"""The day that `fieldbook demo --play` shows, over HTTP, with the sample customers."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.play import play

RINGS = {"zh": "⏰ 发试用合同", "en": "⏰ send the trial contract"}


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_rep_s_day_can_be_played(tmp_path: Path, language: str) -> None:
    seen = StringIO()

    await play(language, tmp_path, Console(file=seen, width=80))

    assert RINGS[language] in seen.getvalue()
    assert {"zh": "已撤销", "en": "Undone"}[language] in seen.getvalue()
