"""Which notes tell that the customer spoke: follow-ups that wait for an answer end with those alone."""

import pytest

from crm.understanding.answers import tells_an_answer


@pytest.mark.parametrize(
    "note",
    [
        "王总回复说方案可以",
        "李敏微信问交期",
        "客户希望下月到货",
        "他没说价格,但确认了数量",
        "John replied, he is fine with it",
        "he wants two more pumps",
        "Sarah emailed back: agreed",
        "Tom called me about the invoice",
    ],
)
def test_the_customer_spoke(note: str) -> None:
    assert tells_an_answer(note)


@pytest.mark.parametrize(
    "note",
    [
        "发了新报价给王总",
        "邮件发了样本,等李总回复",
        "催了一下,还没回",
        "给赵主任发微信,请他确认",
        "备注:他们喜欢蓝色",
        "sent Acme the new quote",
        "emailed John, no reply yet",
        "chased them, still waiting for an answer",
        "add note to Acme: they like blue",
    ],
)
def test_only_the_rep_spoke(note: str) -> None:
    assert not tells_an_answer(note)
