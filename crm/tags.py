"""Tags: words that mark a customer, `#重点` in a line or from the card."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from crm.cleaning import clean_line
from crm.errors import NoTag, NotThere
from crm.policy import actor_of, customer_for, visible_customers
from storage.customer_file import Tag
from storage.name_keys import comparable
from storage.tables import Customer
from storage.work import Work

LONGEST = 40
BETWEEN = re.compile(r"[\s#＃,，、;；]+")
MARKS = " .。:：!！?？\"'“”"


@dataclass(frozen=True, slots=True)
class TagsChanged:
    """The tags that an act added to a customer, or took off; `undo` is none where nothing differed."""

    customer: Customer
    added: tuple[str, ...]
    removed: tuple[str, ...]
    undo: int | None


def tag_customer(work: Work, customer_id: int, words: str) -> TagsChanged:
    """Add the tags in some words; NoTag where there is none, NotThere as for every act."""
    customer = customer_for(work, customer_id)
    tags = tags_in(words)
    if not tags:
        raise NoTag
    added = add_tags(work, customer.id, tags)
    return TagsChanged(customer, added, (), work.close_entry("tag", customer.id))


def remove_tag(work: Work, tag_id: int) -> TagsChanged:
    """Take a tag off; NotThere where it is gone or the customer may not be seen."""
    seen = visible_customers(actor_of(work))
    found = work.session.execute(
        select(Tag, Customer)
        .join(Customer, Customer.id == Tag.customer_id)
        .where(Tag.id == tag_id, seen)
    ).first()
    if found is None:
        raise NotThere("tag", tag_id)
    tag, customer = found
    work.remove(tag)
    work.touched["customers"].add(customer.id)
    return TagsChanged(customer, (), (tag.tag,), work.close_entry("untag", customer.id))


def add_tags(work: Work, customer_id: int, tags: Iterable[str]) -> tuple[str, ...]:
    """Add the tags that a customer does not have; for use-cases, which close the history entry."""
    there = {tag.key for tag in tags_of(work, [customer_id]).get(customer_id, ())}
    new = {key: tag for tag in tags if (key := tag_key(tag)) and key not in there}
    for key, tag in new.items():
        work.add(Tag(customer_id=customer_id, tag=tag, key=key))
    if new:
        work.touched["customers"].add(customer_id)
    return tuple(new.values())


def tags_of(work: Work, ids: Collection[int]) -> dict[int, list[Tag]]:
    """Return the tags of some customers, first added first."""
    tags: dict[int, list[Tag]] = defaultdict(list)
    there = select(Tag).where(Tag.customer_id.in_(ids)).order_by(Tag.id)
    for tag in work.session.scalars(there):
        tags[tag.customer_id].append(tag)
    return tags


def usual_tags(work: Work, limit: int = 8) -> tuple[str, ...]:
    """Return the tags that the customers whom the actor may see have most often."""
    often = (
        select(func.min(Tag.tag))
        .join(Customer, Customer.id == Tag.customer_id)
        .where(visible_customers(actor_of(work)))
        .group_by(Tag.key)
        .order_by(func.count().desc(), Tag.key)
        .limit(limit)
    )
    return tuple(work.session.scalars(often))


def tags_in(words: str) -> tuple[str, ...]:
    """Return the tags that words name, each once: "#重点 #展会", "重点、展会"."""
    parts = (part.strip(MARKS) for part in BETWEEN.split(clean_line(words)))
    tags: dict[str, str] = {}
    for part in parts:
        if key := tag_key(part):
            tags.setdefault(key, part[:LONGEST])
    return tuple(tags.values())


def tag_key(tag: str) -> str:
    """Return the form in which two spellings of a tag are one: width, case, script do not count."""
    return comparable(tag.lstrip("#＃"))[:LONGEST]
