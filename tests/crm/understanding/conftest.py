import csv
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crm.understanding.line import understand_line
from crm.understanding.memory import MemoryBook, book_of_rows
from crm.understanding.message import read_message
from crm.understanding.reading import Reading

CORPUS = Path(__file__).parents[2] / "corpus" / "messages"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Tuesday


@pytest.fixture(scope="session")
def book() -> MemoryBook:
    with (CORPUS / "customers.csv").open(encoding="utf-8") as file:
        return book_of_rows(csv.DictReader(file))


@pytest.fixture(scope="session")
def read(book: MemoryBook) -> Callable[[str], Reading]:
    return lambda text: read_message(text, NOW, book)


@pytest.fixture(scope="session")
def understand(book: MemoryBook) -> Callable[[str], dict[str, Any]]:
    return lambda text: understand_line(text, NOW, book)


def cases(name: str) -> list[dict[str, Any]]:
    with (CORPUS / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
