"""A book of very many customers to look things up in: built once, by bulk, and kept beside the temporary files.

    python -m benchmarks.search_book 1000000

Half of the names are Chinese, half Latin; a hundred reps own one customer in a hundred each, the pool has the rest.
Both databases hold the same rows.
"""

import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crm.search import building
from crm.search.building import Source
from crm.search.entries import VERSION
from crm.search.upkeep import digest_of
from storage.expressions import with_blocks
from storage.keys import key_rows
from storage.migrate import migrate

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
REPS = 100
BATCH = 5000
HOME = Path(tempfile.gettempdir()) / "fieldbook-benchmarks"
SERVER = sorted(Path("/usr/lib/postgresql").glob("*/bin"))

COMMON = (
    "恒泰瑞阳金诺明川安博卓远鸿图启辰天硕永嘉智联云帆和佳禾立信新源华盈景行同创优品德润凯越中海东方南北大长江河山"
    "光亚洲国际万达利丰兴盛昌隆广茂荣福康宁顺富裕春秋林森木水火土石玉宝珍星月日升高飞龙凤虎马鹏程志成功业建设开发"
)
TRADES = (
    "软件 电子科技 机械设备 食品 医疗器械 建材 物流 精密仪器 贸易 化工 服装 家具 汽车配件 环保 能源 教育 传媒 餐饮"
    " 酒店管理 信息技术 生物科技 包装 印刷 钢铁 农业 水产 珠宝 文化 咨询 投资"
).split()
CITIES = "上海 北京 深圳 广州 苏州 杭州 成都 武汉 重庆 南京 西安 天津 Chicago Leeds Boston Austin".split()
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单仇区解任查"
)
SYLLABLES = "ba be bri co da el fer gra hol in ja ka lo mar nor os pe qua ri sil ta un ver wa xi yo zen".split()
ENDINGS = "ton ford water field wood bridge well gate stone land".split()
GOODS = "Trading Machinery Foods Medical Logistics Pumps Textiles Electric Marine Optics".split()
LEGAL = ("Ltd", "Inc", "GmbH", "LLC", "")
TAGS = ("重点", "展会", "vip", "渠道")


class Row(tuple[Any, ...]):
    """A row that answers to the names of its columns, as those of a query do."""

    names: Sequence[str] = ()

    def __getattr__(self, name: str) -> Any:
        return self[self.names.index(name)]


class CustomerRow(Row):
    """A customer, as the indexes read it."""

    names = "id team_id owner_id name short_name city industry grade region preference".split()


class PersonRow(Row):
    """A contact, as the indexes read it."""

    names = "customer_id id name title phone phone_e164 email".split()


class DealRow(Row):
    """An opportunity, as the indexes read it."""

    names = "customer_id id title".split()


class TagRow(Row):
    """A tag, as the indexes read it."""

    names = "customer_id id tag".split()


COLUMNS = {
    "customers": "id team_id owner_id name name_key short_name city industry grade created_at touched_at",
    "contacts": "id customer_id name title phone phone_e164 email",
    "interactions": "id customer_id member_id kind note happened_on created_at",
    "opportunities": "id team_id customer_id owner_id title amount_minor currency stage stage_at score created_at",
    "reminders": "id member_id customer_id text due_at zone asked_time awaits_answer occurrence state created_at",
    "customer_tags": "id customer_id tag key",
    "customer_terms": "id customer_id owner_id digest text terms keys",
    "customer_keys": "key owner_id customer_id",
}


def folder(size: int) -> Path:
    """Return where the book of that size is kept."""
    return HOME / f"book-{size}-{VERSION}"


