"""What a team sells: imported from a sheet with its own column names, found by name, code or pinyin."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import select

from crm.errors import NoProductColumn, NotAllowed, TooManyRows
from crm.money import Money
from crm.policy import actor_of, present_actor
from crm.sheet_columns import fields_by_name, named_cells, named_columns
from crm.understanding.fold import fold, is_han
from crm.understanding.syllables import syllables
from crm.words import read_amount
from storage.products import Product
from storage.spreadsheets.reading import SheetRow
from storage.tables import Role, Team
from storage.work import Work

SYNONYMS = {
    "code": "编码 编号 货号 料号 型号 产品编码 产品编号 产品型号 商品编码 code sku item itemno itemcode productcode partno "
    "partnumber model articleno",
    "name": "产品 产品名称 产品名 名称 品名 商品 商品名称 物料名称 product productname name itemname description title",
    "unit": "单位 计量单位 unit uom units",
    "price": "价格 单价 售价 标价 报价 销售价 含税价 零售价 price listprice unitprice salesprice",
    "cost": "成本 成本价 进价 采购价 cost unitcost costprice purchaseprice",
    "currency": "币种 货币 currency",
}
FIELD_OF = fields_by_name(SYNONYMS)
MOST_ROWS = 20_000
LISTED = 20
FOUND = 8
LIMITS = {"code": 60, "name": 200, "unit": 20}
QUANTITY = re.compile(
    r"(?<![\w.])(\d{1,9}(?:\.\d{1,3})?)\s*(?:x|×|\*|[个台套件吨箱批辆瓶袋桶张把支只组条米]|pcs\b|units?\b)|^(\d{1,9})\s+(?=\S)"
    r"|[x×*]\s*(\d{1,9}(?:\.\d{1,3})?)\b",
    re.IGNORECASE,
)
EACH = re.compile(r"(?:@|\bat\b|单价|每[个台套件吨箱])\s*(.+)$", re.IGNORECASE)


@dataclass(slots=True)
class ProductsImported:
    """What became of the rows of a price list; `left_out` are rows without a name or with a price that is none."""

    new: int = 0
    changed: int = 0
    same: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)
    undo: int | None = None


@dataclass(frozen=True, slots=True)
class Prices:
    """The products that words name, the first `FOUND` of them."""

    words: str
    found: Sequence[Product]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What words say is to be sold: how many, of which product or by which name, and for how much each."""

    quantity: Decimal
    name: str
    product: Product | None
    price: Money | None
    choices: tuple[Product, ...] = ()


def import_products(work: Work, rows: Iterable[SheetRow]) -> ProductsImported:
    """Enter or change products from the rows of a sheet: the same code, or without one the same name, is the same.

    A cell that is empty changes nothing. NotAllowed for a rep, NoProductColumn, TooManyRows.
    """
    actor = present_actor(work)
    if actor.role is Role.REP:
        raise NotAllowed("import products")
    team = work.session.get_one(Team, actor.team_id)
    many = list(islice(rows, MOST_ROWS + 1))
    if len(many) > MOST_ROWS:
        raise TooManyRows(MOST_ROWS)
    header, columns = _columns(many)
    there = {_key(one.code, one.name): one for one in _all(work, team.id)}
    report = ProductsImported()
    for row in many:
        if row.number > header and any(row.cells):
            _take(work, team, named_cells(row, columns), row.number, there, report)
    report.undo = work.close_entry("import_products")
    return report


def find_products(work: Work, words: str, limit: int = FOUND) -> Sequence[Product]:
    """Find the team's products by name, code or pinyin (whole or initials): every word must fit; a code that is one first."""
    said = [word for word in fold(words).split() if word]
    if not said:
        return []
    wanted = select(Product).where(
        Product.team_id == actor_of(work).team_id, Product.deleted_at.is_(None)
    )
    for word in said:
        wanted = wanted.where(Product.search.contains(word, autoescape=True))
    exact = Product.search.startswith(f"{' '.join(said)} ", autoescape=True)
    ordered = wanted.order_by(exact.desc(), Product.name, Product.id).limit(limit)
    return work.session.scalars(ordered).all()


def look_up_prices(work: Work, words: str) -> Prices:
    """Find what the products cost that words name."""
    return Prices(words, find_products(work, words))


