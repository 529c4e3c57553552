"""Which customer and which contact a message is about; several that fit are a doubt, not a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crm.understanding.book import Known
from crm.understanding.fold import fold
from crm.understanding.mentions import Mention
from crm.understanding.names import Strength
from crm.understanding.people import Match, Named
from crm.understanding.reading import Choice, Doubt, Span, Why
from crm.understanding.scene import Scene
from crm.understanding.strangers import find_buyer, find_company, find_contact

_GIVEN_TO = re.compile(
    r"(?:把|将)[^,。;]{1,30}(?:发|送|寄|给|报|交|转|介绍|推荐)给?(?=■)|\b(?:send|forward|show|give|email|introduce|pass|offer|present|pitch)\b[^,.;]{1,40}\bto (?=■)"
)
_BELONGS = re.compile(r"\b(?:from|of|with|joined|works|moved)\b|[的从,(]")
_MOST_CHOICES = 8  # as many as one question can show


@dataclass(frozen=True, slots=True)
class Who:
    """The customer and the contact of one act, as far as they are certain."""

    customer: Known | None = None
    contact: str | None = None
    contact_id: int | None = None
    new_customer: str | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def who_is_meant(scene: Scene, *, wants: bool = False) -> Who:
    """Find the customer: by name, else by contact, else by number; and the contact with it.

    `wants` where the message says that somebody wants to buy: a name nobody has may be its first words then.
    """
    mention = _recipient(scene) or _leading(scene.names)
    if mention:
        return _by_name(scene, mention)
    stranger = find_company(scene)
    if stranger and not _is_known_in_full(scene, stranger):
        return _newcomer(scene, stranger)
    if scene.owners:
        return _by_number(scene)
    if scene.people:
        return _by_person(scene)
    buyer = find_buyer(scene) if wants else None
    return _newcomer(scene, buyer) if buyer else Who()


def _is_known_in_full(scene: Scene, stranger: Span) -> bool:
    """Tell whether a contact stands in full before a place nobody knows: `ran into Tom Becker at Bunnings`."""
    for person in scene.people:
        if len(person.matches) == 1 and person.end <= stranger.start:
            _, contact = person.matches[0]
            between = scene.page.plain[person.end : stranger.start]
            in_full = fold(contact.name) == scene.page.plain[person.start : person.end]
            return in_full and not _BELONGS.search(between)
    return False


def _recipient(scene: Scene) -> Mention | None:
    """Return who is to get something of another: 把华信的案例发给海纳, `send the Acme case to Summit`."""
    if len(scene.names) < 2:
        return None
    for found in _GIVEN_TO.finditer(scene.masked, scene.start, scene.end):
        for name in scene.names[1:]:
            if name.start == found.end() and name.certain:
                return name
    return None


def _leading(names: Sequence[Mention]) -> Mention | None:
    """Return the first name that is more than a part; a weak one only where there is no other."""
    strong = [one for one in names if one.strength > Strength.WEAK and one.certain]
    return next(iter(strong or names), None)


def _by_name(scene: Scene, mention: Mention) -> Who:
    span = scene.span(mention.start, mention.end)
    customers = _narrowed(scene, mention)
    if len(customers) > 1 or not mention.certain:
        why = Why.SEVERAL if len(customers) > 1 else Why.SIMILAR
        choices = tuple(Choice(known) for known in customers[:_MOST_CHOICES])
        contact, spans = _written(scene)
        doubt = Doubt("customer", why, span, choices)
        return Who(contact=contact, spans=spans, doubts=(doubt,))
    customer = customers[0]
    spans = {"customer": span}
    person = _contact_of(scene, customer)
    if person and person.matches:
        people = [match[1] for match in person.matches if match[0].id == customer.id]
        spans["contact"] = scene.span(person.start, person.end)
        if len(people) == 1:
            return Who(customer, people[0].name, people[0].id, spans=spans)
        if people:
            choices = tuple(Choice(customer, one) for one in people[:_MOST_CHOICES])
            doubt = Doubt("contact", Why.SEVERAL, spans["contact"], choices)
            return Who(customer, spans={"customer": span}, doubts=(doubt,))
    return _with_stranger(scene, customer, spans, person)


def _with_stranger(
    scene: Scene, customer: Known, spans: dict[str, Span], person: Named | None
) -> Who:
    """The customer is known, the person named beside it is not one of its contacts."""
    unknown = find_contact(scene)
    if unknown is None and person is not None:
        unknown = scene.span(person.start, person.end)
    if unknown is None:
        return Who(customer, spans=spans)
    doubt = Doubt("contact", Why.UNKNOWN, unknown)
    return Who(customer, unknown.text, spans=spans | {"contact": unknown}, doubts=(doubt,))


def _contact_of(scene: Scene, customer: Known) -> Named | None:
    """Return the first contact of the customer; else the first person named with a title."""
    for person in scene.people:
        if any(known.id == customer.id for known, _ in person.matches):
            early = find_contact(scene)
            return None if early and early.start < person.start else person
    return next((person for person in scene.people if person.titled), None)


def _narrowed(scene: Scene, mention: Mention) -> Sequence[Known]:
    """Of several customers with that name keep those that a contact, a number or a city fits."""
    customers = mention.customers
    ids = {known.id for known in customers}
    hints = [
        {known.id for person in scene.people for known, _ in person.matches},
        {known.id for known, _ in scene.owners},
        {known.id for known in customers if known.city and fold(known.city) in scene.page.plain},
    ]
    for hint in hints:
        if len(ids) > 1 and ids & hint:
            ids &= hint
    return [known for known in customers if known.id in ids]


def _newcomer(scene: Scene, company: Span) -> Who:
    spans = {"new_customer": company}
    contact, found = _written(scene)
    doubt = Doubt("customer", Why.UNKNOWN, company)
    return Who(None, contact, None, company.text, spans | found, (doubt,))


def _by_number(scene: Scene) -> Who:
    if len({known.id for known, _ in scene.owners}) > 1:
        choices = tuple(Choice(*owner) for owner in scene.owners[:_MOST_CHOICES])
        return Who(doubts=(Doubt("customer", Why.SEVERAL, None, choices),))
    known, person = scene.owners[0]
    spans = {}
    if scene.phones:
        spans["customer"] = scene.span(scene.phones[0].start, scene.phones[0].end)
    if person is None:
        return Who(known, spans=spans)
    return Who(known, person.name, person.id, spans=spans)


def _by_person(scene: Scene) -> Who:
    known = next((one for one in scene.people if one.matches), None)
    if known is None:
        contact, spans = _written(scene)
        return Who(contact=contact, spans=spans)
    span = scene.span(known.start, known.end)
    matches = _shared(scene.people, known)
    if len(matches) > 1:
        choices = tuple(Choice(*match) for match in matches[:_MOST_CHOICES])
        return Who(doubts=(Doubt("customer", Why.SEVERAL, span, choices),))
    customer, person = matches[0]
    return Who(customer, person.name, person.id, spans={"customer": span, "contact": span})


def _shared(people: Sequence[Named], first: Named) -> Sequence[Match]:
    """Where two people are named, their common customer decides."""
    for other in people:
        if other is not first and len(first.matches) > 1:
            ids = {known.id for known, _ in other.matches}
            both = [match for match in first.matches if match[0].id in ids]
            if both:
                return both
    return first.matches


def _written(scene: Scene) -> tuple[str | None, dict[str, Span]]:
    """Return the person as the message names him."""
    person: Span | None = find_contact(scene)
    if person is None and scene.people:
        person = scene.span(scene.people[0].start, scene.people[0].end)
    return (person.text, {"contact": person}) if person else (None, {})
