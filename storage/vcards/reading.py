"""Reading a `.vcf` file from outside: in a process of its own with limits, as spreadsheets are."""

import json
import subprocess
import sys

from storage.spreadsheets.reading import HOUSE
from storage.vcards.parsing import VCard

READER = (sys.executable, "-X", "utf8", "-m", "storage.vcards.child")
SECONDS = 10


class VcardUnreadable(Exception):
    """The reading process did not get through the file."""


def read_vcards(content: bytes) -> list[VCard]:
    """Return the contacts of a file; VcardUnreadable where reading it took too much."""
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module, no shell
            READER,
            cwd=HOUSE,
            env={},
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )
        return [VCard(**one) for one in json.loads(done.stdout)]
    except (subprocess.SubprocessError, ValueError, TypeError) as error:
        raise VcardUnreadable from error
