"""The amount that a message names: a total, or a quantity times a unit price."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from crm.understanding.numerals import (
    ENGLISH_SCALES,
    ENGLISH_WORDS,
    FIGURES,
    HAN_NUMBER,
    read_english_words,
    read_han_number,
)
from crm.understanding.vocabulary.money import (
    AGAINST,
    APART,
    BEHIND_ONLY,
    CUES,
    CURRENCIES,
    LONG_MEASURES,
    MEASURES,
    STRONG_CUES,
    WEAK_CUES,
)

_SIGNS = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
_BEFORE_SIGNS = "|".join(
    re.escape(sign)
    for sign in sorted(CURRENCIES, key=len, reverse=True)
    if sign not in BEHIND_ONLY
)
_SCALES = "|".join(sorted(ENGLISH_SCALES, key=len, reverse=True))
_SMALL_WORDS = "|".join(sorted(ENGLISH_WORDS, key=len, reverse=True))
_SPELT = (
    rf"(?:(?:{_SMALL_WORDS}|half|a|an)[ -]+)(?:(?:{_SMALL_WORDS}|a|and|hundred|dozen|of)[ -]+){{0,5}}"
    rf"(?:hundred|thousand|grand|million|billion)(?:[ -](?:thousand|million))?\b"
    rf"|(?:{_SMALL_WORDS})(?:[ -](?:{_SMALL_WORDS}))?(?=[ ](?:dollars?|bucks|euros?|pounds|quid)\b)"
)
_AMOUNT = re.compile(
    rf"(?P<pre>(?<![a-z])(?:{_BEFORE_SIGNS})[ ]?)?"
    rf"(?:(?P<spelt>(?<![a-z]){_SPELT})"
    rf"|(?P<scaled>(?<![a-wyz\d/])(?<!\d[.,]){FIGURES}(?:\.\d+)?)[ ]?(?P<scale>{_SCALES})(?![\w])"
    rf"|(?P<han>(?<![a-wyz\d/])(?<!\d[.,]){HAN_NUMBER}))"
    rf"(?P<post>(?![ ]?[$€£¥₩₹]\d)[ ]?(?:{_SIGNS})(?![a-z]))?"
)
_EACH_AFTER = re.compile(
    rf"[ ]?(?:左右|多)?(?:each\b|apiece|a piece|a pop|per\b(?! (?:year|yr|annum|month|mo|week|wk|day|quarter|qtr)\b)|ea\b|(?<! )/(?!月|年|yr|year|month)[a-z{MEASURES}]|"
    rf"(?:一|每|1)[ ]?(?![天周月年日])[{MEASURES}]|an? (?!bit\b|lot\b|little\b|deal\b|discount\b|quote\b|month\b|year\b|week\b|day\b|quarter\b|call\b|new\b|\w+ (?:deal|order|contract))[a-z]+(?=[ ,.;]|$))"
)
_NOT_ONE = "零一二两三四五六七八九十百千万亿第唯统同单其另这那有来加买要订了个换再"
_EACH_BEFORE = re.compile(
    rf"(?:单价|每(?![天周月年次分时])[{MEASURES}](?:每[天月年]|(?!多|约|大概|[月周年天季星礼小工])[\u4e00-\u9fff]{{1,4}})?|(?<![\d\w])(?:一|1)(?![天周月年日])[{MEASURES}]|(?<=[\u4e00-\u9fff])(?<![{_NOT_ONE}])一[台套件米吨箱袋瓶条张辆架艘座克升只根把桶盒卷片平斤方]|(?<![\d{_NOT_ONE}])[一1每](?:{'|'.join(LONG_MEASURES)})|unit price(?: of| is|:)?|@|each(?: at| for| is)?)"
    rf"[::]?(?:还是|仍是?|按|[报谈砍压给要][了到成]?|报价|卖|是|约|大概|about)?[ ]?$"
)
_TIMES = re.compile(
    r"(\d{1,9}k?|[一二两三四五六七八九十百]{1,6})[ ]?(?:[a-wyz][a-z]{0,7}|[台套个件箱吨])?[ ]?(?:[x*×]|乘以?)[ ]?$"
)
_COUNT = re.compile(
    rf"(?P<han>{HAN_NUMBER})[ ]?(?:{'|'.join(LONG_MEASURES)}|[{MEASURES}])"
    rf"|(?<![a-z\d_.,-])(?P<digits>{FIGURES})(?!\.?\d|,\d{{3}})[ ]?(?:x[ ])?(?=[a-z@])"
    rf"|(?<![\w.])[x×*][ ]?(?P<times>\d{{1,5}})(?![\d.])"
    rf"|\b(?P<word>(?:{_SMALL_WORDS})(?:[ -](?:{_SMALL_WORDS}|and|hundred|thousand))*|a dozen|a couple of|dozen)(?=[ -][a-z])"
)
_PERCENT = re.compile(r"[ ]?(?:%|‰|个点|个百分点|点|成(?!交)|折|percent|°|度|℃|x\b)")
_HALF_DAY = re.compile(r"[ ]?[ap]\.?m\b")
_MEASURED = re.compile(
    rf"[ ]?(?:{'|'.join(LONG_MEASURES)}|[{MEASURES}](?!钱)|[tlgv](?![a-z])|[a-z]{{2,}})|-[a-z\d]|:\d|/\d|[.]\d"
)
_LABEL = re.compile(
    r"(?:code|pin|gate|invoice|inv|password|密码|口令|门牌|发票号?|model|ext\.?|extension|po|#|no\.?|number|ver(?:sion)?|v|room|rm|gate|floor|line|phase|step|q|type|item|sku|part|"
    r"型号|分机|编号|单号|订单号|合同号|版本|房间|第|号|iso|gb|tel|fax|unit|suite|year|fy|in|since|until|by)(?: is| was|是|为)?[ .::#]*$"
)
_NO_MONEY_AFTER = re.compile(
    r"[ ]?(?:screen|tv|monitor|resolution|run|race|显示|屏|电视|摄像|画质|高清|电机|灯|功率|马力|瓦|像素|分辨|错误|报错|端口|状态码)"
)
_OWED = re.compile(r"[ ]?(?:outstanding|owing|owed|overdue|unpaid|还没付|没付|未付)")
_OPEN = re.compile(
    r"[ ]?(?:left|outstanding|owing|overdue|unpaid|good|valid|worth|of|each|apiece|per|a|an|total|for|in|by|at|on|and|or|but|final|plus|with|to|is|if|all|budget|deal|signed|won|ex|incl|including|excl|net|when|so|they|she|he|we|i|from|before|after|over|next|this|ok|per|quote|order|contract|project|opportunity|close|closing|expected|call|follow|send|then|range|ish|or|max|min|tops|ballpark|maximum|upfront|annually|yearly|monthly|vat|tax|close|due|as|the|until|because|thanks|roughly|approx|about|pls|please|yesterday|today|tomorrow)(?![a-z0-9])"
)
_RANGE = re.compile(r"[ ]?(?:-|~|—|到|至|to|and|or)[ ]?")
_NEXT_TO = re.compile(r"([一二三四五六七八九])([一二三四五六七八九])(?=[十百千万])")
_COPULA = re.compile(
    r"(?<!price )(?<!budget )(?<!total )(?<!cost )\b(?:is|of|at|about|around)[ ]?$|(?<![价额算])[约是][ ]?$"
)
_CENTS = re.compile(r"[\d一二三四五六七八九](?![\d十百千万台套个%])")
_NAMED_APART = re.compile(rf"(?<![a-z])(?:{'|'.join(APART)})(?![a-z])")
_MOST_NUMBERS = 300
_THING = re.compile(r" (?!people|users?|pcs)[a-z]+[a-rt-z](?![a-z])")
_CLAUSE = re.compile(r"[,;。、\n!?]")
_MANY_AT = re.compile(r"(?<![\w.,])(\d[\d,]{0,9}) (?:[a-z-]+ ){1,3}(?:at|@) ?$")
_PEOPLE_AT = re.compile(r"people|guests|attendees|pax|persons|staff|min|hours?|days?|o'clock")
_PAPER = re.compile(
    r"\b(?:quote|quotation|estimate|proposal|offer|order|contract)(?: no\.?)?[ ]?$"
)
_ROUND = 10  # a price that is typed bare ends in a nought, the number of a paper seldom does
_LEAST_PRICE = 100  # behind a measure and an x: below it, it is the name of a model
_EACH = re.compile(r"单价|每[台套个件箱吨]|@")
_LETTERED = re.compile(r"[台套个件箱吨]x$")
_MANY = 10  # things, of which a bare number behind "at" is the price
_CUE_REACH, _COUNT_REACH = 14, 60


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money: its offsets, its value in whole units, its currency where named.

    `high` is the upper end of a range. `each` marks the price of one of several.
    """

    start: int
    end: int
    value: Decimal
    currency: str | None = None
    high: Decimal | None = None
    each: bool = False
    weight: int = 0


