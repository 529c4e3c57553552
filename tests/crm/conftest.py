"""A database of one's own, with the clock at 09:30 on a Tuesday in Shanghai."""

from collections.abc import Iterator

import pytest

from crm.book import open_store
from storage.store import Store
from tests.kit.world import TUESDAY


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An empty, migrated database."""
    opened = open_store(database, lambda: TUESDAY)
    yield opened
    opened.close()
