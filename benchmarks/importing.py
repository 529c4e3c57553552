"""A workbook into the book: rows a second, beside the bare reader with `executemany`."""

import gc
import json
import random
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

import xlsxwriter

from benchmarks.process import python, running
from benchmarks.results import Goal, Metric, Results
from storage.migrate import migrate

ROWS = 100_000
SECONDS, RATE, MEMORY = "s", "rows/s", "MB more"
HERE, BESIDE = "CPU s", "CPU s beside"  # of this process; of those it started

FLOOR = "reader + executemany"
PLAIN = "import"
AGAIN = "the same file again"
INDEXED = "import, keys of messages too"
UNDO = "undo"

SUBJECTS = {
    FLOOR: "calamine in this process, its rows into one SQLite table of eight columns: the floor",
    PLAIN: "recognise, clean, compare with the book and the file, write customers, contacts, the searchable"
    " line and the history, in one transaction",
    AGAIN: "every row is a duplicate: all that is done is to find that out",
    INDEXED: "with the keys by which messages find customers (about 28 for each), as the bot and the"
    " command line do it",
    UNDO: "the whole import taken back",
}
METRICS = (
    Metric(SECONDS, 1, floor=FLOOR),
    Metric(RATE, 0),
    Metric(HERE, 1),
    Metric(BESIDE, 1),
    Metric(MEMORY, 0),
)
GOALS = (Goal(PLAIN, SECONDS, 20), Goal(INDEXED, SECONDS, 20), Goal(PLAIN, MEMORY, 50))
HEADERS = ("客户名称", "所在城市", "行业", "等级", "联系人", "职务", "电话", "邮箱")
BRANDS = "恒泰瑞阳金诺明川安博卓远鸿图启辰天硕永嘉智联云帆和佳禾立信新源华盈景行同创优品德润凯越"
TRADES = ("软件", "电子科技", "机械设备", "食品", "医疗器械", "建材", "物流", "精密仪器")
CITIES = ("上海", "北京", "深圳", "广州", "苏州", "杭州")
WORDS = ("Silverton", "Maple", "Northgate", "Copper", "Lakeshore", "Redwood", "Stone", "River")


def tables(rounds: int) -> list[Results]:
    """Run each case in a process of its own, `rounds` times over."""
    results = Results(f"Import of {ROWS:,} rows of .xlsx", SUBJECTS, METRICS, GOALS)
    with TemporaryDirectory() as home:
        file = make(Path(home) / "customers.xlsx")
        for _ in range(rounds):
            for case in CASES:
                with running(python("benchmarks.importing", case, str(file)), piped=True) as one:
                    answer, _ = one.communicate()
                for subject, figures in json.loads(answer).items():
                    for metric, value in figures.items():
                        results.add(subject, metric, value)
    return [results]


def make(file: Path) -> Path:
    """Write a workbook of customers, seven of ten Chinese, every name another one."""
    chance = random.Random(5)
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADERS)
    for number in range(1, ROWS + 1):
        sheet.write_row(
            number, 0, chinese(chance, number) if number % 10 < 7 else english(chance, number)
        )
    book.close()
    return file


def chinese(chance: random.Random, number: int) -> tuple[str, ...]:
    """Return a row of a Chinese company."""
    brand = "".join(chance.choice(BRANDS) for _ in range(3))
    name = f"{brand}{number}{chance.choice(TRADES)}有限公司"
    phone = f"1{chance.choice('3578')}{number:09}"
    city = f"{chance.choice(CITIES)}市"
    return name, city, "软件", "A级", f"王{brand[:2]}", "经理", phone, f"a{number}@example.com"


def english(chance: random.Random, number: int) -> tuple[str, ...]:
    """Return a row of an English company."""
    name = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number} Ltd"
    person, phone = f"{chance.choice(WORDS)} {chance.choice(WORDS)}", f"+44 20 {number:08}"
    return name, "LEEDS", "food", "b", person, "buyer", phone, f"b{number}@example.com"


def floor(file: Path, home: Path) -> dict[str, dict[str, float]]:
    """Read and insert, and nothing else."""
    from python_calamine import CalamineWorkbook

    def act() -> None:
        rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).iter_rows()
        with sqlite3.connect(home / "floor.db") as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("CREATE TABLE customers (a, b, c, d, e, f, g, h)")
            connection.executemany("INSERT INTO customers VALUES (?,?,?,?,?,?,?,?)", rows)
        connection.close()

    return {FLOOR: measured(act)}


def plain(file: Path, home: Path) -> dict[str, dict[str, float]]:
    """Import, import again, and undo."""
    from storage.store import Store

    return _imports(file, home, Store, (PLAIN, AGAIN, UNDO))


def indexed(file: Path, home: Path) -> dict[str, dict[str, float]]:
    """Import as the bot does."""
    from crm.book import open_store

    return _imports(file, home, open_store, (INDEXED,))


def _imports(
    file: Path, home: Path, open_at: Callable[..., object], subjects: tuple[str, ...]
) -> dict[str, dict[str, float]]:
    from crm.history import undo
    from crm.importing import import_customers, read_rows
    from crm.members import Newcomer, administrators, issue_code, join
    from storage.store import Store
    from storage.tables import Role

    url = f"sqlite:///{home / 'book.db'}"
    migrate(url)
    store = open_at(url, lambda: datetime(2026, 11, 24, 1, 30, tzinfo=UTC))
    assert isinstance(store, Store)
    with store.begin() as work:
        code = issue_code(work, Role.ADMIN, None, work.now + timedelta(hours=1))
        join(work, code, Newcomer(1, "王伟", "zh", "Asia/Shanghai"))
    entries: list[int] = []
    gc.freeze()  # as the command does it

    def take() -> None:
        with store.begin() as work:
            work.actor = administrators(work)[0]
            report = import_customers(work, read_rows(file), owner_id=None)
            assert report.rows == ROWS
            entries.extend([report.undo] if report.undo else [])

    def take_back() -> None:
        with store.begin() as work:
            work.actor = administrators(work)[0]
            undo(work, entries[0])

    acts = {PLAIN: take, AGAIN: take, INDEXED: take, UNDO: take_back}
    figures = {subject: measured(acts[subject]) for subject in subjects}
    store.close()
    return figures


def measured(act: Callable[[], None]) -> dict[str, float]:
    """Return how long an act took, the processor time in it, and by how much this process grew at its peak."""
    before, here, beside, begun = (
        _peak(),
        _used(RUSAGE_SELF),
        _used(RUSAGE_CHILDREN),
        perf_counter(),
    )
    act()
    seconds = perf_counter() - begun
    return {
        SECONDS: seconds,
        RATE: ROWS / seconds,
        HERE: _used(RUSAGE_SELF) - here,
        BESIDE: _used(RUSAGE_CHILDREN) - beside,
        MEMORY: _peak() - before,
    }


def _used(whose: int) -> float:
    usage = getrusage(whose)
    return usage.ru_utime + usage.ru_stime


def _peak() -> float:
    return getrusage(RUSAGE_SELF).ru_maxrss / 1000


CASES = {"floor": floor, "plain": plain, "indexed": indexed}


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        print(json.dumps(CASES[sys.argv[1]](Path(sys.argv[2]), Path(folder))))
