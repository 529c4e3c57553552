"""The process that builds entries: customers come in by the batch, what the indexes hold of them goes out."""

import gc
import marshal
import sys
from typing import IO, Any

from crm.search.building import Source, build

COUNT = 8  # bytes that say how long a batch is


def put(pipe: IO[bytes], batch: list[Any]) -> None:
    """Write a batch: tuples, strings, numbers and bytes."""
    content = marshal.dumps(batch)
    pipe.write(len(content).to_bytes(COUNT))
    pipe.write(content)
    pipe.flush()


def take(pipe: IO[bytes]) -> list[Any]:
    """Read a batch; EOFError at the end."""
    length = pipe.read(COUNT)
    if len(length) < COUNT:
        raise EOFError
    batch: list[Any] = marshal.loads(pipe.read(int.from_bytes(length)))  # noqa: S302  our own process
    return batch


def main() -> None:
    """Build until nothing more comes."""
    gc.disable()  # nothing that is built refers to itself
    while True:
        try:
            batch = take(sys.stdin.buffer)
        except EOFError:
            return
        put(sys.stdout.buffer, [tuple(build(Source(*one))) for one in batch])


if __name__ == "__main__":
    main()
