"""python -m sandbox: the messenger on this machine, until it is interrupted."""

import argparse
import asyncio
import contextlib

from sandbox.limits import Limits
from sandbox.messenger import TOKEN, Messenger
from sandbox.server import serve

MEMBERS = (("林伟", "zh"), ("Sarah", "en"), ("王强", "zh"))


def main() -> None:
    """Reads the command line and serves."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN, help="the bot's token")
    parser.add_argument("--no-limits", action="store_true", help="never answer 429")
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(options))


async def _run(options: argparse.Namespace) -> None:
    limits = Limits.lifted() if options.no_limits else None
    messenger = Messenger(token=options.token, limits=limits)
    for number, (name, language) in enumerate(MEMBERS, 501):
        messenger.person(number, name, language)
    async with serve(messenger, options.port) as serving:
        print(f"Phone    {serving.url}", flush=True)  # noqa: T201
        print(f"Bot API  {serving.api_url}<token>/<method>", flush=True)  # noqa: T201
        print(f"Token    {options.token}", flush=True)  # noqa: T201
        await asyncio.Event().wait()


if __name__ == "__main__":
    main()
