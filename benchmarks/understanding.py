"""How fast and how right a message is read: `python -m benchmarks.understanding`.

Prints the figures on the corpora under tests/corpus/messages, the time for a message against their
25 customers, and the time against 100,000 invented ones. Floors stand beside: a pass over the
text that does nothing but fold it.
"""

import csv
import json
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.results import Results
from crm.understanding.book import Book, Known, Person
from crm.understanding.fold import fold
from crm.understanding.line import understand_line
from crm.understanding.memory import MemoryBook, book_of_rows
from crm.understanding.message import LIMIT, read_message

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "messages"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
MANY = 100_000
SETS = (
    *("examples", "zh", "en", "notes", "personas", "intents"),
    *(
        "fresh_a",
        "fresh_c",
        "fresh_e",
        "fresh_f",
        "fresh_g",
        "fresh_h",
        "fresh_i",
        "fresh_j",
        "heldout",
        "fresh_b",
        "fresh_d",
    ),
)


_PIECES = (
    "1,", "1 ", "3点 ", "明天", "下周二", "王总", "华信,", "Acme, ", "call ", "Jan ", "每周一,", "12月", "1.", "1/2 ",
    "9:30 ", "13812345678 ", "提醒我", "@李 ", "#a ", "a: b,", "五十万,", "3台每台5万,", "$1 ", "next ", "in 3 days ",
    "the 3rd of ", "from 3 to ", "一", "-", "a-", "x1", "他说", "I will call ", "5 people at ", "新客户:", "visitd ",
)  # fmt: skip


def _listed(text: str) -> list[str]:
    return text.split()


_HAN_FIRST = _listed(
    "华 宏 东 蓝 金 北 天 盛 瑞 鼎 海 博 长 新 明 恒 泰 信 达 远 中 安 德 嘉 凯 龙 凤 星 云 科 "
    "创 卓 优 伟 杰 正 大 通 联 合 众 汇 聚 力 源 丰 裕 康 健 美 佳"
)
_HAN_SECOND = _listed("信 远 方 海 桥 辰 成 达 丰 新 纳 雅 虹 光 锐 力 源 通 创 诚 泰 阳 峰 宇 腾")
_HAN_TRADE = _listed("科技 机械 电子 物流 置业 医疗 食品 软件 材料 教育 贸易 化工 建材 服装 仪器")
_HAN_CITY = _listed("上海 北京 深圳 广州 苏州 杭州 南京 武汉 成都 重庆 宁波 郑州")
_SURNAMES = _listed("王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗")
_GIVEN = _listed("伟 芳 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 建国 志强 海燕")
_TITLES = _listed("总经理 采购经理 主任 工程师 厂长 总监")
_LATIN_FIRST = _listed(
    "Acme North Bright Kestrel Oak Delta Summit Harbor Pioneer Green Blue Silver Iron Stone River"
    " Falcon Cedar Maple Vertex Apex Nova Orion Atlas Titan Quest Beacon Crest Ridge Haven Lake"
)
_LATIN_SECOND = _listed(
    "wind water line field gate wood ford bridge port dale mont view land shore brook"
)
_LATIN_TRADE = _listed(
    "Steel Foods Hotels Logistics Labs Farms Pumps Dental Furniture Traders Ltd Inc"
)
_NAMES = _listed(
    "John Sarah Karen Tom Maria Raj Olivia Bill Amina Mei Peter Susan Paul Linda Nick"
)
_LAST = _listed(
    "Miller Chen Grant Lopez Patel Becker Yusuf Hart Tan Hall Wright Frost Price Vogel"
)


def tables(rounds: int) -> list[Results]:
    """Print the figures in a form of their own, whatever the rounds: they are counts above all."""
    del rounds
    main()
    return []


def main() -> None:
    """Print every figure."""
    with (CORPUS / "customers.csv").open(encoding="utf-8") as file:
        small = book_of_rows(csv.DictReader(file))
    cases = {name: list(_cases(name)) for name in SETS}
    for name in SETS:
        print(_figures(name, cases[name], small))
    texts = [case["text"] for name in SETS for case in cases[name]]
    _timed("fold alone (floor)", texts, fold)
    _timed("25 customers", texts, lambda text: understand_line(text, NOW, small))
    before = _megabytes()
    started = time.perf_counter()
    large = MemoryBook(invented_customers(MANY))
    built = time.perf_counter() - started
    print(f"{MANY:,} customers indexed in {built:.1f} s, {_megabytes() - before:.0f} MB")
    _timed(f"{MANY:,} customers", texts, lambda text: understand_line(text, NOW, large))
    own = [_about(known) for known in invented_customers(400)]
    _timed(
        f"{MANY:,} customers, one of them named",
        own,
        lambda text: understand_line(text, NOW, large),
    )
    hardest = list(longest(texts))
    _timed("texts of 4,096 characters", hardest, lambda text: read_message(text, NOW, small))
    print(_in_scans(hardest, small))
    print(_found(own, list(invented_customers(400)), large))


