"""What a line tells of a customer to add beside its name."""

from collections.abc import Callable

import pytest

from crm.understanding.newcomer_details import Details, read_details
from crm.understanding.reading import Reading
from crm.words import title_after

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("line", "details"),
    [
        (
            "新客户 鼎盛机械 无锡 行业机械 联系人赵丽，采购经理，13912345678 A级 #重点",
            Details(grade="A", industry="机械"),
        ),
        (
            "新增客户：杭州云栖智能，行业软件，联系人：王芳 电话 0571-8888 6666，微信 wf88，邮箱 wf@yunqi.cn",
            Details(industry="软件", email="wf@yunqi.cn", note="微信 wf88"),
        ),
        (
            "加个客户 恒达阀门，地址苏州工业园区星湖街328号，B类客户，老板姓周，对价格很敏感",
            Details(grade="B", address="苏州工业园区星湖街328号", note="老板姓周\n对价格很敏感"),
        ),
        (
            "新客户：光峰科技 深圳 电子行业 张伟 采购总监 13900001111 重点客户",
            Details(grade="重点客户", industry="电子"),
        ),
        (
            "new customer Zenith Forge Inc, Leeds, grade A, industry steel, Tom Baker, buyer, 0113 496 0123, tom@zenith.co.uk, #key",
            Details(grade="A", industry="steel", email="tom@zenith.co.uk"),
        ),
        (
            "New client - Blue Harbor Foods (B grade), address 12 King Street, they are in the seafood industry. Contact: Ann Fox",
            Details(grade="B", industry="seafood", address="12 King Street"),
        ),
        (
            "new customer: Kite Robotics, New York, Mark Lee 617-555-0143, met at the fair, wants 3 arms",
            Details(note="met at the fair\nwants 3 arms"),
        ),
    ],
)
def test_the_rest_of_a_line_is_read_or_noted(line: str, details: Details, read: Read) -> None:
    assert told(line, read) == details


@pytest.mark.parametrize(
    "line",
    [
        "新客户 王记面馆 13511112222",
        "东莞精益模具,总经理范志刚,加一下客户",
        "新客户:苏州明锐光电有限公司,联系人钱勇,下周一上午九点半去拜访",
        "new customer: Redwood Clinics, contact Emily Stone, visit her next Tuesday 10am",
        "please add a new customer called Marlow Print, contact Sue Day 020 7946 0001, thanks!",
    ],
)
def test_what_is_understood_or_says_nothing_is_no_note(line: str, read: Read) -> None:
    assert told(line, read) == Details()


def told(line: str, read: Read) -> Details:
    reading = read(line)
    title = title_after(reading.text, reading.contact) if reading.contact else None
    return read_details(reading.text, reading.spans.values(), title)
