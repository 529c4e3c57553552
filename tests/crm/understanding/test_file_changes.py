"""Lines that change a customer's file and say no more."""

import pytest

from crm.understanding.file_changes import FileChange, Part, read_file_change


@pytest.mark.parametrize(
    ("line", "change"),
    [
        ("把华信改成B级", FileChange("华信", Part.GRADE, "B")),
        ("华信升为A级客户了", FileChange("华信", Part.GRADE, "A")),
        ("请把华信的等级改成B", FileChange("华信", Part.GRADE, "B")),
        ("华信的地址是浦东新区1号", FileChange("华信", Part.ADDRESS, "浦东新区1号")),
        ("王总的手机号变成了13911112222", FileChange("王总", Part.PHONE, "13911112222")),
        ("陈总邮箱改为 cz@hx.cn", FileChange("陈总", Part.EMAIL, "cz@hx.cn")),
        ("给华信打标签 重点", FileChange("华信", Part.TAG, "重点")),
        ("华信加个联系人 陈明 13700001111", FileChange("华信", Part.CONTACT, "陈明 13700001111")),
        ("把华信放回公海", FileChange("华信", Part.POOL)),
        ("change acme grade to B", FileChange("acme", Part.GRADE, "B")),
        ("Upgrade Acme to grade A", FileChange("Acme", Part.GRADE, "A")),
        ("Acme is now an A-grade customer", None),
        (
            "Acme’s address is 5 Dock Road, Leeds.",
            FileChange("Acme", Part.ADDRESS, "5 Dock Road, Leeds"),
        ),
        ("John's new number is 0113 496 0999", FileChange("John", Part.PHONE, "0113 496 0999")),
        ("set acme city to York", FileChange("acme", Part.CITY, "York")),
        ("tag acme as urgent", FileChange("acme", Part.TAG, "urgent")),
        (
            "add contact Jane Poe 0113 496 0777 to acme",
            FileChange("acme", Part.CONTACT, "Jane Poe 0113 496 0777"),
        ),
        ("give acme back to the pool", FileChange("acme", Part.POOL)),
    ],
)
def test_a_change_is_read(line: str, change: FileChange | None) -> None:
    assert read_file_change(line) == change


@pytest.mark.parametrize(
    "line",
    [
        "华信的电话是多少",
        "今天拜访华信,地址是浦东",
        "提醒我把华信改成B级",
        "他们的电话是坏的",
        "visited acme, their address is 5 Dock Road",
        "Acme's number is going up",
        "remind me to change acme grade to B",
        "what is Acme's address?",
        "acme is in the pump business",
    ],
)
def test_another_line_is_none(line: str) -> None:
    assert read_file_change(line) is None