def find_amounts(plain: str) -> list[Amount]:
    """Return the amounts of money in a folded, masked text, in order, with their weights."""
    numbers = islice(_AMOUNT.finditer(plain), _MOST_NUMBERS)
    candidates = [(found, amount) for found in numbers if (amount := _read(found))]
    amounts: list[Amount] = []
    skip = -1
    for number, (found, amount) in enumerate(candidates):
        if amount.start < skip:
            continue
        following = candidates[number + 1] if number + 1 < len(candidates) else None
        whole = _as_range(plain, found, amount, following) or amount
        skip = whole.end
        weight = _weigh(plain, found, whole)
        if weight is not None:
            amounts.append(replace(whole, weight=weight, each=_is_each(plain, whole)))
    return amounts


def choose_amount(plain: str, amounts: Sequence[Amount]) -> Amount | None:
    """Return the amount that the message is about, multiplied out; None where there is none."""
    totals = [_times(plain, amount) for amount in amounts]
    usable = [amount for amount in totals if amount and amount.weight >= 0]
    best = max(usable, key=lambda one: (one.weight, -one.start), default=None)
    named = {amount.currency for amount in amounts if amount.currency}
    named = named or {CURRENCIES[one] for one in _NAMED_APART.findall(plain)}
    if best and best.currency is None and len(named) == 1:
        return replace(best, currency=named.pop())  # 15k USD a year, 45k in all
    return best


