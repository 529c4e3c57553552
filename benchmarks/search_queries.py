"""What is looked up in a book of very many: queries of every kind, made from customers that are there, and conditions."""

import random
from collections.abc import Iterator
from typing import Any

from benchmarks.search_customers import customers
from crm.understanding.syllables import readings_of

KINDS = {
    "one character": "恒",
    "two characters": "two characters of a name",
    "four characters": "a name with its trade",
    "Latin word": "a word of a Latin name",
    "Latin beginning": "its first four letters",
    "two words": "the beginnings of two words",
    "pinyin": "huaxin",
    "initials": "hxkj",
    "mixed": "hua信",
    "contact": "a contact's name",
    "contact in pinyin": "wangwei",
    "whole number": "with spaces and the country's code",
    "part of a number": "five digits",
    "last four": "尾号5678",
    "city and grade": "上海 A级",
    "tag": "#重点",
    "inside a word": "letters inside of a Latin word",
}
CONDITIONS = (
    "A级 上海 30天未联系",
    "A customers in Chicago not visited for 30 days",
    "#重点",
    "#vip Leeds",
    "公海 上海",
    "商机>10万 上海",
    "行业: 软件",
    "付款方式: 月结",
)
DEALS = ("商机>10万 本月", "deals over 50k")


def queries(size: int, seed: int, times: int) -> dict[str, list[str]]:
    """Return queries of each kind, made from customers that are there."""
    chance = random.Random(seed)
    picked = chance.sample(range(min(size, 100_000)), 20 * times)
    wanted = set(picked)
    rows = [row for number, row in enumerate(customers(max(picked) + 1)) if number in wanted]
    made: dict[str, list[str]] = {kind: [] for kind in (*KINDS, "typo", "nobody")}
    for one in rows:
        for kind, query in _queries(chance, one.customer, one.contact, one.tags):
            if len(made[kind]) < times:
                made[kind].append(query)
    return made


def _queries(
    chance: random.Random, customer: Any, contact: Any, tags: Any
) -> Iterator[tuple[str, str]]:
    name = customer.name
    if tags:
        yield "tag", f"#{tags[0].tag}"
    phone = contact.phone_e164
    yield "whole number", f"{phone[:3]} {phone[3:6]} {phone[6:9]} {phone[9:]}"
    yield "part of a number", phone[5:10]
    yield "last four", f"尾号{phone[-4:]}"
    if customer.city > "z":
        yield "city and grade", f"{customer.city} {customer.grade}级"
    if name[0] > "z":
        brand = name.removeprefix(customer.city)[:4]
        sounds = [readings_of(one)[0] if readings_of(one) else "" for one in brand]
        yield "one character", chance.choice(brand)
        yield "two characters", brand[:2]
        yield "four characters", brand
        if all(sounds):
            yield "pinyin", "".join(sounds[:2])
            yield "initials", "".join(one[0] for one in sounds)
            yield "mixed", sounds[0] + brand[1]
        yield "contact", contact.name
        heard = [readings_of(one, number == 0) for number, one in enumerate(contact.name)]
        if all(heard):
            yield "contact in pinyin", "".join(one[0] for one in heard)
        yield "nobody", f"{brand[0]}龘{brand[1]}"
        return
    first, second = name.split()[:2]
    yield "Latin word", first
    yield "Latin beginning", first[:4]
    yield "two words", f"{first[:3]} {second[:3]}"
    yield "inside a word", first[2:7].lower()
    yield "contact", contact.name
    if len(first) > 7:
        yield "typo", first[:4] + first[5:]
    yield "nobody", f"{first[:3]}qzx{first[3:]}"
