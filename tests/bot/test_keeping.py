"""Files are kept on disk, once their member can no longer take them back, under names that say nothing."""

import os
from pathlib import Path

from sqlalchemy import select

from sandbox.faults import Fault, Trouble
from sandbox.outbound import PIXEL
from storage.attachments import Attachment
from tests.kit.book import a_rep_with_a_book
from tests.kit.world import Rep, World


async def a_rep_with_acme_open(world: World, directory: Path) -> Rep:
    world.files = directory
    await world.restart()
    rep = await a_rep_with_a_book(world)
    await world.passes(minutes=30)
    await rep.says("Acme")
    return rep


def names(world: World) -> list[str | None]:
    with world.store.looking() as work:
        return list(work.session.scalars(select(Attachment.kept_as).order_by(Attachment.id)))


def on_disk(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.is_file())


async def test_a_file_is_kept_once_it_cannot_be_taken_back(world: World, tmp_path: Path) -> None:
    rep = await a_rep_with_acme_open(world, tmp_path / "files")
    await rep.person.send_photo()

    await world.passes(minutes=9)
    early = names(world)
    await world.passes(minutes=2)

    (name,) = names(world)
    assert early == [None]
    assert name is not None
    assert (tmp_path / "files" / name).read_bytes() == PIXEL


async def test_names_say_nothing_and_only_the_owner_reads(world: World, tmp_path: Path) -> None:
    rep = await a_rep_with_acme_open(world, tmp_path / "files")
    await rep.person.send_document(b"x", name="../../secret offer.PDF")

    await world.passes(minutes=11)

    (path,) = on_disk(tmp_path / "files")
    assert path.suffix == ".pdf"
    assert "secret" not in path.name
    assert path.parent.parent == tmp_path / "files"
    assert path.stat().st_mode & 0o077 == 0


async def test_what_was_undone_is_not_kept(world: World, tmp_path: Path) -> None:
    rep = await a_rep_with_acme_open(world, tmp_path / "files")
    await rep.person.send_photo()
    await rep.taps("Undo")

    await world.passes(minutes=11)

    assert on_disk(tmp_path / "files") == []


async def test_a_file_that_does_not_come_is_tried_three_times(
    world: World, tmp_path: Path
) -> None:
    rep = await a_rep_with_acme_open(world, tmp_path / "files")
    await rep.person.send_photo()
    world.messenger.faults.add(Fault(Trouble.CUT_BEFORE, method="getFile", calls=3))

    for _ in range(5):
        await world.passes(minutes=11)

    assert names(world) == [None]
    assert on_disk(tmp_path / "files") == []


async def test_a_file_that_came_late_is_kept(world: World, tmp_path: Path) -> None:
    rep = await a_rep_with_acme_open(world, tmp_path / "files")
    await rep.person.send_photo()
    world.messenger.faults.add(Fault(Trouble.CUT_BEFORE, method="getFile", calls=2))

    for _ in range(3):
        await world.passes(minutes=11)

    assert len(on_disk(tmp_path / "files")) == 1


async def test_a_file_over_telegram_s_limit_stays_with_telegram(
    world: World, tmp_path: Path
) -> None:
    rep = await a_rep_with_acme_open(world, tmp_path / "files")
    await rep.person.send_document(bytes(20 * 2**20 + 1), name="film.bin")

    await world.passes(minutes=11)

    assert on_disk(tmp_path / "files") == []


async def test_a_disk_that_cannot_be_written_is_no_trouble(world: World, tmp_path: Path) -> None:
    blocked = tmp_path / "files"
    rep = await a_rep_with_acme_open(world, blocked)
    await rep.person.send_photo()
    blocked.write_text("a file where the directory should be")

    await world.passes(minutes=11)

    assert names(world) == [None]


async def test_what_was_taken_off_is_deleted_after_a_day(world: World, tmp_path: Path) -> None:
    rep = await a_rep_with_acme_open(world, tmp_path / "files")
    await rep.person.send_photo(text="shop front")
    await rep.person.send_photo(text="hall")
    await world.passes(minutes=11)
    both = on_disk(tmp_path / "files")
    for path in both:
        os.utime(path, (world.clock.now().timestamp(),) * 2)
    await rep.says("Acme")
    await rep.taps("Files: 2")
    await rep.taps("hall")
    await rep.taps("Take off")

    await world.passes(hours=23)
    the_day_after = on_disk(tmp_path / "files")
    await world.passes(hours=26)

    assert the_day_after == both
    assert [
        path.relative_to(tmp_path / "files").as_posix() for path in on_disk(tmp_path / "files")
    ] == names(world)