def _read(found: re.Match[str]) -> Amount | None:
    if found["spelt"]:
        value = read_english_words(re.split(r"[ -]+", found["spelt"]))
    elif found["scaled"]:
        value = Decimal(found["scaled"].replace(",", "")) * ENGLISH_SCALES[found["scale"]]
    else:
        value = read_han_number(found["han"])
    if value is None or value <= 0:
        return None
    start, end = found.span()
    fraction = _CENTS.match(found.string, end)
    if fraction and found["post"] and found["post"].strip() == "块":
        value += (read_han_number(fraction[0]) or 0) / Decimal(10)
        end += 1
    sign = (found["pre"] or found["post"] or "").strip()
    return Amount(start, end, value, CURRENCIES.get(sign))


def _as_range(
    plain: str,
    found: re.Match[str],
    amount: Amount,
    following: tuple[re.Match[str], Amount] | None,
) -> Amount | None:
    """Join `80k-100k`, `30到50万` and `三四十万` into one amount with two ends."""
    beside = _NEXT_TO.search(found["han"] or "")
    if beside:
        low = read_han_number(found["han"].replace(beside[0], beside[1]))
        high = read_han_number(found["han"].replace(beside[0], beside[2]))
        return replace(amount, value=low or amount.value, high=high)
    if not following or not _RANGE.fullmatch(plain, amount.end, following[1].start):
        return None
    other = following[1]
    if re.search(r"(?:from|从)[ ]?$", plain[max(0, amount.start - 6) : amount.start]):
        return replace(other, each=False)
    low = amount.value
    mantissa = re.match(r"\d+(?:\.\d+)?", following[0]["scaled"] or following[0]["han"] or "")
    if low < 1000 <= other.value and mantissa:
        low *= other.value / Decimal(mantissa[0])
    if low >= other.value:
        return None
    currency = other.currency or amount.currency
    return replace(other, start=amount.start, value=low, high=other.value, currency=currency)


def _weigh(plain: str, found: re.Match[str], amount: Amount) -> int | None:
    """Return how surely the number is the amount; None where it is no money at all."""
    before = _CLAUSE.split(plain[max(0, amount.start - _CUE_REACH) : amount.start])[-1]
    paid = bool(found["pre"] or found["post"])
    number = found["han"] or found["scaled"] or ""
    unit = amount.high is not None or bool(
        found["spelt"] or found["scale"] or re.search("[万亿wk百千]", number)
    )
    each = _is_each(plain, amount)
    if _counts_something(plain, before, amount, paid=paid, each=each):
        return None
    if found["scale"] == "m" and not (paid or "." in number or _cue(before)):
        return None
    if found["scale"] == "mm" and not (paid or _cue(before) > 0):
        return None  # 0.05mm
    grouped = "," in number and amount.value >= 1000
    piece = (found["post"] or "").strip() == "块" and amount.value < 10 and not each  # 两块地
    bare = not (paid or unit or each or grouped)
    small = amount.value < 100 or not number[:1].isdecimal()
    owed = _OWED.match(plain, amount.end)
    if piece or (bare and (small or not (owed or _is_price(before)))):
        return None
    if bare and amount.value % _ROUND and _PAPER.search(before):
        return None  # quote 88123
    after = plain[amount.end : amount.end + _CUE_REACH]
    return 2 * paid + 2 * unit + 2 * each + grouped + _cue(before) + _cue_after(after)


