"""Writing what rows brought: a statement for each table, whatever the number of customers."""

from collections.abc import Iterable, Iterator, Sequence

from crm.matching import Draft
from crm.policy import actor_of
from storage.bulk import Values
from storage.customer_file import CustomValue, Tag
from storage.search import searchable
from storage.tables import Contact, Customer, Interaction, Kind
from storage.work import Work

SEARCHED = {"name", "short_name", "city"}


def write_drafts(work: Work, drafts: Sequence[Draft]) -> None:
    """Insert customers without an id, update the others, and do the same for their contacts and visits."""
    for draft in drafts:
        if _is_found_otherwise(draft):
            draft.put("search", _search_line(draft))
    new = [draft for draft in drafts if draft.id is None]
    ids = work.add_all(Customer, [draft.values for draft in new])
    for draft, customer_id in zip(new, ids, strict=True):
        draft.id = customer_id
        draft.before.clear()
    contacts = [
        {**contact.values, "customer_id": draft.id}
        for draft in drafts
        for contact in draft.contacts
        if contact.id is None
    ]
    work.add_all(Contact, contacts)
    work.add_all(Interaction, list(_visits(work, drafts)))
    work.add_all(Tag, list(_tags(drafts)))
    work.add_all(CustomValue, list(_own_values(drafts)))
    work.change_each(Customer, _changes(drafts))
    work.change_each(Contact, _changes(one for draft in drafts for one in draft.contacts))


def _is_found_otherwise(draft: Draft) -> bool:
    if draft.id is None or not SEARCHED.isdisjoint(draft.before):
        return True
    return any(contact.id is None or contact.before for contact in draft.contacts)


def _search_line(draft: Draft) -> str:
    values = draft.values
    people = [contact.values["name"] for contact in draft.contacts]
    phones = [contact.values["phone"] for contact in draft.contacts]
    return searchable(values["name"], values["short_name"], values["city"], *people, *phones)


def _visits(work: Work, drafts: Iterable[Draft]) -> Iterator[Values]:
    member_id = actor_of(work).id
    for draft in drafts:
        for day, note in draft.new_visits:
            yield {
                "customer_id": draft.id,
                "member_id": draft.values["owner_id"] or member_id,
                "kind": Kind.VISIT,
                "note": note,
                "happened_on": day,
                "created_at": work.now,
            }


def _tags(drafts: Iterable[Draft]) -> Iterator[Values]:
    for draft in drafts:
        for key, tag in draft.new_tags.items():
            yield {"customer_id": draft.id, "tag": tag, "key": key}


def _own_values(drafts: Iterable[Draft]) -> Iterator[Values]:
    for draft in drafts:
        for field_id, value in draft.new_custom.items():
            yield {"customer_id": draft.id, "field_id": field_id, "value": value}


def _changes(drafts: Iterable[Draft]) -> Iterator[tuple[int, Values, Values]]:
    for draft in drafts:
        if draft.id is not None and draft.before:
            after = {name: draft.values[name] for name in draft.before}
            yield draft.id, draft.before, after
