"""A small sheet that is sent here: fetched, and read whole in a process of its own."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from crm.importing import read_rows
from handlers.kit.context import Ctx
from handlers.kit.files import FileSent
from storage.spreadsheets.reading import SheetRow

FILE_BYTES = 10_000_000


async def fetch_rows(ctx: Ctx, file: FileSent, most: int) -> list[SheetRow]:
    """Return the rows of a sheet, at most one more than `most`: who takes them says that it is too many."""
    content = await ctx.fetch(file, FILE_BYTES)
    return await asyncio.to_thread(_read, content, most)


def _read(content: bytes, most: int) -> list[SheetRow]:
    with TemporaryDirectory(prefix="fieldbook-") as folder:
        path = Path(folder) / "sheet"
        path.write_bytes(content)
        rows = []
        for row in read_rows(path):
            rows.append(row)
            if len(rows) > most:
                break
        return rows
