"""`python -m bot`: the process that runs for months; `fieldbook run` becomes it.

See docs/decisions/0007: it holds nothing that only the command line needs.
"""

import sys

# Libraries use these where they find them, and take 8 MB for output that nobody here would see.
for name in ("rich", "httpx._main"):
    sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to say "not there"

from bot.running import run_bot  # noqa: E402

if __name__ == "__main__":
    run_bot()
