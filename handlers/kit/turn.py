"""One update on its way through the handlers: what came, from whom, and whether it was settled."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from telegram import Contact, InlineQuery, Location, Message, Update, User

from crm.clock import Clock
from crm.recognition import Recognised
from handlers.kit import occasions
from handlers.kit.assistant import Assistant
from handlers.kit.buttons import Tapped, decode, tag_in
from handlers.kit.commands import Commanded, command_alone, command_in
from handlers.kit.files import FileKind, FileSent, file_of
from handlers.kit.origins import author_of
from handlers.kit.say import Say, language_of
from handlers.kit.unfinished import is_left_alone
from storage.conversations import OpenConversation
from storage.inbox import Received
from storage.store import Store
from storage.tables import Member
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Desk:
    """What every handler works with; `fetch` brings a file by its id, or none where that fails.

    `after_act` is done at the end of every act, in its transaction; `ready_for` loads what a turn may need.
    """

    store: Store
    clock: Clock
    bot_username: str
    fetch: Callable[[str], Awaitable[bytes | None]]
    after_act: Callable[[Work, Say], None]
    ready_for: Callable[["Turn"], Awaitable[None]]
    assistant: Assistant | None = None


class Turn:
    """An update of a private chat, its recognised sender, and what became of it.

    It stands in for `telegram.Update` in the library's dispatcher. `settled` says that a transaction with
    the update's effect has committed; a turn that ends unsettled has failed. `is_followed` says whether
    further updates of the chat wait already, `was_waiting` whether this one came in before the one handled
    before it was answered; `has_deferred` that its receipt is to be read back with theirs.
    """

    def __init__(
        self,
        received: Received,
        update: Update,
        desk: Desk,
        who: Recognised,
        is_followed: Callable[[], bool] = lambda: False,
        was_waiting: bool = False,
    ) -> None:
        self.received = received
        self.update = update
        self.desk = desk
        self.who = who
        self.is_followed = is_followed
        self.was_waiting = was_waiting
        self.has_deferred = False
        self.settled = False
        self.toast: str | None = None
        self.error: Exception | None = None

    @property
    def user(self) -> User:
        """The Telegram user who acted."""
        user = self.update.effective_user
        assert user is not None
        return user

    @property
    def chat_id(self) -> int:
        """The private chat, whose id is the user's."""
        return self.user.id

    @property
    def member(self) -> Member:
        """The member who acted; only for handlers behind the stranger's gate."""
        assert self.who.member is not None
        return self.who.member

    def goes_on_as(self, member: Member) -> None:
        """Speak from here on to a member who has joined, or changed his language or zone, in this turn."""
        self.who = replace(self.who, member=member)
        self.__dict__.pop("say", None)

    @property
    def has_blocked(self) -> bool:
        """Whether the update says that the sender has blocked the bot."""
        membership = self.update.my_chat_member
        return membership is not None and membership.new_chat_member.status == "kicked"

    @property
    def message(self) -> Message | None:
        """The message that was sent, if the update is a new one."""
        return self.update.message

    @cached_property
    def sent_at(self) -> datetime:
        """When the rep sent it: phrases like "tomorrow" count from here, not from its handling."""
        message = self.update.message or self.update.edited_message
        return message.date if message else self.desk.clock.now()

    @cached_property
    def say(self) -> Say:
        """How to speak to the sender."""
        now = self.desk.clock.now()
        if self.who.member is None:
            return Say(language_of(self.user.language_code), "UTC", now)
        return Say(self.who.member.language, self.who.member.zone, now)

    @cached_property
    def text(self) -> str | None:
        """The text of a new message."""
        return self.update.message.text if self.update.message else None

    @cached_property
    def command(self) -> Commanded | None:
        """The command that a new message is; a word alone is one where it answers neither question nor record."""
        current = self.who.conversation
        answers = current is not None and not is_left_alone(current, self.desk.clock.now())
        if answers or self.who.about is not None or self.author is not None:
            return command_in(self.text)
        return command_in(self.text) or command_alone(self.text)

    @cached_property
    def file(self) -> FileSent | None:
        """The file that a new message carries."""
        return file_of(self.update.message) if self.update.message else None

    @property
    def edited(self) -> Message | None:
        """The message that was edited, if it has words."""
        edited = self.update.edited_message
        return edited if edited and (edited.text or edited.caption) else None

    @cached_property
    def tapped(self) -> Tapped | None:
        """The button that was tapped, where its data is one of ours."""
        query = self.update.callback_query
        return decode(query.data) if query and query.data else None

    @property
    def left(self) -> OpenConversation | None:
        """The conversation that the tapped button leaves."""
        leaves = self.tapped.leaves if self.tapped else None
        return next((one for one in self.who.conversations if one.id == leaves), None)

    @property
    def current(self) -> OpenConversation | None:
        """The conversation that the chat is in, and stays in as far as this update by itself goes."""
        current = self.who.conversation
        return None if current is not None and current == self.left else current

    @property
    def tapped_message(self) -> int | None:
        """The id of the message whose button was tapped."""
        query = self.update.callback_query
        return query.message.message_id if query and query.message else None

    @property
    def tapped_in(self) -> Message | None:
        """That message as the phone showed it; none where Telegram no longer tells it."""
        query = self.update.callback_query
        return query.message if query and isinstance(query.message, Message) else None

    @cached_property
    def author(self) -> str | None:
        """Who wrote a new message, where it was forwarded and is not the sender's own or the bot's."""
        return author_of(self.update.message) if self.update.message else None

    @property
    def inline(self) -> InlineQuery | None:
        """What was typed behind the bot's name in any chat."""
        return self.update.inline_query

    @property
    def contact(self) -> Contact | None:
        """The contact that was shared."""
        return self.update.message.contact if self.update.message else None

    @property
    def tells_a_place(self) -> bool:
        """Whether the update says where somebody is: it is kept no longer than it is handled."""
        message = self.update.message or self.update.edited_message
        return message is not None and message.location is not None

    @property
    def is_on_the_move(self) -> bool:
        """Whether it is one more place of somebody who shares his way: nobody asked for that."""
        edited = self.update.edited_message
        return edited is not None and edited.location is not None

    @cached_property
    def occasions(self) -> frozenset[str]:
        """What this turn brings: only what waits for one of these is asked about it."""
        found = set(self._news())
        if self.who.member is None:
            return frozenset(found | {occasions.STRANGER})
        found |= {occasions.of_talk(one.name) for one in self.who.conversations}
        found |= set(self._of_message()) if self.message else set()
        if self.edited:
            found.add(occasions.EDIT)
        query = self.update.callback_query
        if query and query.data:
            found.add(occasions.of_tap(tag_in(query.data)))
        return frozenset(found | {occasions.ALWAYS})

    def _news(self) -> Iterator[str]:
        if self.update.my_chat_member is not None:
            yield occasions.PRESENCE
        if self.inline is not None:
            yield occasions.INLINE
        if self.is_on_the_move:
            yield occasions.MOVING

    def _of_message(self) -> Iterator[str]:
        command = self.command
        if command is not None:
            yield occasions.of_command(command.name)
        elif self.text:
            yield occasions.TEXT
        if self.author:
            yield occasions.FORWARD
        if self.who.about is not None:
            yield occasions.of_reply(self.who.about.partition(":")[0])
        if self.contact is not None:
            yield occasions.CONTACT
        if self.location is not None:
            yield occasions.PLACE
        if self.file is not None:
            yield occasions.FILE
            if self.file.kind is FileKind.DOCUMENT:
                yield occasions.DOCUMENT

    @property
    def location(self) -> Location | None:
        """The place that was shared."""
        return self.update.message.location if self.update.message else None
