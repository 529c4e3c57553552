"""Indexing beside an act that writes very many rows: a process of its own builds the entries of what is written.

While it builds the entries of some customers, the act writes those of the ones before and goes on with its next
rows: neither waits for the other, save for the slower one's last. What the process cannot do, because it is
gone, is done here.
"""

import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from crm.search.building import Made, Source, build
from crm.search.child import put, take
from crm.search.upkeep import Changed, in_chunks, read_changed, touched_customers, write
from storage.work import Work

HOUSE = Path(__file__).parents[2]
BUILDER = (sys.executable, "-X", "utf8", "-m", "crm.search.child")
GONE = (OSError, EOFError, ValueError)
BATCHES = 2  # under way at once: the process has one while the next waits for it


@contextmanager
def indexing_ahead(work: Work) -> Iterator[Callable[[], None]]:
    """Give what an act calls between its batches: what it touched since is indexed, and counts as untouched."""
    ahead = _Ahead(work)
    try:
        yield ahead.follow
        ahead.finish()
    finally:
        ahead.close()


class _Batch(NamedTuple):
    """Customers that are being indexed: what is to be done to the indexes, and what is being built for it."""

    ids: frozenset[int]
    changed: Changed
    built: Future[list[Made]]


class _Ahead:
    """The batches that are being built, and the process that builds them, from the first batch on."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._builder: subprocess.Popen[bytes] | None = None
        self._is_over = False
        self._pipes = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        self._waiting: deque[_Batch] = deque()

    def follow(self) -> None:
        """Have built what was touched since, and write what was built meanwhile."""
        for some in in_chunks(touched_customers(self._work)):
            if any(not batch.ids.isdisjoint(some) for batch in self._waiting):
                self.finish()  # what these are compared with must be written
            changed = read_changed(self._work, some)
            sources = [file.source() for file in changed.made]
            built = self._pipes.submit(self._built, sources)
            self._waiting.append(_Batch(frozenset(some), changed, built))
            while len(self._waiting) > BATCHES:
                self._write_first()
        self._work.touched.clear()

    def finish(self) -> None:
        """Write what is being built."""
        while self._waiting:
            self._write_first()

    def close(self) -> None:
        """End the process."""
        self._is_over = True
        if self._builder is not None:
            self._builder.kill()
        self._pipes.shutdown(cancel_futures=True)
        if self._builder is not None:
            with suppress(OSError):  # what it was not given any more
                self._builder.__exit__(None, None, None)

    def _write_first(self) -> None:
        batch = self._waiting.popleft()
        write(self._work, batch.changed, batch.built.result())

    def _built(self, sources: Sequence[Source]) -> list[Made]:
        """Return what the process makes of a batch: run in the thread that minds its pipes."""
        try:
            builder = self._builder = self._builder or _start()
            assert builder.stdin is not None
            assert builder.stdout is not None
            put(builder.stdin, [tuple(one) for one in sources])
            return [Made(*one) for one in take(builder.stdout)]
        except GONE:
            return [] if self._is_over else [build(one) for one in sources]


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  our own interpreter and module, no shell
        BUILDER,
        cwd=HOUSE,
        env={},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
