"""A message with everything that can be named in it, and the text in which names are masked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from crm.understanding.book import Book, Known
from crm.understanding.fold import Page, read_page
from crm.understanding.likeness import find_alike
from crm.understanding.mentions import Mention, find_names
from crm.understanding.names import Strength
from crm.understanding.people import Match, Named, look_for_people
from crm.understanding.phones import Phone, find_last_four, find_phones, same_number
from crm.understanding.reading import Span
from crm.understanding.signs import COLLEAGUE, TAG

CUSTOMER, PERSON, PHONE, MONEY, TIME = "■", "●", "▲", "◆", "□"

# `on 19.11. we met`: the full stop of a day ends no clause where the sentence goes on.
_DAY = re.compile(r"(?<![\d.,])[0-3]?\d\.[01]?\d\Z")
_CLAUSE_END = re.compile(
    r"(?<!\d),|,(?!\d)|(?![📞📧💬])[;。!?\n\U0001F300-\U0001FAFF✅❌❗]|(?<!\bno)\.(?=\s|$)|(?<=[\u4e00-\u9fff■●▲])[ ]+(?=[\u4e00-\u9fff■●])"
    r"|(?<=:)(?=\s)|[ ]+then[ ]+|[ ]-+[ ]|[ ]and then[ ]|(?=然后|接着|随后|后来|之后又|另外|顺便又)"
    r"|(?<=[■●了])(?=(?:下午|晚上|中午|接着|又)(?:又|再)?(?:去|给|跟|和|拜访|见|到|打))"
)
# 金桥/刘总/看完样板间/ok: a slash that parts words, where nothing else does; `w/`, `f/u` and 24/7 stay.
_SLASH = re.compile(r"(?<![a-z\d])/|/(?![a-z\d ])")
_STOP = re.compile("[,;。]")
_STYLE = 3  # slashes that make a style
_NEAR = 8  # customers that make a contact's given name count


@dataclass(frozen=True)
class Scene:
    """A message, or one act of it: names, people and numbers found, offsets into the message.

    `masked` is the folded text with a sign of its own over every name; outside `start` and `end`
    it is blank.
    """

    page: Page
    names: tuple[Mention, ...]
    people: tuple[Named, ...]
    phones: tuple[Phone, ...]
    owners: tuple[Match | tuple[Known, None], ...]  # whose numbers they are
    masked: str
    start: int
    end: int

    def span(self, start: int, end: int) -> Span:
        """Quote the message between two offsets."""
        return Span(start, end, self.page.text[start:end])

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """The clauses as pairs of offsets."""
        pieces, start = [], self.start
        for cut in _CLAUSE_END.finditer(self.masked, self.start, self.end):
            if self._is_of_a_day(cut):
                continue
            if self.masked[start : cut.start()].strip():
                pieces.append((start, cut.start()))
            start = cut.end()
        if self.masked[start : self.end].strip():
            pieces.append((start, self.end))
        return tuple(pieces)

    def _is_of_a_day(self, cut: re.Match[str]) -> bool:
        if cut[0] != "." or not _DAY.search(self.masked, max(0, cut.start() - 6), cut.start()):
            return False
        return self.page.text[cut.end() : cut.end() + 2].lstrip()[:1].islower()

    def within(self, start: int, end: int) -> "Scene":
        """Return the same scene narrowed to one stretch; every offset stays."""
        blank = " " * len(self.masked)
        return replace(
            self,
            names=tuple(one for one in self.names if start <= one.start < end),
            people=tuple(one for one in self.people if start <= one.start < end),
            phones=tuple(one for one in self.phones if start <= one.start < end),
            masked=blank[:start] + self.masked[start:end] + blank[end:],
            start=start,
            end=end,
        )


def survey(text: str, book: Book) -> Scene:
    """Find the customers, people and telephone numbers that `text` names."""
    page = read_page(text)
    names = find_names(page, book)
    near = [known for name in names[:_NEAR] for known in name.customers[:_NEAR]]
    there = look_for_people(page, book)
    people = _beside(there.near(near), names)
    if not names:
        names = find_alike(page, book, people)
        near = [known for name in names for known in name.customers]
        people = _beside(there.near(near) if near else people, names)
    phones = find_phones(page)
    last_four = find_last_four(page)
    numbers = [*phones, *filter(None, [last_four])]
    owners = _owners(numbers, book)
    starts = {one.start for one in names}
    covers = [
        *((CUSTOMER, one.start, one.end) for one in names),
        *((PERSON, one.start, one.end) for one in people),
        *((PHONE, one.start, one.end) for one in numbers),
        *((" ", *one.span()) for one in TAG.finditer(text)),
        *((" ", *one.span()) for one in COLLEAGUE.finditer(text) if one.start(1) not in starts),
    ]
    masked = _parted(mask(page.plain, covers))
    return Scene(
        page, tuple(names), tuple(people), tuple(phones), owners, masked, 0, len(page.plain)
    )


def _parted(masked: str) -> str:
    """Read slashes as stops where a note is parted by them alone."""
    slashed = masked.count("/") >= _STYLE and _STOP.search(masked) is None
    parted, count = _SLASH.subn(";", masked) if slashed else (masked, 0)
    return parted if count >= _STYLE else masked


def mask(plain: str, covers: Iterable[tuple[str, int, int]]) -> str:
    """Cover stretches of a text with a sign, keeping its length."""
    signs = list(plain)
    for sign, start, end in covers:
        signs[start:end] = sign * (end - start)
    return "".join(signs)


def _beside(people: list[Named], names: list[Mention]) -> list[Named]:
    """Drop the people that are part of a customer's name, and weak names that are people."""
    taken = {place for name in names for place in range(name.start, name.end)}
    weak = {name.start: name for name in names if name.strength is Strength.WEAK}
    kept = []
    for person in people:
        if taken.isdisjoint(range(person.start, person.end)):
            kept.append(person)
        elif person.start in weak and person.end > weak[person.start].end:
            names.remove(weak[person.start])
            kept.append(person)
    return kept


def _owners(phones: list[Phone], book: Book) -> tuple[Match | tuple[Known, None], ...]:
    keys = {f"{'q' if len(phone.digits) == 4 else 'p'}:{phone.digits[-7:]}" for phone in phones}
    found: dict[int, Match | tuple[Known, None]] = {}
    for key, customers in (book.known(keys) if keys else {}).items():
        for known in customers:
            for phone in phones:
                owner = _owner(known, phone, ends=key.startswith("q:"))
                if owner:
                    found.setdefault(known.id, owner)
    return tuple(found.values())


def _owner(known: Known, phone: Phone, *, ends: bool) -> Match | tuple[Known, None] | None:
    def fits(number: str) -> bool:
        digits = "".join(sign for sign in number if sign.isdecimal())
        return digits.endswith(phone.digits) if ends else same_number(number, phone.digits)

    for person in known.contacts:
        if any(fits(number) for number in person.phones):
            return known, person
    return (known, None) if any(fits(number) for number in known.phones) else None
