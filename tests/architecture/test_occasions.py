"""What each feature waits for is written down, so that it need not be loaded to know it; and it is true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from crm.duty import Duty
from handlers.duties import duties
from handlers.gathering import FILE, gathered, written
from handlers.kit.late import found
from handlers.occasions import OCCASIONS
from handlers.registry import FEATURES

ROOT = Path(__file__).parents[2]
LATE = re.compile(r'\blate\(\s*"([\w.]+:\w+)"')


def test_what_is_written_down_is_what_the_features_say() -> None:
    assert gathered() == OCCASIONS, "run `make occasions`"
    assert FILE.read_text() == written(OCCASIONS), "run `make occasions`"


def test_every_feature_is_there_once() -> None:
    assert len(set(FEATURES)) == len(FEATURES)


def test_what_is_called_late_is_there() -> None:
    sources = [
        file.read_text() for top in ("bot", "handlers") for file in (ROOT / top).rglob("*.py")
    ]
    named = [where for source in sources for where in LATE.findall(source)]

    assert named
    for where in named:
        assert callable(found(where))


@pytest.mark.parametrize("duty", duties(), ids=lambda duty: duty.name)
def test_what_a_duty_says_is_there(duty: Duty) -> None:
    duty.load()


LOAD_EACH_BY_ITSELF = """
import os, sys, traceback
import handlers.kit.late, handlers.registry
for feature in handlers.registry.FEATURES:
    if os.fork():
        failed = os.wait()[1] != 0
        if failed:
            print(feature)
        continue
    try:
        handlers.kit.late.found(f"handlers.{feature}")()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
"""


@pytest.mark.long
def test_each_feature_is_loaded_by_itself() -> None:
    """Whichever comes first after a start, it needs nothing that another brought along."""
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD_EACH_BY_ITSELF],
        cwd=ROOT,
        check=True,
        timeout=300,
        stdout=subprocess.PIPE,
        text=True,
    )

    assert loaded.stdout.split() == []
