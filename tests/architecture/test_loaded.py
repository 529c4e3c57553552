"""What only some messages need is not loaded by the process that serves: memory at rest stays small."""

import subprocess
import sys

import pytest

from handlers.registry import FEATURES

HEAVY = set(
    "alembic calamine cnlunar dateparser holidays matplotlib numpy opencc PIL psycopg pydantic pypinyin"
    " rapidfuzz rich sandbox sqlalchemy.dialects.postgresql starlette typer uvicorn xlsxwriter".split()
)
LATE_ONES = {  # every feature, and what reads a line
    *(f"handlers.{feature.partition(':')[0]}" for feature in FEATURES),
    *"babel.messages crm.customer_card crm.tasks crm.understanding.line crm.understanding.vocabulary.money".split(),
}
SAY = "import sys, bot.__main__; print(*(name for name, module in sys.modules.items() if module))"


@pytest.mark.parametrize("spoilt", ["", "xlsxwriter"])
def test_the_bot_starts_without_what_only_some_messages_need(spoilt: str) -> None:
    spoil = f"import {spoilt};" if spoilt else ""

    done = subprocess.run(
        [sys.executable, "-c", spoil + SAY], check=True, capture_output=True, text=True, timeout=60
    )

    loaded = set(done.stdout.split())
    assert "bot.app" in loaded
    assert loaded & HEAVY == ({spoilt} if spoilt else set())
    assert loaded & LATE_ONES == set()
