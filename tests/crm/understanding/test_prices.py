"""Which lines ask what something costs, and for what."""

import pytest

from crm.understanding.prices import product_asked_for


@pytest.mark.parametrize(
    ("line", "product"),
    [
        ("离心泵多少钱?", "离心泵"),
        ("P-200的单价", "P-200"),
        ("查一下压力传感器多少钱一个", "压力传感器"),
        ("价格 离心泵", "离心泵"),
        ("价格：lxb", "lxb"),
        ("水泵现在什么价", "水泵"),
        ("price p-200", "p-200"),
        ("How much is the gear pump?", "gear pump"),
        ("how much does a flow sensor cost", "flow sensor"),
        ("what's the price of the X9", "X9"),
        ("Gear pump price?", "Gear pump"),
    ],
)
def test_a_line_that_asks_for_a_price_names_its_product(line: str, product: str) -> None:
    assert product_asked_for(line) == product


@pytest.mark.parametrize(
    "line",
    [
        "今天给华信报价了,价格30万",
        "price is too high for Acme",
        "华信科技",
        "how much",
        "多少钱",
        "报价单明天发给王总",
    ],
)
def test_any_other_line_asks_for_none(line: str) -> None:
    assert product_asked_for(line) is None
