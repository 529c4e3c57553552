"""Every method of the Bot API that the sandbox knows; any other answers 404 as Telegram does."""

from functools import partial

from sandbox.calls import Method, SlowMethod
from sandbox.methods import (
    copying,
    editing,
    inline,
    media,
    polling,
    profile,
    sending,
    taps,
    webhook,
)
from sandbox.methods.profile import PROFILE_TEXTS

_NAMED: dict[str, Method] = {
    "getMe": profile.get_me,
    "getChat": profile.get_chat,
    "sendMessage": sending.send_message,
    "sendLocation": sending.send_location,
    "sendVenue": sending.send_venue,
    "sendContact": sending.send_contact,
    "sendChatAction": sending.send_chat_action,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "sendVoice": media.send_voice,
    "sendAudio": media.send_audio,
    "sendVideo": media.send_video,
    "sendMediaGroup": media.send_media_group,
    "getFile": media.get_file,
    "forwardMessage": copying.forward_message,
    "copyMessage": copying.copy_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "pinChatMessage": editing.pin_chat_message,
    "unpinChatMessage": editing.unpin_chat_message,
    "unpinAllChatMessages": editing.unpin_all_chat_messages,
    "setMessageReaction": editing.set_message_reaction,
    "answerCallbackQuery": taps.answer_callback_query,
    "setWebhook": webhook.set_webhook,
    "deleteWebhook": webhook.delete_webhook,
    "getWebhookInfo": webhook.get_webhook_info,
    "answerInlineQuery": inline.answer_inline_query,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
}

# Telegram takes a method's name in any case.
METHODS: dict[str, Method] = {name.lower(): method for name, method in _NAMED.items()}
for _kind in PROFILE_TEXTS:
    _name = _kind.replace("_", "")
    METHODS[f"setmy{_name}"] = partial(profile.set_profile_text, kind=_kind)
    METHODS[f"getmy{_name}"] = partial(profile.get_profile_text, kind=_kind)

SLOW_METHODS: dict[str, SlowMethod] = {"getupdates": polling.get_updates}