def customers(size: int) -> Iterator[tuple[CustomerRow, PersonRow, list[DealRow], list[TagRow]]]:
    """Return the customers of a book, the same at every call, the one last touched last."""
    chance = random.Random(11)
    words = [
        "".join(chance.choices(SYLLABLES, k=chance.randint(1, 2))).title() + chance.choice(ENDINGS)
        for _ in range(5000)
    ]
    for number in range(1, size + 1):
        owner = number % REPS + 1 if number % 10 else None
        city = chance.choice(CITIES)
        if number % 2:
            brand = "".join(chance.choices(COMMON, k=chance.choice((2, 2, 3))))
            trade = chance.choice(TRADES)
            name = f"{chance.choice(('', '', city if city[0] > 'z' else ''))}{brand}{trade}{chance.choice(('', '有限公司'))}"
            person = chance.choice(SURNAMES) + "".join(
                chance.choices(COMMON, k=chance.choice((1, 2)))
            )
            phone = f"1{chance.choice('3578')}{chance.randrange(10**9):09}"
            whole, short = f"+86{phone}", brand if chance.random() < 0.3 else None
        else:
            name = " ".join(
                filter(
                    None,
                    (
                        *chance.choices(words, k=chance.choice((1, 2))),
                        chance.choice(GOODS),
                        chance.choice(LEGAL),
                    ),
                )
            )
            person = f"{chance.choice(words)[:6]} {chance.choice(words)}"
            digits = f"20{chance.randrange(10**8):08}"
            phone, whole, short, trade = f"0{digits}", f"+44{digits}", None, "food"
        customer = CustomerRow(
            (number, 1, owner, name, short, city, trade, chance.choice("ABC"), None, None)
        )
        contact = PersonRow(
            (number, number, person, "buyer", phone, whole, f"c{number}@example.com")
        )
        deals = (
            [DealRow((number, number, f"{trade} {chance.randint(1, 99)}"))]
            if number % 5 == 0
            else []
        )
        tags = [TagRow((number, number, chance.choice(TAGS)))] if number % 8 == 0 else []
        yield customer, contact, deals, tags


def build(size: int) -> Path:
    """Build the book of that size on both databases, unless it is there."""
    home = folder(size)
    if (home / "done").exists():
        return home
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    home.chmod(0o777)
    migrate(f"sqlite:///{home / 'book.db'}")
    lite = sqlite3.connect(home / "book.db", isolation_level=None)
    _make_server(home)
    with server(home) as url:
        migrate(url)
        import psycopg

        with psycopg.connect(url, autocommit=True) as great:
            great.execute("SET timezone TO 'UTC'")
            _fill(size, lite, great)
    lite.close()
    (home / "done").touch()
    return home


def _fill(size: int, lite: sqlite3.Connection, great: Any) -> None:
    lite.executescript(LITE_BEFORE)
    triggers = [
        row[0]
        for row in lite.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'customer_terms'"
        )
    ]
    for name in ("removed", "changed"):
        lite.execute(f"DROP TRIGGER customer_terms_{name}")
    great.execute(GREAT_BEFORE)
    for both in MEMBERS:
        lite.execute(both.replace("false", "0"))
        great.execute(both)
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
    for customer, contact, deals, tags in customers(size):
        _add(rows, customer, contact, deals, tags, size)
        if customer.id % BATCH == 0 or customer.id == size:
            for table, some in rows.items():
                _put(lite, great, table, some)
                some.clear()
    lite.executescript(LITE_AFTER)
    for trigger in triggers:
        lite.execute(trigger)
    great.execute(GREAT_AFTER)
    great.execute("VACUUM ANALYZE")


