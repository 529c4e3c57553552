"""The customers of a book of very many: half of the names Chinese, half Latin, the same at every call."""

import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

REPS = 100

COMMON = (
    "恒泰瑞阳金诺明川安博卓远鸿图启辰天硕永嘉智联云帆和佳禾立信新源华盈景行同创优品德润凯越中海东方南北大长江河山"
    "光亚洲国际万达利丰兴盛昌隆广茂荣福康宁顺富裕春秋林森木水火土石玉宝珍星月日升高飞龙凤虎马鹏程志成功业建设开发"
)
TRADES = (
    "软件 电子科技 机械设备 食品 医疗器械 建材 物流 精密仪器 贸易 化工 服装 家具 汽车配件 环保 能源 教育 传媒 餐饮"
    " 酒店管理 信息技术 生物科技 包装 印刷 钢铁 农业 水产 珠宝 文化 咨询 投资"
).split()
CITIES = "上海 北京 深圳 广州 苏州 杭州 成都 武汉 重庆 南京 西安 天津 Chicago Leeds Boston Austin".split()
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单仇区解任查"
)
SYLLABLES = "ba be bri co da el fer gra hol in ja ka lo mar nor os pe qua ri sil ta un ver wa xi yo zen".split()
ENDINGS = "ton ford water field wood bridge well gate stone land".split()
GOODS = "Trading Machinery Foods Medical Logistics Pumps Textiles Electric Marine Optics".split()
LEGAL = ("Ltd", "Inc", "GmbH", "LLC", "")
TAGS = ("重点", "展会", "vip", "渠道")
TERMS_OF_PAYMENT = ("月结", "预付", "30 days")


class Row(tuple[Any, ...]):
    """A row that answers to the names of its columns, as those of a query do."""

    names: Sequence[str] = ()

    def __getattr__(self, name: str) -> Any:
        return self[self.names.index(name)]


class CustomerRow(Row):
    """A customer, as the indexes read it."""

    names = "id team_id owner_id name short_name city industry grade region preference".split()


class PersonRow(Row):
    """A contact, as the indexes read it."""

    names = "customer_id id name title phone phone_e164 email".split()


class DealRow(Row):
    """An opportunity, as the indexes read it."""

    names = "customer_id id title".split()


class TagRow(Row):
    """A tag, as the indexes read it."""

    names = "customer_id id tag".split()


class ValueRow(Row):
    """A value of a custom field, as the indexes read it."""

    names = "customer_id id value".split()


class Whole(NamedTuple):
    """A customer with what stands beside it."""

    customer: CustomerRow
    contact: PersonRow
    deals: list[DealRow]
    tags: list[TagRow]
    values: list[ValueRow]


def customers(size: int) -> Iterator[Whole]:
    """Return the customers of a book, the same at every call, the one last touched last."""
    chance = random.Random(11)
    words = [
        "".join(chance.choices(SYLLABLES, k=chance.randint(1, 2))).title() + chance.choice(ENDINGS)
        for _ in range(5000)
    ]
    for number in range(1, size + 1):
        owner = number % REPS + 1 if number % 10 else None
        city = chance.choice(CITIES)
        if number % 2:
            brand = "".join(chance.choices(COMMON, k=chance.choice((2, 2, 3))))
            trade = chance.choice(TRADES)
            name = f"{chance.choice(('', '', city if city[0] > 'z' else ''))}{brand}{trade}{chance.choice(('', '有限公司'))}"
            person = chance.choice(SURNAMES) + "".join(
                chance.choices(COMMON, k=chance.choice((1, 2)))
            )
            phone = f"1{chance.choice('3578')}{chance.randrange(10**9):09}"
            whole, short = f"+86{phone}", brand if chance.random() < 0.3 else None
        else:
            name = " ".join(
                filter(
                    None,
                    (
                        *chance.choices(words, k=chance.choice((1, 2))),
                        chance.choice(GOODS),
                        chance.choice(LEGAL),
                    ),
                )
            )
            person = f"{chance.choice(words)[:6]} {chance.choice(words)}"
            digits = f"20{chance.randrange(10**8):08}"
            phone, whole, short, trade = f"0{digits}", f"+44{digits}", None, "food"
        customer = CustomerRow(
            (number, 1, owner, name, short, city, trade, chance.choice("ABC"), None, None)
        )
        contact = PersonRow(
            (number, number, person, "buyer", phone, whole, f"c{number}@example.com")
        )
        deals = (
            [DealRow((number, number, f"{trade} {chance.randint(1, 99)}"))]
            if number % 5 == 0
            else []
        )
        tags = [TagRow((number, number, chance.choice(TAGS)))] if number % 8 == 0 else []
        paid = TERMS_OF_PAYMENT[number // 50 % 3]
        values = [ValueRow((number, number, paid))] if number % 50 == 0 else []
        yield Whole(customer, contact, deals, tags, values)
