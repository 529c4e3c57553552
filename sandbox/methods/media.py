"""Sending files: photos, documents, voice, albums; and handing them out again."""

from sandbox.answers import Json, bad_request
from sandbox.calls import Call
from sandbox.entities.formatted import check_caption, formatted
from sandbox.files import DOWNLOAD_LIMIT, PHOTO_LIMIT, StoredFile, picture_size
from sandbox.keyboards import read_markup
from sandbox.params import Params
from sandbox.posting import post, post_all

# Kind of file: the folder it is kept in, which is also what its address begins with.
FILE_KINDS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "audio": "music",
    "video": "videos",
}
ALBUM_SIZES = range(2, 11)
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
THUMBNAIL = 320
_WORDS = ("performer", "title")


def send_photo(call: Call) -> Json:
    """sendPhoto."""
    return _send(call, "photo")


def send_document(call: Call) -> Json:
    """sendDocument."""
    return _send(call, "document")


def send_voice(call: Call) -> Json:
    """sendVoice."""
    return _send(call, "voice")


def send_audio(call: Call) -> Json:
    """sendAudio."""
    return _send(call, "audio")


def send_video(call: Call) -> Json:
    """sendVideo."""
    return _send(call, "video")


def send_media_group(call: Call) -> list[Json]:
    """sendMediaGroup: 2 to 10 files in one album; documents and audio only among themselves."""
    items = call.params.objects("media", "media") or []
    if len(items) not in ALBUM_SIZES:
        raise bad_request("there must be 2-10 messages to send as an album")
    kinds = {str(item.get("type")) for item in items}
    if len(kinds) > 1 and not kinds <= {"photo", "video"}:
        raise bad_request("document and audio can't be mixed with other media types in an album")
    group = str(13_000_000_000_000_000 + call.bot.id + int(call.now * 1000))
    contents = [{"media_group_id": group, **media_item(call, item)} for item in items]
    return [message.body for message in post_all(call, contents, read_markup(None))]


def get_file(call: Call) -> Json:
    """getFile: where to fetch a file of at most 20 MB."""
    file = call.bot.files.by_id(call.params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**file.facts(), "file_path": file.path}


def media_item(call: Call, item: Json) -> Json:
    """The message fields of one InputMedia."""
    kind = str(item.get("type"))
    if kind not in FILE_KINDS:
        raise bad_request("can't parse InputMedia: Invalid media type specified")
    params = Params(item, call.params.files)
    return {**file_content(call, params, kind, "media"), **caption_content(params)}


def file_content(call: Call, params: Params, kind: str, name: str) -> Json:
    """The message fields of a file of the given kind that stands in the parameter `name`."""
    return describe(_file(call, params, kind, name), kind, params)


def describe(file: StoredFile, kind: str, params: Params) -> Json:
    """A file as the Bot API shows it in a message."""
    if kind == "photo":
        return {"photo": _sizes(file)}
    shown: Json = {**file.facts(), "mime_type": file.mime}
    if kind != "voice":
        shown["file_name"] = file.name
    if kind != "document":
        shown["duration"] = params.integer("duration") or 0
    if kind == "video":
        shown |= {"width": params.integer("width") or 0, "height": params.integer("height") or 0}
    if kind == "audio":
        shown |= {word: params.text(word) for word in _WORDS if word in params}
    return {kind: shown}


def caption_content(params: Params) -> Json:
    """The caption fields; 400 where it is too long or does not parse."""
    text, entities = formatted(params, "caption", "caption_")
    check_caption(text)
    content: Json = {"caption": text} if text else {}
    if entities:
        content["caption_entities"] = entities
    if text and params.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def _send(call: Call, kind: str) -> Json:
    content = file_content(call, call.params, kind, kind)
    return post(call, {**content, **caption_content(call.params)}).body


def _file(call: Call, params: Params, kind: str, name: str) -> StoredFile:
    """An upload, by its own part or by attach://, or a file that is already here, by its id."""
    value = params.text(name)
    part = value.removeprefix("attach://") if value.startswith("attach://") else name
    upload = params.files.get(part)
    if upload is not None and (value == "" or value.startswith("attach://")):
        file = call.bot.files.keep(upload, FILE_KINDS[kind])
    elif value.startswith("attach://"):
        raise bad_request(f"there is no file in the request with the name {part}")
    elif not value:
        raise bad_request(f"there is no {kind} in the request")
    elif value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    else:
        found = call.bot.files.by_id(value)
        if found is None:
            raise bad_request("wrong remote file identifier specified: Wrong string length")
        file = found
    if kind == "photo":
        _check_photo(file)
    return file


def _check_photo(file: StoredFile) -> None:
    if file.folder != "photos":
        raise bad_request("can't use file of type Document as Photo")
    if len(file.content) > PHOTO_LIMIT:
        raise bad_request("file is too big for a photo")
    size = picture_size(file.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    too_long = max(size) > PHOTO_RATIO * min(size)
    if width + height > PHOTO_SIDES or too_long:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _sizes(file: StoredFile) -> list[Json]:
    """A small and the full size; both are served from the same bytes."""
    width, height = picture_size(file.content) or (1, 1)
    full: Json = {**file.facts(), "width": width, "height": height}
    scale = THUMBNAIL / max(width, height)
    if scale >= 1:
        return [full]
    small = {"width": max(1, round(width * scale)), "height": max(1, round(height * scale))}
    return [{**full, **small, "file_unique_id": file.unique_id + "s"}, full]
