"""Sending what is no file: text, places, contacts, and the typing line."""

from sandbox.answers import Json, bad_request
from sandbox.calls import Call
from sandbox.entities.formatted import check_text, formatted
from sandbox.params import Params
from sandbox.posting import post

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
ACTION_SHOWN = 5.0


def send_message(call: Call) -> Json:
    """sendMessage."""
    return post(call, text_content(call.params)).body


def send_location(call: Call) -> Json:
    """sendLocation."""
    return post(call, location_content(call.params)).body


def send_venue(call: Call) -> Json:
    """sendVenue: a place with a title and an address."""
    return post(call, venue_content(call.params)).body


def send_contact(call: Call) -> Json:
    """sendContact."""
    return post(call, contact_content(call.params)).body


def send_chat_action(call: Call) -> bool:
    """sendChatAction: shown for five seconds or until the next message."""
    chat = call.chat()
    action = call.params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.check_open_to_bot()
    chat.action, chat.action_until = action, call.now + ACTION_SHOWN
    chat.feed.tell("typing", chat, action=action)
    return True


def text_content(params: Params) -> Json:
    """The fields of a text message; 400 where it is empty, too long or does not parse."""
    text, entities = formatted(params, "text")
    check_text(text)
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    preview = link_preview(params)
    if preview:
        content["link_preview_options"] = preview
    return content


def location_content(params: Params) -> Json:
    """The fields of a place."""
    return {"location": _location(params)}


def venue_content(params: Params) -> Json:
    """The fields of a place with a title and an address."""
    location = _location(params)
    venue = {"location": location, **_required(params, "title", "address")}
    return {"venue": venue, "location": location}


def contact_content(params: Params) -> Json:
    """The fields of a contact card."""
    contact: Json = _required(params, "phone_number", "first_name")
    for name in ("last_name", "vcard"):
        if name in params:
            contact[name] = params.text(name)
    return {"contact": contact}


def link_preview(params: Params) -> Json:
    """The link preview options that were asked for."""
    options = params.object("link_preview_options", "link preview options")
    if not options and params.flag("disable_web_page_preview"):
        return {"is_disabled": True}
    return options


def _location(params: Params) -> Json:
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if latitude is None or longitude is None:
        raise bad_request("latitude and longitude must be non-empty")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong latitude or longitude specified")
    location: Json = {"latitude": latitude, "longitude": longitude}
    accuracy = params.number("horizontal_accuracy")
    if accuracy is not None:
        location["horizontal_accuracy"] = accuracy
    return location


def _required(params: Params, *names: str) -> Json:
    for name in names:
        if name not in params:
            raise bad_request(f'parameter "{name}" is required')
    return {name: params.text(name) for name in names}
