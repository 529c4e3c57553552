"""Files up and down."""

import struct
import zlib

import pytest

from sandbox.files import picture_size
from sandbox.outbound import PIXEL
from sandbox.params import Upload
from sandbox.people import Person
from tests.sandbox.conftest import BotSide


def png(width: int, height: int) -> bytes:
    def part(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    header = part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header


PHOTO = Upload("shop.png", png(1280, 960), "image/png")
REPORT = Upload("report.pdf", b"%PDF-1.7 ...", "application/pdf")


async def test_a_photo_is_shown_in_its_sizes(bot: BotSide, lin: Person) -> None:
    sent = await bot.ok(
        "sendPhoto", {"photo": PHOTO}, chat_id=501, caption="<b>Shop</b>", parse_mode="HTML"
    )

    assert lin.last.html == "<b>Shop</b>"
    assert [(size["width"], size["height"]) for size in sent["photo"]] == [(320, 240), (1280, 960)]


async def test_a_document_is_fetched_again_by_its_id(bot: BotSide, lin: Person) -> None:
    sent = await bot.ok("sendDocument", {"document": REPORT}, chat_id=501)

    file = await bot.ok("getFile", file_id=sent["document"]["file_id"])

    stored = bot.messenger.bot.files.by_path(file["file_path"])
    assert stored
    assert stored.content == REPORT.content
    assert sent["document"]["file_name"] == "report.pdf"
    assert sent["document"]["mime_type"] == "application/pdf"
    assert file["file_size"] == len(REPORT.content)


async def test_a_file_is_sent_again_by_its_id(bot: BotSide, lin: Person) -> None:
    sent = await bot.ok("sendDocument", {"document": REPORT}, chat_id=501)

    again = await bot.ok("sendDocument", chat_id=501, document=sent["document"]["file_id"])

    assert again["document"] == sent["document"]


@pytest.mark.parametrize(
    ("method", "upload", "refusal"),
    [
        ("sendPhoto", Upload("a.png", b"no picture"), "400 IMAGE_PROCESS_FAILED"),
        ("sendPhoto", Upload("a.png", png(9000, 1001)), "400 PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", Upload("a.png", png(210, 10)), "400 PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", Upload("a.png", PHOTO.content + b"\0" * (10 << 20)), "400 file is too big"),
        ("sendDocument", Upload("a.txt", b""), "400 file must be non-empty"),
    ],
)
async def test_a_file_that_will_not_do_is_refused(
    bot: BotSide, lin: Person, method: str, upload: Upload, refusal: str
) -> None:
    name = method.removeprefix("send").lower()

    assert (await bot.refused(method, {name: upload}, chat_id=501)).startswith(refusal)


async def test_more_than_50_mb_is_too_large(bot: BotSide, lin: Person) -> None:
    huge = Upload("a.bin", bytes((50 << 20) + 1))

    answer = await bot.call("sendDocument", {"document": huge}, chat_id=501)

    assert (answer.status, answer.body["description"]) == (413, "Request Entity Too Large")


async def test_more_than_20_mb_cannot_be_fetched(bot: BotSide, lin: Person) -> None:
    large = Upload("a.bin", bytes((20 << 20) + 1))
    sent = await bot.ok("sendDocument", {"document": large}, chat_id=501)

    refusal = await bot.refused("getFile", file_id=sent["document"]["file_id"])

    assert refusal == "400 file is too big"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ("attach://nothing", "there is no file in the request with the name nothing"),
        ("", "there is no document in the request"),
        ("http://a.com/b.pdf", "failed to get HTTP URL content"),
        ("unknown", "wrong remote file identifier specified: Wrong string length"),
    ],
)
async def test_a_file_that_is_not_there_is_refused(
    bot: BotSide, lin: Person, given: str, refusal: str
) -> None:
    assert await bot.refused("sendDocument", chat_id=501, document=given) == f"400 {refusal}"


async def test_a_caption_has_1024_characters(bot: BotSide, lin: Person) -> None:
    files = {"document": REPORT}
    await bot.ok("sendDocument", files, chat_id=501, caption="x" * 1024)

    refusal = await bot.refused("sendDocument", files, chat_id=501, caption="x" * 1025)

    assert refusal == "400 message caption is too long"


async def test_an_album_is_several_messages_of_one_group(bot: BotSide, lin: Person) -> None:
    media = [
        {"type": "photo", "media": "attach://one", "caption": "First"},
        {"type": "photo", "media": "attach://two"},
    ]

    sent = await bot.ok("sendMediaGroup", {"one": PHOTO, "two": PHOTO}, chat_id=501, media=media)

    assert len({part["media_group_id"] for part in sent}) == 1
    assert [shown.text for shown in lin.screen[-2:]] == ["First", ""]


@pytest.mark.parametrize(
    "kinds", [["photo"], ["photo"] * 11, ["photo", "document"], ["audio", "video"]]
)
async def test_an_album_that_will_not_do_is_refused(
    bot: BotSide, lin: Person, kinds: list[str]
) -> None:
    media = [{"type": kind, "media": "attach://one"} for kind in kinds]

    assert await bot.refused("sendMediaGroup", {"one": PHOTO}, chat_id=501, media=media)
    assert len(lin.screen) == 1


async def test_a_photo_takes_the_place_of_another(bot: BotSide, lin: Person) -> None:
    sent = await bot.ok("sendPhoto", {"photo": PHOTO}, chat_id=501, caption="Before")
    media = {"type": "photo", "media": "attach://new", "caption": "After"}
    here = {"chat_id": 501, "message_id": sent["message_id"]}

    await bot.ok("editMessageMedia", {"new": Upload("b.png", PIXEL)}, **here, media=media)
    after = lin.last
    await bot.ok("editMessageCaption", **here, caption="Later")

    assert (after.kind, after.text) == ("photo", "After")
    assert after.body["photo"][-1]["width"] == 1
    assert lin.last.text == "Later"
    assert lin.last.kind == "photo"


async def test_what_a_person_sends_arrives_as_files(bot: BotSide, lin: Person) -> None:
    await lin.send_photo(text="Shop front")
    await lin.send_document(b"a,b", name="list.csv")
    await lin.send_voice()

    photo, document, voice = [update["message"] for update in await bot.updates()]

    assert photo["caption"] == "Shop front"
    assert document["document"]["mime_type"] == "text/csv"
    assert voice["voice"]["duration"] == 3


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PIXEL, (1, 1)),
        (b"GIF89a" + struct.pack("<HH", 7, 5), (7, 5)),
        (
            b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 5, 7) + b"\x03",
            (7, 5),
        ),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x06\0\0\x04\0\0", (7, 5)),
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + struct.pack("<HH", 7, 5), (7, 5)),
        (
            b"RIFF\0\0\0\0WEBPVP8L"
            + bytes(5)
            + ((7 - 1) | (5 - 1) << 14).to_bytes(4, "little")
            + bytes(5),
            (7, 5),
        ),
        (b"BM", None),
        (b"\xff\xd8\xff", None),
    ],
)
def test_the_size_of_a_picture_is_read(content: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(content) == size
