"""`fieldbook understand` and `fieldbook when`: what they print, and one clear sentence where they cannot."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commandline import main

CUSTOMERS = Path(__file__).parents[1] / "corpus" / "messages" / "customers.csv"
SENT = "2026-11-24T09:30"
LINE = "今天拜访了华信科技的王总,对报价有兴趣,预算50万,下周二上午10点跟进"
FIELDS = (
    "intent kind customer new_customer phone contact at follow_up repeat amount currency close_by"
    " stage"
)
HEADERS = "电话,联系人,客户名称,等级,简称,城市,职务,行业"
ROW = "13812345678,王建国,华信科技有限公司,A,华信科技,上海,总经理,软件"


def told(*args: str, lines: str | bytes = LINE) -> Result:
    return CliRunner().invoke(main, list(args), input=lines)


def understood(file: Path, lines: str = LINE) -> list[dict[str, object]]:
    result = told("understand", "--customers", str(file), "--now", SENT, lines=lines)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_field_of_the_table_stands_at_the_top() -> None:
    (read,) = understood(CUSTOMERS)

    assert set(FIELDS.split()) <= read.keys()
    assert read["customer"] == "华信科技有限公司"
    assert read["follow_up"] == "2026-12-01T10:00"


def test_a_visit_to_come_is_a_reminder_in_the_words_of_the_table() -> None:
    (read,) = understood(CUSTOMERS, "tomorrow Acme 2pm, Brightwater 4pm")

    assert read["intent"] == "remind"
    assert [one["intent"] for one in read["also"]] == ["remind"]  # type: ignore[attr-defined]


def test_blank_lines_are_passed_over_and_a_huge_one_is_read_to_its_limit() -> None:
    huge = "明天" * 50_000

    assert len(understood(CUSTOMERS, f"\n\n{LINE}\n\n{huge}\n")) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_of_other_names_orders_and_encodings_are_recognised(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(f"{HEADERS}\n{ROW}\n".replace(",", separator), encoding=encoding)

    (read,) = understood(file)

    assert (read["customer"], read["contact"]) == ("华信科技有限公司", "王建国")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "nothing to read"),
        (b"a,b\n1,2\n", "no column"),
        (bytes(range(256)) * 8, "cannot read"),
    ],
)
def test_a_file_that_names_no_customers_gets_one_sentence(
    content: bytes, says: str, tmp_path: Path
) -> None:
    file = tmp_path / "customers.csv"
    file.write_bytes(content)

    result = told("understand", "--customers", str(file))

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert says in result.stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("understand", "--customers", "nowhere.csv"), "There is no file nowhere.csv"),
        (("understand", "--customers", str(CUSTOMERS), "--now", "soon"), "No such time"),
        (("when", "--tz", "Mars/Base"), "No such time or zone"),
        (("when", "--tz", "Asia"), "No such time or zone"),
        (("when", "--now", "2026-13-01"), "No such time or zone"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(args: tuple[str, ...], says: str) -> None:
    result = told(*args)

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert says in result.stderr


def test_bytes_that_are_no_text_do_not_stop_the_reading() -> None:
    result = told(
        "when", "--now", SENT, lines=b"\xff\xfe \xe6\x98\x8e\xe5\xa4\xa93\xe7\x82\xb9 call\n"
    )

    assert json.loads(result.stdout)["when"] == "2026-11-25T15:00"