def longest(texts: Sequence[str]) -> Iterator[str]:
    """Yield texts as long as Telegram lets them be: one piece over and over, notes run together, noise."""
    dice = random.Random(4096)
    for piece in _PIECES:
        yield (piece * LIMIT)[:LIMIT]
    for _ in range(20):
        yield " ".join(dice.choices(texts, k=120))[:LIMIT]
        yield "".join(dice.choices("".join(texts), k=LIMIT))
        yield " ".join(dice.choices(" ".join(texts).split(), k=900))[:LIMIT]


def invented_customers(many: int) -> Iterator[Known]:
    """Yield customers, half Chinese and half Latin, the same ones every time."""
    dice = random.Random(20261124)
    for number in range(1, many + 1):
        yield _han(number, dice) if number % 2 else _latin(number, dice)


def _han(number: int, dice: random.Random) -> Known:
    core = dice.choice(_HAN_FIRST) + dice.choice(_HAN_SECOND) + dice.choice(_HAN_FIRST)
    trade, city = dice.choice(_HAN_TRADE), dice.choice(_HAN_CITY)
    person = dice.choice(_SURNAMES) + dice.choice(_GIVEN)
    phone = f"13{dice.randrange(10**9):09}"
    contact = Person(number, person, dice.choice(_TITLES), (phone,))
    return Known(
        number,
        f"{city}{core}{trade}有限公司",
        (f"{core}{trade}",),
        city,
        "A",
        (phone,),
        (contact,),
    )


def _latin(number: int, dice: random.Random) -> Known:
    first = dice.choice(_LATIN_FIRST) + dice.choice(_LATIN_SECOND)
    name = f"{first} {dice.choice(_LATIN_FIRST)} {dice.choice(_LATIN_TRADE)}"
    phone = f"+1 {dice.randrange(200, 999)} {dice.randrange(200, 999)} {dice.randrange(10**4):04}"
    contact = Person(number, f"{dice.choice(_NAMES)} {dice.choice(_LAST)}", "buyer", (phone,))
    return Known(number, name, (), "Austin", "B", (phone,), (contact,))


def _about(known: Known) -> str:
    person = known.contacts[0].name
    if known.name.isascii():
        return (
            f"visited {known.name} today, {person} wants a quote for $80k, call next Tuesday 10am"
        )
    return f"今天拜访了{known.aliases[0]}的{person},预算50万,下周二上午10点跟进"


def _found(texts: Sequence[str], customers: Sequence[Known], book: Book) -> str:
    right = asked = 0
    for text, known in zip(texts, customers, strict=True):
        read = understand_line(text, NOW, book)
        right += read["customer"] == known.name
        asked += read["customer"] is None
    return (
        f"of {len(texts)} named: {right} found, {asked} asked, {len(texts) - right - asked} wrong"
    )


def _cases(name: str) -> Iterator[dict]:
    with (CORPUS / f"{name}.jsonl").open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _figures(name: str, cases: Sequence[dict], book: Book) -> str:
    fields = right = whole = late = false = 0
    for case in cases:
        read = understand_line(case["text"], NOW, book)
        hits = [read[field] == wanted for field, wanted in case["expect"].items()]
        fields, right, whole = fields + len(hits), right + sum(hits), whole + all(hits)
        due = read["follow_up"]
        late += bool(due) and due != case["expect"].get("follow_up", due)
        false += bool(due) and case["expect"].get("follow_up", due) is None
    return (
        f"{name}: {len(cases)} messages, {right / fields:.1%} of {fields} fields right,"
        f" {whole / len(cases):.1%} right in every field, {late} wrong dates, {false} of them where there is none"
    )


def _timed(label: str, texts: Sequence[str], read: Callable[[str], object]) -> None:
    for text in texts[:50]:
        read(text)
    took = []
    for text in texts:
        started = time.process_time()
        read(text)
        took.append((time.process_time() - started) * 1000)
    took.sort()
    p95 = took[int(len(took) * 0.95)]
    print(
        f"{label}: CPU median {statistics.median(took):.2f} ms, p95 {p95:.2f} ms, worst {took[-1]:.1f} ms"
    )


def _in_scans(texts: Sequence[str], book: Book) -> str:
    """Say what the hardest text takes, in scans of such a text that do nothing but fold it."""
    read = max(_best(partial(read_message, text, NOW, book)) for text in texts)
    scan = statistics.median(_best(partial(fold, text)) for text in texts)
    return (
        f"the hardest of {len(texts)} texts of 4,096 characters: {read:.1f} ms of CPU,"
        f" {read / scan:.0f} times one scan of such a text ({scan:.2f} ms)"
    )


def _best(run: Callable[[], object]) -> float:
    """Return the least CPU time of three runs, in milliseconds."""
    took = []
    for _ in range(3):
        started = time.process_time()
        run()
        took.append((time.process_time() - started) * 1000)
    return min(took)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
