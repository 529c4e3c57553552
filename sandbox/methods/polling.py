"""getUpdates: long polling, and the rule that only one may do it."""

import contextlib
from typing import Any

from sandbox.answers import Json, bad_request, conflict
from sandbox.calls import Call

MOST_UPDATES = 100
LONGEST_WAIT = 50
OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
SETTING_WEBHOOK = "terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_updates(call: Call) -> list[Json]:
    """getUpdates: what waits from `offset` on, which confirms everything before it.

    Raises 409 while a webhook is set, and in the older of two polls at once.
    """
    bot, params = call.bot, call.params
    if bot.webhook:
        raise conflict(WEBHOOK_ACTIVE)
    offset, limit = params.integer("offset") or 0, params.integer("limit") or MOST_UPDATES
    timeout = min(max(params.integer("timeout") or 0, 0), LONGEST_WAIT)
    limit = limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES
    allowed = read_allowed(params.json("allowed_updates", "allowed updates"))
    if allowed is not None:
        bot.updates.allowed = allowed or None
    me = bot.poll = object()
    bot.updates.arrived.set()  # an older poll wakes and finds that it is no longer the one
    if offset < 0:
        bot.updates.keep_last(-offset)
    else:
        bot.updates.confirm_below(offset)
    try:
        await _wait(call, me, call.now + timeout)
        return [update.body for update in bot.updates.waiting(limit)]
    finally:
        if bot.poll is me:
            bot.poll = None


def read_allowed(raw: Any) -> frozenset[str] | None:
    """The kinds of updates asked for; None keeps what was, an empty set means the usual ones."""
    if raw is None:
        return None
    if not isinstance(raw, list):
        raise bad_request("can't parse allowed updates JSON object")
    return frozenset(map(str, raw))


async def _wait(call: Call, me: object, deadline: float) -> None:
    """Until an update is there or the deadline has passed; 409 if another poll came."""
    bot = call.bot
    while not len(bot.updates) and call.now < deadline:
        bot.updates.arrived.clear()
        with contextlib.suppress(TimeoutError):
            async with call.clock.limit(deadline - call.now):
                await bot.updates.arrived.wait()
        if bot.poll is not me:
            raise conflict(SETTING_WEBHOOK if bot.webhook else OTHER_POLLER)
