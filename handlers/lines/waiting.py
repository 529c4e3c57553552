"""What is shown once everything that waited in a chat is handled: the summary, then the question left open."""

from handlers.history.summary import read_back
from handlers.kit.say import Say
from handlers.kit.screen import payload
from handlers.kit.talk import draft_from, dump
from handlers.lines.draft import LineDraft
from handlers.lines.line import conversation
from storage.conversations import move_conversation, open_conversations
from storage.work import Work


def catch_up(work: Work, chat_id: int) -> None:
    """Read back what was saved, and ask what was kept back while more of the chat waited."""
    say = read_back(work, chat_id)
    if say is not None:
        ask_what_was_kept_back(work, chat_id, say)


def ask_what_was_kept_back(work: Work, chat_id: int, say: Say) -> None:
    """Ask the question about a line, where it was not asked yet."""
    talk = conversation()
    for row in open_conversations(work.connection, chat_id):
        draft = draft_from(LineDraft, row.draft) if row.name == talk.name else None
        if draft is None or draft.is_asked or not row.active:
            continue
        asked = payload(talk.asked(work, row, say), chat_id, row.id)
        work.send(chat_id, "sendMessage", asked)
        draft.is_asked = True
        move_conversation(work.connection, chat_id, row.id, row.step, dump(draft), work.now)
