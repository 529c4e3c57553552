"""A list is the same whichever side of its conditions is looked at first: whom the index finds, or who is in order."""

import pytest

from crm import list_search
from crm.customer_lists import ids_in_list
from storage.store import Store
from storage.tables import Customer
from tests.crm.search.conftest import member
from tests.kit.databases import BOTH

pytestmark = pytest.mark.parametrize("module_store", BOTH, indirect=True, scope="module")

LISTS = (
    "上海",
    "A级 上海 30天未联系",
    "华信 上海",
    "公海 重庆",
    "行业: 软件",
    "行业: 软件 上海",
    "老油条",  # his word for some, and nobody else's
    "industry: pumps",
)
NOBODY = {1: {"industry: pumps"}, 100: {"industry: pumps", "老油条"}}


@pytest.mark.parametrize("who", [1, 100])
@pytest.mark.parametrize("text", LISTS)
def test_few_and_many_are_the_same(
    book: Store, monkeypatch: pytest.MonkeyPatch, text: str, who: int
) -> None:
    actor = member(book, who)
    with book.looking() as work:
        work.actor = actor
        as_few = list(ids_in_list(work, text))
        monkeypatch.setattr(list_search, "FEW", 1)
        monkeypatch.setattr(list_search, "WINDOWS", (2, 3))
        as_many = list(ids_in_list(work, text))
        touched = [work.session.get_one(Customer, one).touched_at for one in as_few]

    assert as_many == as_few
    assert touched == sorted(touched)
    assert bool(as_few) == (text not in NOBODY[who])
