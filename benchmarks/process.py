"""Start a program on a core of its own, and read what it uses."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
# A program installed for use starts from its bytecode; a machine set up for building may forbid writing it.
BYTECODE = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "fieldbook-benchmarks"),
}
TICKS = os.sysconf("SC_CLK_TCK")


def cores() -> tuple[int | None, int | None]:
    """Return a core for the program measured and another for the server, if there are two."""
    if not hasattr(os, "sched_getaffinity"):
        return None, None
    usable = sorted(os.sched_getaffinity(0))
    return (usable[0], usable[1]) if len(usable) > 1 else (None, None)


@contextmanager
def running(
    command: Sequence[str],
    core: int | None = None,
    environment: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    piped: bool = False,
) -> Iterator[subprocess.Popen[str]]:
    """Run `command` on `core`, and end it with the block; `piped` gives its standard output.

    What else it writes is kept, and shown if the block fails.
    """
    settings = dict(os.environ) | BYTECODE | dict(environment or {})  # noqa: TID251 - handed on
    with tempfile.TemporaryFile("w+") as said:
        out = subprocess.PIPE if piped else said
        process = subprocess.Popen(
            command, cwd=cwd, env=settings, stdout=out, stderr=said, text=True
        )
        if core is not None:
            os.sched_setaffinity(process.pid, {core})
        try:
            yield process
        except BaseException:
            said.seek(0)
            print("".join(said.readlines()[-30:]), file=sys.stderr)
            raise
        finally:
            _end(process)


def python(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of this project."""
    return [sys.executable, "-m", module, *arguments]


def cpu_seconds(pid: int) -> float:
    """Return the processor time a process has used, all threads, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_bytes(pid: int) -> int:
    """Return the memory a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Look until `condition` holds; say what did not happen when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not happen within {seconds:.0f} s")
        time.sleep(0.01)


def wait_for_poll(
    process: "subprocess.Popen[str]", first_poll: Callable[[], float | None]
) -> float:
    """Return when a bot just started first polled, or say that it ended instead."""

    def polled_or_ended() -> bool:
        return first_poll() is not None or process.poll() is not None

    wait_until(polled_or_ended, 60, f"the first poll of {process.args!r}")
    at = first_poll()
    if at is None:
        raise RuntimeError(f"{process.args!r} ended with {process.poll()} before it polled")
    return at


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()
