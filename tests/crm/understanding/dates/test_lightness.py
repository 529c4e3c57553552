"""What reading costs: nothing heavy is imported before it is needed, and seldom then."""

import subprocess
import sys

import pytest

from crm.understanding.dates.folding import fold
from crm.understanding.dates.second_reader import read_whole
from tests.crm.understanding.dates.sent import NOW


def test_reading_ordinary_messages_does_not_import_dateparser() -> None:
    code = (
        "import sys; from tests.crm.understanding.dates.sent import when;"
        "when('下周二上午10点跟进'); when('call Mr. May about PO 4471-12');"
        "assert 'dateparser' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026 december 3", "2026-12-03"),
        ("March Logistics", None),
        ("PO 4471-12", None),
        ("Mr. May, 3 pumps", None),
        ("a longer message about Dec 3 and what was said of it", None),
    ],
)
def test_the_second_reader_reads_a_whole_message_or_nothing(
    text: str, expected: str | None
) -> None:
    moment = read_whole(fold(text), NOW, text)

    assert (moment and moment.day.isoformat()) == expected
