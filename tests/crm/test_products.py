"""Products: a price list with its own headers, found by name, code and pinyin; lines in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import NoProductColumn, NotAllowed
from crm.history import undo
from crm.money import Money
from crm.products import find_products, import_products, read_line
from storage.products import Product
from storage.store import Store
from storage.tables import Role, Team
from storage.work import Work
from tests.crm.team import a_member
from tests.kit.sheets import sheet_rows

LIST = [
    ("报价表", "", "", "", ""),
    ("产品编码", "产品名称", "单位", "单价(元)", "成本"),
    ("P-200", "离心水泵", "台", "1,200.50", "800"),
    ("P-300", "螺杆水泵", "台", "¥2500", "1900"),
    ("", "安装服务", "次", "500", ""),
    ("P-400", "坏价格", "台", "面议", ""),
    ("", "", "", "99", ""),
]


def a_boss(work: Work) -> None:
    work.actor = boss = a_member(work, 1, Role.MANAGER)
    work.session.get_one(Team, boss.team_id).currency = "CNY"


def test_a_list_with_its_own_headers_is_entered_changed_and_taken_back(store: Store) -> None:
    with store.rehearse() as work:
        a_boss(work)
        first = import_products(work, sheet_rows(LIST))
        again = import_products(work, sheet_rows(LIST))
        dearer = [LIST[1], ("p-200", "离心水泵", "台", "1300", "")]
        changed = import_products(work, sheet_rows(dearer))
        (pump,) = find_products(work, "p-200")
        price, cost = pump.price_minor, pump.cost_minor
        undo(work, changed.undo or 0)
        undo(work, first.undo or 0)

        assert (first.new, first.changed, len(first.left_out)) == (3, 0, 2)
        assert (again.new, again.changed, again.same) == (0, 0, 3)
        assert (changed.changed, price, cost) == (1, 1300_00, 800_00)
        assert work.session.query(Product).count() == 0


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("水泵", {"离心水泵", "螺杆水泵"}),
        ("lixin", {"离心水泵"}),
        ("lgsb", {"螺杆水泵"}),
        ("P-300", {"螺杆水泵"}),
        ("p-", {"离心水泵", "螺杆水泵"}),
        ("pump", set()),
        ("%", set()),
    ],
)
def test_products_are_found_by_name_code_and_pinyin(
    store: Store, words: str, names: set[str]
) -> None:
    with store.rehearse() as work:
        a_boss(work)
        import_products(work, sheet_rows(LIST))

        assert {one.name for one in find_products(work, words)} == names


@pytest.mark.parametrize(
    ("words", "count", "name", "price"),
    [
        ("螺杆 3台 2000元", "3", "螺杆", 2000_00),
        ("10 x P-200", "10", "离心水泵", 1200_50),
        ("10 x P-200 @ 1100", "10", "离心水泵", 1100_00),
        ("螺杆水泵 3台 2000元", "3", "螺杆水泵", 2000_00),
        ("2.5吨 钢材 单价4000", "2.5", "钢材", 4000_00),
        ("安装服务", "1", "安装服务", 500_00),
        ("40 pumps", "40", "pumps", None),
        ("pumps x3 at 80", "3", "pumps", 80_00),
    ],
)
def test_lines_are_read_from_words(
    store: Store, words: str, count: str, name: str, price: int | None
) -> None:
    with store.rehearse() as work:
        a_boss(work)
        import_products(work, sheet_rows(LIST))

        said = read_line(work, words, "CNY")

        assert (said.quantity, said.name) == (Decimal(count), name)
        assert said.price == (Money(price, "CNY") if price is not None else None)


def test_what_is_no_price_list_is_refused_and_a_rep_does_not_import(store: Store) -> None:
    with store.rehearse() as work:
        a_boss(work)
        with pytest.raises(NoProductColumn):
            import_products(work, sheet_rows([("a", "b"), ("1", "2")]))
        work.actor = a_member(work, 2)
        with pytest.raises(NotAllowed):
            import_products(work, sheet_rows(LIST))


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=12))
def test_any_sheet_is_entered_or_refused(rows: list[list[str]]) -> None:
    from crm.products import _columns

    try:
        _header, columns = _columns(sheet_rows(rows))
    except NoProductColumn:
        return
    assert {"name", "code"} & set(columns.values())
