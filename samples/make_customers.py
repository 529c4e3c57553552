"""Makes `customers.xlsx`: a customer list as teams really keep it, for the demo and the tests of the import.

    python -m samples.make_customers [FILE]

Every name is invented, every number is from a range for fiction or made up; the same seed makes the same
file. The customers of `known_customers.csv`, which the documentation talks about, are among them.
"""

import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from samples.words import (
    BRANDS,
    CITIES,
    CITIES_EN,
    FAMILY,
    FAMILY_EN,
    FIRST,
    GIVEN,
    GIVEN_EN,
    GRADES,
    NOTES,
    NOTES_EN,
    TITLES,
    TITLES_EN,
    TRADES,
    TRADES_EN,
)

HERE = Path(__file__).parent
HEADERS = (
    "客户名称", "简称", "所在城市 City", "所属行业", "客户等级", "联系人", "职务/Title", "电话", "联系人2", "联系人2电话",
    "E-mail", "详细地址", "上次拜访", "备注 Notes",
)  # fmt: skip
SEED = 20_260_304
CHINESE, ENGLISH = 165, 60
BLANK = ("",) * len(HEADERS)


@dataclass(slots=True)
class Firm:
    """A customer before anybody has mistyped it."""

    name: str
    short: str
    city: str
    trade: str
    grade: str
    people: list[tuple[str, str, str]] = field(default_factory=list)
    email: str = ""
    address: str = ""
    seen: str = ""
    note: str = ""

    @property
    def is_chinese(self) -> bool:
        """Whether the list tells of it in Chinese."""
        return not self.name.isascii()


Row = tuple[str, ...]


class Scribe:
    """Somebody who keeps a list in a hurry: no two rows are written alike."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._numbers: dict[str, int] = {}
        self._taken = {phone for firm in known() for _, _, phone in firm.people}

    def row(self, firm: Firm) -> Row:
        """Write a customer down, with one or two of its people."""
        (name, title, phone), *others = firm.people or [("", "", "")]
        second = others[0] if others else ("", "", "")
        return (
            self.careless(firm.name),
            firm.short,
            self.city(firm.city),
            firm.trade,
            self.grade(firm.grade),
            self.careless(name),
            title,
            self.phone(phone),
            second[0],
            self.phone(second[2]),
            firm.email,
            firm.address,
            firm.seen,
            firm.note,
        )

    def again(self, firm: Firm) -> Row:
        """Write a customer down a second time: without its legal form, or in the other script."""
        ways = [firm.name.removesuffix("有限公司").removesuffix(" Ltd"), f" {firm.name}　"]
        if not firm.is_chinese:
            ways = [firm.name.upper(), firm.name.replace(" Ltd", ", Ltd."), f"The {firm.name}"]
        cells = list(BLANK)
        cells[0], cells[2] = self._chance.choice(ways), self.city(firm.city)
        person = (self._person(firm), "", "")
        cells[5], cells[7] = person[0], self.phone(self._number(firm))
        cells[13] = self._note(firm)
        return tuple(cells)

    def under_another_name(self, firm: Firm) -> Row:
        """Write a customer down by a name of the writer's own, with the number that everybody has."""
        cells = list(BLANK)
        name, title, phone = firm.people[0]
        cells[0] = f"{firm.name[:4]}（总部）" if firm.is_chinese else f"{firm.name} HQ"
        cells[5], cells[6], cells[7] = name, title, self.phone(phone)
        return tuple(cells)

    def firm(self, name: str, city: str, trade: str) -> Firm:
        """Invent what there is to know of a customer."""
        firm = Firm(name, "", city, trade, self._chance.choice("AABBBCCC"))
        firm.people = [(self._person(firm), self._title(firm), self._number(firm))]
        if self._chance.random() < 0.25:
            firm.people.append((self._person(firm), "", self._number(firm)))
        if self._chance.random() < 0.2:
            firm.people[0] = (*firm.people[0][:2], f"{firm.people[0][2]} / {self._line(firm)}")
        if self._chance.random() < 0.3:
            firm.email = f" info{self._chance.randrange(1000)}@EXAMPLE.com"
        if self._chance.random() < 0.45:
            firm.seen, firm.note = self._day(), self._note(firm)
        return firm

    def careless(self, text: str) -> str:
        """Add what nobody sees: spaces, wide letters, marks from a web page."""
        return self._chance.choice(
            (text, text, text, f"{text} ", f" {text}", f"{text}\u200b", f"\ufeff{text}", text.replace("(", "（").replace(")", "）"))
        )  # fmt: skip

    def city(self, city: str) -> str:
        """Write a city with or without what belongs to it."""
        if city.isascii():
            return self._chance.choice((city, city, city.upper(), f"{city} "))
        province = {"苏州": "江苏省苏州市", "宁波": "浙江省宁波市"}.get(city, f"{city}市")
        return self._chance.choice((city, f"{city}市", province, city))

    def grade(self, grade: str) -> str:
        """Write a grade in one of the ways that have been in use."""
        return self._chance.choice((grade, grade, *GRADES[grade])) if grade else ""

    def phone(self, number: str) -> str:
        """Write a number with other spaces, dashes, widths, and with or without its country."""
        if not number or "/" in number or number.startswith("0") or number.startswith("+886"):
            return number
        if number.startswith("+"):
            return self._chance.choice(
                (number, number.replace(" ", "-"), number.replace(" ", " "))
            )
        spaced = f"{number[:3]} {number[3:7]} {number[7:]}"
        wide = number.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
        ways = (
            number,
            number,
            spaced,
            spaced.replace(" ", "-"),
            f"+86 {spaced}",
            f"86-{number}",
            wide,
        )
        return self._chance.choice((*ways, f"手机:{number}"))

    def _person(self, firm: Firm) -> str:
        if firm.is_chinese:
            return self._chance.choice(FAMILY) + self._chance.choice(GIVEN)
        return f"{self._chance.choice(GIVEN_EN)} {self._chance.choice(FAMILY_EN)}"

    def _title(self, firm: Firm) -> str:
        return self._chance.choice(TITLES if firm.is_chinese else TITLES_EN)

    def _number(self, firm: Firm) -> str:
        if firm.is_chinese:
            network = self._chance.choice(("135", "137", "139", "158", "186"))
            return f"{network}0000{self._next(network):04}"
        area = CITIES_EN.get(firm.city, "+1 206")
        if area.startswith("+44"):
            return f"{area} 496 0{self._next(area) + 200:03}"
        number = f"{area} 555 01{self._next(area):02}"
        return self._number(firm) if number in self._taken else number

    def _next(self, area: str) -> int:
        """Return the next number of an area."""
        self._numbers[area] = self._numbers.get(area, -1) + 1
        return self._numbers[area]

    def _line(self, firm: Firm) -> str:
        if not firm.is_chinese:
            return self._number(firm)
        area = CITIES.get(firm.city, "021")
        line = f"{area}-5555{self._next(area):04}"
        return self._chance.choice((line, line, f"{line}转80{self._chance.randrange(10)}"))

    def _day(self) -> str:
        day = datetime(2025, self._chance.randint(1, 12), self._chance.randint(1, 28), tzinfo=UTC)
        forms = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%d %B %Y")
        return day.strftime(self._chance.choice(forms))

    def _note(self, firm: Firm) -> str:
        return self._chance.choice(NOTES if firm.is_chinese else NOTES_EN)


