"""Indexing beside an act that writes very many rows: a process of its own builds the entries of what is written.

While it does, the act goes on with its next rows; so on two cores an import takes little longer than without
the indexes. What the process cannot do, because it is gone, is done here.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from crm.search.building import Made, Source, build
from crm.search.child import put, take
from crm.search.upkeep import Changed, in_chunks, read_changed, touched_customers, write
from storage.work import Work

HOUSE = Path(__file__).parents[2]
BUILDER = (sys.executable, "-X", "utf8", "-m", "crm.search.child")
GONE = (OSError, EOFError, ValueError)


@contextmanager
def indexing_ahead(work: Work) -> Iterator[Callable[[], None]]:
    """Give what an act calls between its batches: what it touched since is indexed, and counts as untouched."""
    ahead = _Ahead(work)
    try:
        yield ahead.follow
        ahead.finish()
    finally:
        ahead.close()


class _Ahead:
    """The batch that is being built, and the process that builds it, from the first batch on."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._builder: subprocess.Popen[bytes] | None = None
        self._waiting: tuple[Changed, list[Source]] | None = None

    def follow(self) -> None:
        """Write what was built meanwhile, and have built what was touched since."""
        for some in in_chunks(touched_customers(self._work)):
            self.finish()
            changed = read_changed(self._work, some)
            sources = [file.source() for file in changed.made]
            self._send(sources)
            self._waiting = changed, sources
        self._work.touched.clear()

    def finish(self) -> None:
        """Write what was being built."""
        if self._waiting is None:
            return
        (changed, sources), self._waiting = self._waiting, None
        write(self._work, changed, self._built(sources))

    def close(self) -> None:
        """End the process."""
        if self._builder is not None:
            self._builder.kill()
            with suppress(OSError):  # what it was not given any more
                self._builder.__exit__(None, None, None)

    def _send(self, sources: Sequence[Source]) -> None:
        if self._builder is None:
            self._builder = subprocess.Popen(  # noqa: S603  our own interpreter and module, no shell
                BUILDER,
                cwd=HOUSE,
                env={},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        assert self._builder.stdin is not None
        with suppress(*GONE):
            put(self._builder.stdin, [tuple(one) for one in sources])

    def _built(self, sources: Sequence[Source]) -> list[Made]:
        assert self._builder is not None
        assert self._builder.stdout is not None
        try:
            return [Made(*one) for one in take(self._builder.stdout)]
        except GONE:
            return [build(one) for one in sources]