def read_line(work: Work, words: str, currency: str) -> SaidLine:
    """Read what is to be sold: "10 x P-200 @ 750", "水泵 10台 800元"; one of it where no number is said.

    A product that the words name alone gives its name and, where they say none, its price.
    """
    quantity = QUANTITY.search(words)
    count = Decimal(next(filter(None, quantity.groups()))) if quantity else Decimal(1)
    rest = f"{words[: quantity.start()]} {words[quantity.end() :]}" if quantity else words
    price = None
    if each := EACH.search(rest):
        price, rest = read_amount(each[1], currency).amount, rest[: each.start()]
    else:
        read = read_amount(rest, currency)
        if read.amount is not None and read.rest:
            price, rest = read.amount, read.rest
    name = re.sub(r"\s+(?:at|for|of)$|^(?:of)\s+", "", rest.strip(" ,，、:：-")).strip()
    found = find_products(work, name) if name else []
    exact = [one for one in found if fold(name) in (fold(one.name), fold(one.code or ""))]
    only = found[0] if len(found) == 1 and not _is_part_of(name, found[0].name) else None
    product = exact[0] if exact else only
    if product and price is None and product.price_minor is not None:
        price = Money(product.price_minor, product.currency)
    return SaidLine(count, product.name if product else name, product, price, tuple(found))


def _is_part_of(said: str, name: str) -> bool:
    """Say whether a word only begins a longer one, which names another thing: 服务器 is no 服务器机柜."""
    behind = fold(name).partition(fold(said))[2]
    return is_han(said[-1]) and bool(behind) and is_han(behind[0])


def _all(work: Work, team_id: int) -> Sequence[Product]:
    there = select(Product).where(Product.team_id == team_id, Product.deleted_at.is_(None))
    return work.session.scalars(there).all()


def _key(code: str | None, name: str) -> str:
    return f"c:{fold(code)}" if code else f"n:{fold(name)}"


def named_product_columns(rows: Sequence[SheetRow]) -> tuple[int, dict[int, str]]:
    """Return the number of the header row and what each column of it tells of a product, by its name; 0 without one."""
    return named_columns(rows, FIELD_OF)


def _columns(rows: Sequence[SheetRow]) -> tuple[int, dict[int, str]]:
    """Return the number of the header row and what each column holds; NoProductColumn."""
    header, columns = named_product_columns(rows)
    if not {"name", "code"} & set(columns.values()) or len(columns) < 2:
        raise NoProductColumn(tuple(rows[0].cells) if rows else ())
    return header, columns


def _take(
    work: Work,
    team: Team,
    cells: dict[str, str],
    number: int,
    there: dict[str, Product],
    report: ProductsImported,
) -> None:
    name = cells.get("name") or cells.get("code")
    too_long = [one for one, limit in LIMITS.items() if len(cells.get(one, "")) > limit]
    if name is None or too_long:
        report.left_out.append((number, cells.get(too_long[0], "")[:40] if too_long else ""))
        return
    code = cells.get("currency", "").upper()
    currency = code if re.fullmatch(r"[A-Z]{3}", code) else team.currency
    values: dict[str, Any] = {"name": name, "currency": currency}
    values |= {one: cells[one] for one in ("code", "unit") if one in cells}
    for one in ("price", "cost"):
        if one in cells:
            amount = read_amount(cells[one], currency).amount
            if amount is None or amount.currency != currency:
                report.left_out.append((number, cells[one][:40]))
                return
            values[f"{one}_minor"] = amount.minor
    values["search"] = _search(name, values.get("code"))
    known = there.get(_key(values.get("code"), name))
    if known is None:
        made = Product(team_id=team.id, created_at=work.now, **values)
        there[_key(values.get("code"), name)] = work.add(made)
        report.new += 1
    elif all(getattr(known, one) == value for one, value in values.items()):
        report.same += 1
    else:
        work.change(known, **values)
        report.changed += 1


def _search(name: str, code: str | None) -> str:
    sounds = syllables(name)
    parts = (
        fold(code) if code else "",
        fold(name),
        "".join(sounds),
        "".join(s[:1] for s in sounds),
    )
    return " ".join(part for part in parts if part) + " "
