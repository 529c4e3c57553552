"""Write the body of one request: JSON, or a form with files, in pieces that can be timed and counted."""

import asyncio
import io
import json
from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import IO, Any

from aiohttp.abc import AbstractStreamWriter
from aiohttp.payload import Payload

PIECE_BYTES = 64 * 1024


def json_body(parameters: Mapping[str, Any], write_timeout: float | None) -> "RequestBody":
    """Return `parameters` as one JSON object, in ASCII, so that no odd character stops a message."""
    return RequestBody([json.dumps(parameters).encode()], "application/json", write_timeout)


def form_body(
    fields: Mapping[str, str],
    files: Mapping[str, tuple[str, bytes | IO[bytes], str]],
    write_timeout: float | None,
) -> "RequestBody":
    """Return `multipart/form-data` (RFC 7578); a file is its name, its content and its media type.

    The content is not copied: bytes are sent in slices, a stream is read as it is sent, from where it
    stands, and put back there afterwards, so that the same message can be sent again. It is not closed.
    """
    boundary = token_hex(16)
    pieces: list[bytes | IO[bytes]] = []
    for name, value in fields.items():
        pieces.append(_part_head(boundary, f'name="{_quoted(name)}"') + value.encode() + b"\r\n")
    for name, (filename, content, media_type) in files.items():
        naming = f'name="{_quoted(name)}"; filename="{_quoted(filename)}"'
        pieces += [_part_head(boundary, naming, media_type), content, b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode())
    return RequestBody(pieces, f"multipart/form-data; boundary={boundary}", write_timeout)


class RequestBody(Payload):
    """Bytes and streams sent one after another, each piece within `write_timeout` seconds.

    aiohttp itself has no limit for writing, and does not tell how far it came.
    """

    _autoclose = True  # nothing here is ours to close

    def __init__(
        self,
        pieces: Sequence[bytes | IO[bytes]],
        content_type: str,
        write_timeout: float | None,
    ) -> None:
        super().__init__(pieces, content_type=content_type)
        self._pieces = [_sized(piece) for piece in pieces]
        self._size = sum(size for _, size in self._pieces)
        # A body this small is handed over whole without waiting; then the read timeout runs.
        self._is_small = self._size <= PIECE_BYTES
        self._write_timeout = write_timeout
        self._begun = 0

    @property
    def may_have_arrived(self) -> bool:
        """Whether the last byte was given to the connection.

        Counted before the write, since what a connection was given can still arrive after it failed.
        """
        return self._begun >= (self._size or 0)

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Send every piece; raise `TimeoutError` when one finds no taker in time."""
        for piece, size in self._pieces:
            if isinstance(piece, bytes):
                for start in range(0, size, PIECE_BYTES):
                    await self._send(writer, memoryview(piece)[start : start + PIECE_BYTES])
            else:
                await self._send_stream(writer, piece, size)

    def decode(self, encoding: str = "", errors: str = "") -> str:  # noqa: ARG002 - abstract in aiohttp
        """Refuse: a body with streams is not text."""
        raise TypeError("a request body is sent, not decoded")

    async def _send_stream(
        self, writer: AbstractStreamWriter, stream: IO[bytes], size: int
    ) -> None:
        start = stream.tell()
        try:
            while size > 0:
                chunk = await asyncio.to_thread(stream.read, min(PIECE_BYTES, size))
                if not chunk:
                    raise EOFError("the file became shorter while it was sent")
                size -= len(chunk)
                await self._send(writer, chunk)
        finally:
            stream.seek(start)

    async def _send(self, writer: AbstractStreamWriter, chunk: bytes | memoryview) -> None:
        self._begun += len(chunk)
        if self._is_small:
            await writer.write(chunk)
            return
        async with asyncio.timeout(self._write_timeout):
            await writer.write(chunk)


def _sized(piece: bytes | IO[bytes]) -> tuple[bytes | IO[bytes], int]:
    if isinstance(piece, bytes):
        return piece, len(piece)
    if not piece.seekable():
        content = piece.read()
        return content, len(content)
    start = piece.tell()
    end = piece.seek(0, io.SEEK_END)
    piece.seek(start)
    return piece, end - start


def _part_head(boundary: str, naming: str, media_type: str | None = None) -> bytes:
    head = f"--{boundary}\r\nContent-Disposition: form-data; {naming}\r\n"
    if media_type:
        head += f"Content-Type: {media_type}\r\n"
    return f"{head}\r\n".encode()


def _quoted(name: str) -> str:
    """Escape a name as browsers do, so that no file name adds a header of its own."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
