"""Files in both directions: what the program makes arrives, what a member sends is fetched before the act."""

from markupsafe import Markup

from handlers.kit.context import Ctx
from handlers.kit.files import FileKind, FileSent, FileToShow
from handlers.kit.screen import Place, Screen
from handlers.kit.triggers import OnFile, OnText
from sandbox.faults import Fault, Trouble
from sandbox.outbound import PIXEL
from storage.mail import uploads
from storage.work import MadeFile
from tests.kit.world import World

REPORT = MadeFile("report.csv", b"name\r\nAcme\r\n", "text/csv")


async def made(ctx: Ctx, _text: str) -> None:
    """Show a made file."""
    await ctx.show(Screen(Markup("Here it is"), file=FileToShow(FileKind.DOCUMENT, made=REPORT)))


async def sent(ctx: Ctx, file: FileSent) -> None:
    """Fetch a file and show it again by its id."""
    fetched = await ctx.ahead(ctx.fetch(file, limit=1000))
    shown = FileToShow(file.kind, file.file_id)
    await ctx.act(
        lambda _work: len(fetched.get()),
        lambda size, _say: Screen(Markup("{} bytes").format(size), file=shown),
    )


def kept(world: World) -> int:
    with world.store.looking() as work:
        return len(work.connection.execute(uploads.select()).all())


async def test_a_made_file_arrives_and_is_not_kept(world: World) -> None:
    rep = await world.rep()
    await world.handles(OnText(made))

    await rep.says("please")

    assert rep.sees == "Here it is"
    file = rep.last.body["document"]
    assert (file["file_name"], file["mime_type"]) == ("report.csv", "text/csv")
    stored = world.messenger.bot.files.by_id(file["file_id"])
    assert stored is not None
    assert stored.content == REPORT.content
    assert kept(world) == 0


async def test_a_made_file_survives_that_telegram_is_away(world: World) -> None:
    rep = await world.rep()
    await world.handles(OnText(made))
    world.messenger.faults.add(Fault(Trouble.CUT_BEFORE, method="sendDocument", calls=1))

    await rep.says("please")

    assert rep.sees == "Here it is"


async def test_a_file_is_fetched_and_shown_by_its_id(world: World) -> None:
    rep = await world.rep()
    await world.handles(OnFile(sent))

    await rep.person.send_photo(PIXEL)
    world.raise_failures()

    assert rep.sees == f"{len(PIXEL)} bytes"
    assert rep.last.body["photo"]


async def test_a_file_that_is_too_large_is_refused_in_words(world: World) -> None:
    rep = await world.rep()
    await world.handles(OnFile(sent))

    await rep.person.send_document(b"x" * 1001)
    world.raise_failures()

    assert "too large" in rep.sees


async def test_a_file_that_telegram_does_not_give_is_refused_in_words(world: World) -> None:
    rep = await world.rep()
    await world.handles(OnFile(sent))
    world.messenger.faults.add(Fault(Trouble.CUT_BEFORE, method="getFile"))

    await rep.person.send_photo(PIXEL)
    world.raise_failures()

    assert "could not fetch" in rep.sees


async def test_a_place_is_a_pin_on_the_map(world: World) -> None:
    rep = await world.rep()

    async def shown(ctx: Ctx, _text: str) -> None:
        await ctx.show(Screen(place=Place(31.2, 121.5, "Acme", "Century Avenue 1")))

    await world.handles(OnText(shown))

    await rep.says("where?")

    assert rep.last.body["venue"]["title"] == "Acme"
