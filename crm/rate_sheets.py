"""Rates of exchange from a sheet: currency, rate and day under their own column names, in one act.

Of several rows for a currency the latest day counts, of those that have come; a row without a day is older than
any with one. Some banks tell what a hundred units are worth: a column for how many is read too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import islice

from crm.cleaning import read_day
from crm.countries import is_currency
from crm.errors import NoRateColumn, TooManyRows
from crm.instants import today_of
from crm.policy import actor_of, team_to_lead
from crm.rates import MOST, Rate, Rates, is_rate, read_rates, write_rates
from crm.rules import change_rule, read_rule
from crm.sheet_columns import fields_by_name, named_cells, named_columns
from crm.understanding.fold import fold
from crm.understanding.vocabulary.money import CURRENCIES
from storage.spreadsheets.reading import SheetRow
from storage.tables import Role, Team
from storage.work import Work

MOST_ROWS = 5_000
FIELD_OF = fields_by_name(
    {
        "currency": "币种 货币 币别 外币 货币名称 货币代码 代码 currency currencycode code ccy iso isocode from",
        "rate": "汇率 汇价 中间价 折算价 中行折算价 人民币汇率 rate exchangerate fxrate fx value mid midrate",
        "day": "日期 生效日期 发布日期 发布时间 日 date day on asof effectivedate validfrom",
        "per": "单位 数量 每 per unit units nominal quantity amount",
    }
)
CODES = re.compile(r"(?<![a-z])[a-z]{3}(?![a-z])")
DECIMAL_COMMA = re.compile(r"\d+,(?:\d{1,2}|\d{4,})")


@dataclass(frozen=True, slots=True)
class RatesShown:
    """A team's rates, in whose currency, and whether the actor may set them."""

    rates: Rates
    team: Team
    may_set: bool


@dataclass(slots=True)
class RatesSet:
    """What was taken, by currency, and what became of the rows; `left_out` are rows with no rate that holds."""

    team: Team
    new: dict[str, Rate] = field(default_factory=dict)
    changed: dict[str, Rate] = field(default_factory=dict)
    same: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)
    undo: int | None = None


def read_team_rates(work: Work) -> RatesShown:
    """Read the rates of the actor's team."""
    actor = actor_of(work)
    team = work.session.get_one(Team, actor.team_id)
    return RatesShown(read_rule(work, Rates, team.id), team, actor.role is not Role.REP)


def import_rates(work: Work, rows: Iterable[SheetRow]) -> RatesSet:
    """Take the rates of a sheet for the actor's team; those of other currencies stay as they are.

    NotAllowed for a rep, NoRateColumn, TooManyRows.
    """
    done = RatesSet(team_to_lead(work, actor_of(work).team_id))
    many = list(islice(rows, MOST_ROWS + 1))
    if len(many) > MOST_ROWS:
        raise TooManyRows(MOST_ROWS)
    header, columns = named_columns(many, FIELD_OF)
    if not {"currency", "rate"} <= set(columns.values()):
        raise NoRateColumn(tuple(many[0].cells) if many else ())
    today = today_of(work, actor_of(work))
    found: dict[str, Rate] = {}
    for row in many:
        if row.number > header and any(row.cells):
            said = named_cells(row, columns)
            code, rate = _currency(said.get("currency", ""), done.team), _rate(said, done.team)
            if code is None or rate is None or (rate.on or today) > today:
                done.left_out.append((row.number, " ".join(said.values())[:40]))
            elif code not in found or (rate.on or date.min) >= (found[code].on or date.min):
                found[code] = rate
    return _set(work, found, done)


def are_rates(rows: Sequence[SheetRow], team: Team) -> bool:
    """Say whether the first rows of a sheet are rates: a header that says so, and what it says in most of them."""
    header, columns = named_columns(rows, FIELD_OF)
    if not {"currency", "rate"} <= set(columns.values()):
        return False
    told = [named_cells(row, columns) for row in rows if row.number > header and any(row.cells)]
    read = [_currency(one.get("currency", ""), team) and _rate(one, team) for one in told]
    return 2 * sum(map(bool, read)) > len(told)


def set_rates(work: Work, text: str) -> RatesSet | None:
    """Set the rates that the actor typed; none where that is none; NotAllowed for a rep.

    "USD 7.12", as the rates are shown ("1 USD = 7.12 CNY"), or with the currency's name (美元 7.12).
    """
    done = RatesSet(team_to_lead(work, actor_of(work).team_id))
    for name in sorted(filter(str.isalpha, CURRENCIES), key=len, reverse=True):
        if not name.isascii():
            text = text.replace(name, CURRENCIES[name])
    worth = re.compile(rf"\s*\b{done.team.currency}\b(?=\s*(?:[,，;；\n(（]|$))", re.IGNORECASE)
    try:
        found = read_rates(worth.sub("", text))
    except ValueError:
        return None
    if not found or not all(map(is_currency, found)):
        return None
    return _set(work, dict(found), done)


def _set(work: Work, found: dict[str, Rate], done: RatesSet) -> RatesSet:
    own = done.team.currency
    there = dict(read_rule(work, Rates, done.team.id).per_unit)
    for code, rate in found.items():
        if code == own or (code not in there and len(there) >= MOST):
            done.left_out.append((0, code))
        elif there.get(code) == rate:
            done.same += 1
        else:
            (done.changed if code in there else done.new)[code] = there[code] = rate
    if done.new or done.changed:
        done.undo = change_rule(work, Rates, done.team.id, "per_unit", write_rates(there)).undo
    return done


def _currency(text: str, team: Team) -> str | None:
    """Return the currency that a cell names: USD, 美元, 美元(USD), USD/CNY where the latter is the team's own."""
    said = fold(text).strip()
    codes: list[str] = [code.upper() for code in CODES.findall(said) if is_currency(code.upper())]
    if len(codes) == 2 and codes[1] == team.currency:
        codes.pop()
    if len(codes) == 1:
        return codes[0]
    named: str | None = CURRENCIES.get(said)
    return None if codes else named


def _rate(said: dict[str, str], team: Team) -> Rate | None:
    units, per = _number(said.get("rate", "")), _number(said.get("per", "1"))
    if units is None or not per or not is_rate(units / per):
        return None
    if "day" not in said:
        return Rate(units / per)
    day = read_day(said["day"].split(" ")[0], team.country)
    return Rate(units / per, day) if day else None


def _number(text: str) -> Decimal | None:
    plain = fold(text).replace(" ", "")
    plain = plain.replace(",", "." if DECIMAL_COMMA.fullmatch(plain) else "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
