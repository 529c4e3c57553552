"""A database of one's own, with the clock at 09:30 on a Tuesday in Shanghai."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.migrate import migrate
from storage.store import Store
from tests.kit.world import TUESDAY


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty, migrated database."""
    url = f"sqlite:///{tmp_path / 'fieldbook.db'}"
    migrate(url)
    opened = Store(url, lambda: TUESDAY)
    yield opened
    opened.close()
