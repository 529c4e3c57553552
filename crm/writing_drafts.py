"""Writing what rows brought: a statement for each table, whatever the number of customers."""

from collections.abc import Iterable, Iterator, Sequence

from crm.matching import Draft
from crm.policy import actor_of
from storage.bulk import Values
from storage.customer_file import CustomValue, Occasion, Tag
from storage.tables import Contact, Customer, Interaction, Kind
from storage.work import Work


def write_drafts(work: Work, drafts: Sequence[Draft]) -> None:
    """Insert customers without an id, update the others, and do the same for their contacts and visits."""
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
    ids = work.add_all(Contact, contacts)
    days = _days(drafts, iter(ids))
    work.add_all(Occasion, list(days))
    work.add_all(Interaction, list(_visits(work, drafts)))
    work.add_all(Tag, list(_tags(drafts)))
    work.add_all(CustomValue, list(_own_values(drafts)))
    work.change_each(Customer, _changes(drafts))
    work.change_each(Contact, _changes(one for draft in drafts for one in draft.contacts))


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


def _days(drafts: Iterable[Draft], new_ids: Iterator[int]) -> Iterator[Values]:
    """Return the days of contacts; the new contacts have the new ids, in their order."""
    for draft in drafts:
        for contact in draft.contacts:
            contact_id = contact.id or next(new_ids)
            for day in contact.new_days:
                yield {
                    "contact_id": contact_id,
                    "label": day.label,
                    "month": day.month,
                    "day": day.day,
                    "is_lunar": day.is_lunar,
                    "year": day.year,
                }


def _own_values(drafts: Iterable[Draft]) -> Iterator[Values]:
    for draft in drafts:
        for field_id, value in draft.new_custom.items():
            yield {"customer_id": draft.id, "field_id": field_id, "value": value}


def _changes(drafts: Iterable[Draft]) -> Iterator[tuple[int, Values, Values]]:
    for draft in drafts:
        if draft.id is not None and draft.before:
            after = {name: draft.values[name] for name in draft.before}
            yield draft.id, draft.before, after
