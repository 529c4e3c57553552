"""Keeping files on disk: fetched by the program outside of any act, under names that it makes itself."""

import asyncio
import os
import re
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path, PurePath

import structlog

from crm.keeping import ToKeep, files_to_keep, names_known, note_kept, note_not_kept
from storage.attachments import AttachmentKind
from storage.store import Store

log = structlog.get_logger()

LOOK_SECONDS = 30.0
TIDY_AFTER = timedelta(days=1)  # a file that was taken off is on disk for so long
TIDIED_AT_ONCE = 500
KEEP_LIMIT = 20 * 1024 * 1024  # what Telegram lets a bot fetch
SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
SUFFIXES = {
    AttachmentKind.PHOTO: ".jpg",
    AttachmentKind.VOICE: ".oga",
    AttachmentKind.AUDIO: ".mp3",
    AttachmentKind.VIDEO: ".mp4",
    AttachmentKind.VIDEO_NOTE: ".mp4",
}
Fetch = Callable[[str], Awaitable[bytes | None]]


class Keeper:
    """Brings the files of attachments into a directory, which is made where it is missing."""

    def __init__(
        self, fetch: Fetch, store: Store, directory: Path, limit: int = KEEP_LIMIT
    ) -> None:
        self._fetch = fetch
        self._store = store
        self._directory = directory
        self._limit = limit
        self._tidied_at: datetime | None = None

    async def run(self) -> None:
        """Look for files to keep, for ever."""
        while True:
            try:
                await self.keep()
            except Exception as error:
                log.error("keeping_failed", error=type(error).__name__, exc_info=error)
            await asyncio.sleep(LOOK_SECONDS)

    async def keep(self) -> int:
        """Keep the files that wait, and return how many were kept; once a day delete what was taken off."""
        now = self._store.now()
        if self._tidied_at is None or now - self._tidied_at >= TIDY_AFTER:
            self._tidied_at = now
            await self._tidy_up(now - TIDY_AFTER)
        waiting = await self._store.read(lambda work: files_to_keep(work, self._limit))
        return sum([await self._keep_one(one) for one in waiting])

    async def _tidy_up(self, before: datetime) -> None:
        """Delete the files from before an instant that no attachment is kept as any more."""
        old = await asyncio.to_thread(names_before, self._directory, before)
        for start in range(0, len(old), TIDIED_AT_ONCE):
            some = old[start : start + TIDIED_AT_ONCE]
            known = await self._store.read(lambda work: names_known(work, some))  # noqa: B023
            for name in set(some) - known:
                await asyncio.to_thread((self._directory / name).unlink, missing_ok=True)

    async def _keep_one(self, one: ToKeep) -> bool:
        content = await self._fetch(one.file_id)
        if content is None or len(content) > self._limit:
            await self._store.write(lambda work: note_not_kept(work, one.id))
            return False
        name = made_name(one)
        try:
            await asyncio.to_thread(write_whole, self._directory / name, content)
        except OSError as error:
            log.error("file_not_kept", attachment=one.id, error=type(error).__name__)
            await self._store.write(lambda work: note_not_kept(work, one.id))
            return False
        is_there = await self._store.write(lambda work: note_kept(work, one.id, name))
        if not is_there:
            await asyncio.to_thread((self._directory / name).unlink)
        return is_there


def names_before(directory: Path, instant: datetime) -> list[str]:
    """Return the names of the files that were written before an instant."""
    if not directory.is_dir():
        return []
    old = (path for path in directory.glob("??/*") if path.stat().st_mtime < instant.timestamp())
    return sorted(path.relative_to(directory).as_posix() for path in old)


def made_name(one: ToKeep) -> str:
    """Return a name that nobody can guess and that says nothing; only a harmless ending is taken over."""
    ending = SUFFIXES.get(one.kind) or PurePath(one.name or "").suffix.lower()
    token = secrets.token_hex(16)
    return f"{token[:2]}/{token}{ending if SUFFIX.fullmatch(ending) else ''}"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read: all of it is there, or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(path.name + ".part")
    part.touch(mode=0o600)
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
