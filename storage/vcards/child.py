"""The reading process of `.vcf` files: limits itself, reads the standard input, writes the contacts as JSON."""

import json
import sys
from dataclasses import asdict

from storage.spreadsheets.bounds import Bounds
from storage.spreadsheets.child import limit_process
from storage.vcards.parsing import parse_vcards


def main() -> None:
    """Read a file from the standard input and write its contacts to the standard output."""
    limit_process(Bounds())
    cards = parse_vcards(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps([asdict(one) for one in cards], ensure_ascii=False))


if __name__ == "__main__":
    main()
