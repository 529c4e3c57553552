"""What comes by itself: shown in the settings, each switched off and on by a tap."""

from crm.digests import read_digests, switch_digest
from handlers.kit.context import Ctx
from handlers.kit.triggers import OnButton, Trigger
from handlers.reports import texts
from handlers.reports.buttons import ShowDigests, SwitchDigest


async def digests_opened(ctx: Ctx, _tap: ShowDigests) -> None:
    """The member wants to see what comes by itself."""
    await ctx.act(read_digests, texts.digests)


async def digest_switched(ctx: Ctx, tap: SwitchDigest) -> None:
    """The member switches a digest."""
    await ctx.act(lambda work: switch_digest(work, tap.digest), texts.digests)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnButton(ShowDigests, digests_opened), OnButton(SwitchDigest, digest_switched)]