def _put(lite: sqlite3.Connection, great: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    names = COLUMNS[table].split()
    target = "staged_keys" if table == "customer_keys" else table
    marks = ", ".join("?" * len(names))
    lite.execute("BEGIN")
    lite.executemany(f"INSERT INTO {target} ({', '.join(names)}) VALUES ({marks})", rows)
    lite.execute("COMMIT")
    with great.cursor().copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(_as_postgresql(table, row))


def _as_postgresql(table: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    if table != "customer_terms":
        return row
    *before, terms, keys = row
    marked = (f"'{one}'" for one in with_blocks(terms.split(), row[0]))
    return (*before, " ".join(marked), keys)


def _add(
    rows: dict[str, list[Any]], customer: Any, contact: Any, deals: Any, tags: Any, size: int
) -> None:
    from storage.name_keys import name_key

    number, owner = customer.id, customer.owner_id
    at = NOW - timedelta(minutes=(size - number) / size * 500_000)
    touched, day = at.strftime("%Y-%m-%d %H:%M:%S.%f"), at.date().isoformat()
    facts = tuple(customer)
    rows["customers"].append((*facts[:4], name_key(customer.name), *facts[4:8], touched, touched))
    rows["contacts"].append((contact[1], contact[0], *contact[2:]))
    for one in range(3):
        note = "聊了报价，下周再联系" if number % 2 else "talked about the quote, promised samples"
        rows["interactions"].append(
            (number * 3 + one, number, owner or 1, "visit", note, day, touched)
        )
    for deal in deals:
        amount = number % 900 * 10_000
        rows["opportunities"].append(
            (number, 1, number, owner, deal.title, amount, "CNY", "proposal", touched, 0, touched)
        )
    if number % 4 == 0:
        due = (NOW + timedelta(minutes=number % 40_000)).strftime("%Y-%m-%d %H:%M:%S.%f")
        rows["reminders"].append(
            (number, owner or 1, number, "call", due, "UTC", False, False, 1, "planned", touched)
        )
    rows["customer_tags"] += [(tag.id, number, tag.tag, tag.tag) for tag in tags]
    source = Source(customer, [contact], deals, tags, [])
    made = building.build(source)
    rows["customer_terms"].append((number, number, owner, digest_of(customer, source[1:]), *made))
    rows["customer_keys"] += key_rows(number, owner, made.keys)


@contextmanager
def server(home: Path) -> Iterator[str]:
    """Run the PostgreSQL server of a book and return the URL of its database."""
    options = f"-k {home} -c listen_addresses= -c shared_buffers=512MB -c max_wal_size=8GB -c maintenance_work_mem=512MB -c jit=off"
    _run(
        "pg_ctl",
        "-D",
        home / "data",
        "-o",
        options,
        "-l",
        home / "log",
        "-w",
        "-t",
        "300",
        "start",
    )
    try:
        yield f"postgresql:///postgres?host={home}&user=postgres"
    finally:
        _run("pg_ctl", "-D", home / "data", "-m", "fast", "-w", "-t", "300", "stop")


def _make_server(home: Path) -> None:
    _run("initdb", "-D", home / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")


def _run(program: str, *arguments: object) -> None:
    become = (
        ["runuser", "-u", "postgres", "--"]
        if Path("/root").owner() == "root" and _is_root()
        else []
    )
    command = [*become, str(SERVER[-1] / program), *map(str, arguments)]
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)


def _is_root() -> bool:
    import os

    return os.geteuid() == 0


LITE_BEFORE = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -200000;
    CREATE TABLE staged_keys (key, owner_id, customer_id);
"""
LITE_AFTER = """
    INSERT INTO customer_keys SELECT key, owner_id, customer_id FROM staged_keys ORDER BY 1, 2, 3;
    DROP TABLE staged_keys;
    INSERT INTO customer_fts (customer_fts) VALUES ('rebuild');
    ANALYZE; PRAGMA journal_mode = WAL;
"""
GREAT_BEFORE = """
    SET session_replication_role = replica;
    DROP INDEX ix_customer_terms_terms;
    ALTER TABLE customer_keys DROP CONSTRAINT pk_customer_keys;
"""
GREAT_AFTER = """
    ALTER TABLE customer_keys ADD CONSTRAINT pk_customer_keys PRIMARY KEY (key, owner_id, customer_id);
    CREATE INDEX ix_customer_terms_terms ON customer_terms USING gin (terms) WITH (gin_pending_list_limit = 256);
    SELECT setval(pg_get_serial_sequence(t, 'id'), (SELECT max(id) FROM customer_terms) * 4)
    FROM unnest(ARRAY['customers', 'contacts', 'interactions', 'opportunities', 'reminders', 'history']) t;
    SELECT setval(pg_get_serial_sequence('customer_terms', 'id'), (SELECT max(id) FROM customer_terms));
"""
MEMBERS = [
    "INSERT INTO teams (id, name, country, currency, shares_customers, created_at)"
    " VALUES (1, 'team', 'CN', 'CNY', false, '2026-01-01 00:00:00')",
    *(
        "INSERT INTO members (id, team_id, telegram_id, name, role, language, zone, quiet_from,"
        f" quiet_until, reminder_time, joined_at) VALUES ({number}, 1, {number}, 'Member {number}',"
        f" '{role}', 'en', 'UTC', '21:00:00', '08:00:00', '09:00:00', '2026-01-01 00:00:00')"
        for number, role in [
            *((one, "rep") for one in range(1, REPS + 1)),
            (101, "manager"),
            (102, "admin"),
        ]
    ),
]


if __name__ == "__main__":
    build(int(sys.argv[1]))
