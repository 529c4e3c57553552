"""Fixtures of every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.logs import set_up_logs
from tests.kit.world import World, a_world

set_up_logs("critical")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """An empty world at 09:30 on a Tuesday in Shanghai."""
    async with a_world(tmp_path) as opened:
        yield opened
