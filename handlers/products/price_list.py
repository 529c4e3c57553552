"""/products: a price list is imported from a spreadsheet, in one act."""

from enum import StrEnum
from typing import Literal

from crm.products import MOST_ROWS, import_products
from handlers.importing.importing import OnSheet
from handlers.importing.small_sheets import fetch_rows
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.files import FileSent
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnCommand
from handlers.products import texts


class Step(StrEnum):
    """The one question."""

    FILE = "file"


ListTalk = Talk[Draft]


async def list_wanted(talk: ListTalk, _words: str) -> Literal[Step.FILE]:
    """A leader wants to import a price list."""
    return await talk.go(Step.FILE)


async def file_given(talk: ListTalk, file: FileSent) -> Literal[End.END]:
    """A leader sent the list: it is read in a process of its own and entered in one act."""
    read = await talk.ctx.ahead(fetch_rows(talk.ctx, file, MOST_ROWS))
    return await talk.act(
        lambda work: import_products(work, read.get()),
        then=lambda _done: END,
        show=texts.imported,
    )


def conversation() -> Conversation[Draft]:
    """Build the conversation."""
    return Conversation(
        name="price_list",
        title=N_("Import a price list"),
        draft=Draft,
        entries=[OnCommand("products", list_wanted)],
        asks={Step.FILE: Ask(lambda _draft, _none, say: texts.ask_file(say))},
        answers={Step.FILE: [OnSheet(file_given)]},
    )
