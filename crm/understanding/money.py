"""The amount that a message names: a total, or a quantity times a unit price."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from crm.understanding.amounts import Amount
from crm.understanding.figures import in_english
from crm.understanding.numerals import (
    ENGLISH_SCALES,
    FIGURES,
    HAN_NUMBER,
    SMALL_WORDS,
    read_english_words,
    read_han_number,
)
from crm.understanding.unit_prices import is_each, multiplied
from crm.understanding.vocabulary.measures import LONG_MEASURES, MEASURES
from crm.understanding.vocabulary.money import (
    AGAINST,
    APART,
    CONVERTED,
    CUES,
    CURRENCIES,
    SIGNS,
    SIGNS_BEFORE,
    STRONG_CUES,
    WEAK_CUES,
)
from crm.understanding.vocabulary.wording import longest_first

_SCALES = "|".join(longest_first(ENGLISH_SCALES))
_SPELT = (
    rf"(?:(?:{SMALL_WORDS}|half|a|an)[ -]+)(?:(?:{SMALL_WORDS}|a|and|hundred|dozen|of)[ -]+){{0,5}}"
    rf"(?:hundred|thousand|grand|million|billion)(?:[ -](?:thousand|million))?\b"
    rf"(?:[ -](?:and[ -])?(?:{SMALL_WORDS})(?:[ -](?:{SMALL_WORDS}))?(?=[ ](?:{SIGNS})(?![a-z])))?"
    rf"|(?:{SMALL_WORDS})(?:[ -](?:{SMALL_WORDS}))?(?=[ ](?:{SIGNS})(?![a-z]))"
)
_AMOUNT = re.compile(
    rf"(?P<pre>(?<![a-z])(?:{SIGNS_BEFORE})[ ]?)?"
    rf"(?:(?P<spelt>(?<![a-z]){_SPELT})"
    rf"|(?P<cents>(?<![\w.,])\.\d{{1,4}}(?![\d.]))"
    rf"|(?P<scaled>(?<![a-wyz\d/])(?<!\d[.,]){FIGURES}(?:\.\d+)?)[ ]?(?P<scale>(?:{_SCALES})(?=eur)|(?:{_SCALES})(?!\w)|t(?=€|eur))(?:\.(?=[ ]?(?:€|eur|usd|gbp|chf)))?"
    rf"|(?P<han>(?<![a-wyz\d/])(?<!\d[.,]){HAN_NUMBER}))"
    rf"(?P<post>(?![ ]?[$€£¥₩₹]\d)[ ]{{0,3}}(?:{SIGNS})(?![a-z]))?"
)
_PERCENT = re.compile(r"[ ]?(?:%|‰|个点|个百分点|点|成(?!交)|折|percent|°|度|℃|x\b)")
_HALF_DAY = re.compile(r"[ ]?[ap]\.?m\b")
_MEASURED = re.compile(
    rf"[ ]?(?:{'|'.join(LONG_MEASURES)}|[{MEASURES}](?!钱)|[tlgv](?![a-z])|[a-z]{{2,}})|-[a-z\d]|:\d|/\d|[.]\d"
)
_LABEL = re.compile(
    r"(?<![a-z])(?:lot|batch|ref|serial|s/n|docket|container|flight|truck|bay|dock|aisle|hs code|code|pin|gate|invoice|inv|password|密码|口令|门牌|发票号?|model|ext\.?|extension|po|#|no\.?|number|ver(?:sion)?|v|room|rm|gate|floor|line|phase|step|q|type|item|sku|part|"
    r"批号|批次|货号|料号|票号|车号|箱号|工号|型号|分机|编号|单号|订单号|合同号|版本|房间|第|号|iso|gb|tel|fax|unit|suite|year|fy|in|since|until|by)(?: is| was|是|为)?[ .::#]*$"
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
_PAPER = re.compile(
    r"\b(?:quote|quotation|estimate|proposal|offer|order|contract)(?: no\.?)?[ ]?$"
)
_ROUND = 10  # a price that is typed bare ends in a nought, the number of a paper seldom does
_CUE_REACH = 14
_FEW, _MANY_PIECES = 10, 100
_WANTED = re.compile(r"(?:要|订|来|加|拿|装|送|发|配|备|多|共)[了到]?$")
_SURE = 2  # of a cue: it speaks of a price, and of nothing else
_LENGTHS = ("m", "mm")
_LONG = re.compile(
    r"[ ]?(?:high|long|wide|deep|tall|distance|away|thick|cable|hose|pipe|boom|from)(?![a-z])"
)


def find_amounts(plain: str) -> list[Amount]:
    """Return the amounts of money in a folded, masked text, in order, with their weights."""
    plain = in_english(plain)
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
        whole = replace(whole, each=is_each(plain, whole))
        weight = _weigh(plain, found, whole)
        if weight is not None:
            amounts.append(replace(whole, weight=weight))
    return amounts


def choose_amount(plain: str, amounts: Sequence[Amount]) -> Amount | None:
    """Return the amount that the message is about, multiplied out; None where there is none."""
    plain = in_english(plain)
    totals = [multiplied(plain, amount) for amount in amounts]
    usable = [amount for amount in totals if amount and amount.weight >= 0]
    best = max(usable, key=lambda one: (one.weight, -one.start), default=None)
    if best is None or best.currency:
        return best
    named = {amount.currency for amount in amounts if amount.currency}
    named = named or {CURRENCIES[one] for one in _NAMED_APART.findall(plain)}
    # 15k USD a year, 45k in all
    return replace(best, currency=named.pop()) if len(named) == 1 else best


def _read(found: re.Match[str]) -> Amount | None:
    if found["spelt"]:
        value = read_english_words(re.split(r"[ -]+", found["spelt"]))
    elif found["cents"]:
        value = Decimal(f"0{found['cents']}")
    elif found["scaled"]:
        scale = ENGLISH_SCALES.get(found["scale"], 1000)  # t€
        value = Decimal(found["scaled"].replace(",", "")) * scale
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
    number = found["han"] or found["scaled"] or found["cents"] or ""
    unit = amount.high is not None or bool(
        found["spelt"] or found["scale"] or re.search("[万亿wk百千]", number)
    )
    each = amount.each
    if _counts_something(plain, before, amount, paid=paid, each=each):
        return None
    if found["scale"] in _LENGTHS and not paid and _is_length(found, before):
        return None
    grouped = "," in number and amount.value >= 1000
    piece = (found["post"] or "").strip() == "块" and not each and _are_pieces(before, amount)
    bare = not (paid or unit or each or grouped)
    small = amount.value < 100 or not number[:1].isdecimal()
    owed = _OWED.match(plain, amount.end)
    if piece or (bare and (small or not (owed or _is_price(before)))):
        return None
    if bare and amount.value % _ROUND and _PAPER.search(before):
        return None  # quote 88123
    after = plain[amount.end : amount.end + _CUE_REACH]
    return 2 * paid + 2 * unit + 2 * each + grouped + _cue(before) + _cue_after(after)


def _are_pieces(before: str, amount: Amount) -> bool:
    """两块地, 要24块: 块 counts panels, boards and plots too, where few are wanted and no price is named."""
    wanted = amount.value < _MANY_PIECES and _WANTED.search(before) and not _cue(before)
    return amount.value < _FEW or bool(wanted)


def _is_length(found: re.Match[str], before: str) -> bool:
    """`82 dB at 1 m`, `0.05mm`, `a 20m hose`; `a 1.2m deal` and `worth 1 m` are money."""
    plain, scale = found.string, found["scale"]
    after = plain[found.end() : found.end() + _CUE_REACH]
    cue = max(_cue(before), _cue_after(after))
    if scale == "mm" or _LONG.match(after):
        return cue <= 0
    parted = plain[found.start("scale") - 1] == " "
    return cue < _SURE if parted else not ("." in found["scaled"] or cue > 0)


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
    if re.search(rf"(?:{CONVERTED})[^\d]{{0,3}}$", before):
        return 4
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