def firms(scribe: Scribe, chance: random.Random) -> Iterator[Firm]:
    """Return the known customers and the invented ones, in no order."""
    listed = list(known())
    brands = chance.sample([(brand, trade) for brand in BRANDS for trade in TRADES], CHINESE)
    for number, (brand, trade) in enumerate(brands):
        city = chance.choice(list(CITIES))
        place = city if number % 3 == 0 else ""
        end = chance.choice(("有限公司", "有限公司", "股份有限公司", "有限责任公司", "集团", "厂"))
        listed.append(scribe.firm(f"{place}{brand}{TRADES[trade]}{end}", city, trade))
    for name, trade in chance.sample([(one, two) for one in FIRST for two in TRADES_EN], ENGLISH):
        end = chance.choice((" Ltd", " Inc", "", "", " LLC"))
        listed.append(
            scribe.firm(f"{name} {TRADES_EN[trade]}{end}", chance.choice(list(CITIES_EN)), trade)
        )
    chance.shuffle(listed)
    yield from listed


def known() -> Iterator[Firm]:
    """Return the customers that the documentation talks about."""
    with (HERE / "known_customers.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            person = (row["contact"], row["contact_title"], row["phone"])
            yield Firm(
                row["name"], row["short_name"], row["city"], row["industry"], row["grade"], [person]
            )  # fmt: skip


def rows(chance: random.Random) -> Iterator[Row]:
    """Return the rows below the header: customers, some of them twice, gaps, leftovers and a total."""
    scribe = Scribe(chance)
    written: list[Firm] = []
    for number, firm in enumerate(firms(scribe, chance), start=1):
        yield scribe.row(firm)
        if not firm.short:
            written.append(firm)
        if number % 6 == 0:
            yield scribe.again(chance.choice(written))
        if number % 40 == 0:
            yield scribe.under_another_name(chance.choice(written))
        if number % 25 == 0:
            yield BLANK
        if number % 90 == 0:
            yield HEADERS
    yield ("華信科技", "", "上海", "", "", "王建国", "", "138-1234-5678", *BLANK[8:])
    yield (
        "ACME PUMPS LIMITED",
        "",
        "LEEDS",
        "",
        "a",
        "John Miller",
        "",
        "+441134960101",
        *BLANK[8:],
    )
    nameless = list(BLANK)
    nameless[5], nameless[7], nameless[13] = "陈师傅", "13600000000", "名片丢了，公司名待查"
    yield tuple(nameless)
    yield ("合计", "", "", "", "", "", "", str(number), *BLANK[8:])


def make(file: Path) -> None:
    """Write the workbook: a title over it all, merged cells, dates and numbers as text."""
    book = xlsxwriter.Workbook(file)
    book.set_properties({"created": datetime(2026, 3, 4, tzinfo=UTC)})
    sheet = book.add_worksheet("客户总表")
    book.add_worksheet("说明").write_string("A1", "请勿删除隐藏列；有问题找小李。")
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    sheet.merge_range(0, 0, 0, len(HEADERS) - 1, "客户资料总表 / Customer list (内部)", title)
    sheet.write_string(1, 0, "更新：2026年3月4日    制表：小李")
    sheet.write_row(3, 0, HEADERS, head)
    sheet.freeze_panes(4, 1)
    sheet.set_column(0, len(HEADERS) - 1, 16)
    number = 4
    for row in rows(random.Random(SEED)):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(number, place, cell)
        number += 1
    _merged(book, sheet, number + 1)
    book.close()


def _merged(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, first: int) -> None:
    """Write a customer whose name spans the rows of its three people."""
    middle = book.add_format({"valign": "vcenter"})
    for place, text in enumerate(("云岭茶业有限公司", "云岭茶业", "昆明市", "食品", "B级")):
        sheet.merge_range(first, place, first + 2, place, text, middle)
    people = (
        ("段青", "厂长", "0871-55550188"),
        ("杨果", "采购", "13500008801"),
        ("和春", "会计", ""),
    )
    for number, cells in enumerate(people, start=first):
        sheet.write_row(number, 5, cells)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "customers.xlsx")
