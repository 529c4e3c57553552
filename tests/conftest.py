"""Fixtures of every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kit.world import World, a_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """An empty world at 09:30 on a Tuesday in Shanghai."""
    async with a_world(tmp_path) as opened:
        yield opened