def _counts_something(plain: str, before: str, amount: Amount, *, paid: bool, each: bool) -> bool:
    """A percentage, a measure, a model, an order number."""
    after = plain[amount.end : amount.end + _CUE_REACH]
    if _PERCENT.match(after) or _HALF_DAY.match(after):
        return True
    if paid:
        return False
    measured = not each and _MEASURED.match(after) and not _OPEN.match(after)
    if measured and plain[amount.end - 1 : amount.end] == "k" and _THING.match(after):
        measured = None  # the 64k tractor
    return bool(measured or _NO_MONEY_AFTER.match(after) or _LABEL.search(before))


def _cue(before: str) -> int:
    if re.search(rf"(?:{AGAINST})(?:了|大概|约|about)?[^\d]{{0,3}}$", before):
        return -9
    if re.search(rf"(?:{STRONG_CUES})", before):
        return 4
    if re.search(rf"(?:{WEAK_CUES})", before):
        return -1
    return 1 if re.search(rf"(?:{CUES})", before) else 0


def _is_price(before: str) -> bool:
    """Without unit, sign or grouping only a word for money makes a number money."""
    return _cue(before) > 0 and not _COPULA.search(before)


def _cue_after(after: str) -> int:
    if re.match(r"[ ]?(?:的)?(?:折扣|优惠|discount|off\b|cheaper|便宜)", after):
        return -9
    if re.match(r"[ ]?(?:in )?(?:total|altogether|all in|overall|总共|合计)", after):
        return 4
    return (
        2 if re.match(rf"[ ]?(?:的)?(?:{STRONG_CUES}|合同|订单|deal|contract|order)", after) else 0
    )


def _is_each(plain: str, amount: Amount) -> bool:
    before = plain[max(0, amount.start - 20) : amount.start]
    return bool(
        _EACH_AFTER.match(plain, amount.end)
        or _EACH_BEFORE.search(before)
        or (_TIMES.search(before) and not _is_model(plain, amount))
        or _is_price_of_many(plain, amount)
    )


def _is_model(plain: str, amount: Amount) -> bool:
    """`3台X9`, `3台X200,单价2.8w`: the letter of a model, and no times."""
    if not plain[amount.start : amount.end].isdecimal():
        return False
    priced = _EACH.search(plain, amount.end, amount.end + _COUNT_REACH)
    lettered = _LETTERED.search(plain, max(0, amount.start - 4), amount.start)
    return lettered is not None and (amount.value < _LEAST_PRICE or priced is not None)


def _is_price_of_many(plain: str, amount: Amount) -> bool:
    """`300 cases at $14`, `2,000 bags at 3.20`: without a sign only many things have a price."""
    count = _MANY_AT.search(plain, max(0, amount.start - 40), amount.start)
    if count is None:
        return False
    signed = amount.currency is not None or plain[amount.end - 1] == "k"
    many = int(count[1].replace(",", "")) >= _MANY
    return signed or (many and not _PEOPLE_AT.search(count[0]))


def _times(plain: str, amount: Amount) -> Amount | None:
    """Multiply a unit price by the quantity nearest to it; without one there is no total."""
    if not amount.each:
        return amount
    before = plain[max(0, amount.start - _COUNT_REACH) : amount.start]
    if factor := _TIMES.search(before):
        return replace(amount, value=amount.value * _factor(factor[1]), weight=9)
    after = plain[amount.end : amount.end + _COUNT_REACH // 2]
    counts = [*reversed(list(_counts(before))), *_counts(after)]
    if not counts:
        return None
    return replace(amount, value=amount.value * counts[0], weight=amount.weight + 3)


def _factor(written: str) -> Decimal:
    """Return 5000 for `5k`, 300 for `300` or 三百."""
    thousands = 1000 if written.endswith("k") else 1
    return (read_han_number(written.rstrip("k")) or Decimal(1)) * thousands


def _counts(text: str) -> Iterator[Decimal]:
    for found in _COUNT.finditer(text):
        if found["word"]:
            words = re.split(r"[ -]", found["word"].replace("a couple of", "two"))
            value = read_english_words(words)
        else:
            value = read_han_number(
                (found["han"] or found["digits"] or found["times"]).replace(",", "")
            )
        if (
            value
            and value > 1
            and not re.search(r"(?:每|第|model |ext )$", text[: found.start()][-6:])
        ):
            yield value
