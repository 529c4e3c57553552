"""Whatever people do, in whatever order, is answered: nothing raises, and nothing they send meets silence.

Four people say lines of the corpora and odd things, tap whatever stands under recent messages, reply, edit,
forward, send files; time passes, the bot is restarted. A seed says what they do: a failure is replayed by it.
"""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

import pytest

from bot.demo import enter_people
from handlers.kit.commands import COMMANDS
from sandbox.bubbles import Bubble
from tests.kit.world import Rep, World

HERE = Path(__file__).parents[1]
LINES = [
    str(json.loads(line)["text"])
    for file in sorted((HERE / "corpus" / "messages").glob("*.jsonl"))
    for line in file.read_text("utf-8").splitlines()
]
ODD = [
    *"明天 5万 跳过 - 0 😀 a ？ 50% 80k / 张三 13812345678 yes 好的 取消 back 下周一 A 100 -5 1e9 99999999999999999999 <b>x</b> &lt; % _ \\".split(),
    *"重点 # #重点 tomorrow 2月30日 25:99 Acme 华信科技 王总 won 丢单 proposal done 谢谢 forecast 本月业绩 /no_such".split(),
    "next monday 10am",
    "31 Feb",
    "'; DROP TABLE customers;--",
    "a" * 4096,
    "名" * 300,
    "\u200b",
    "@李伟 周五前给华信报价",
    "@Emma call acme tomorrow",
    "every monday 9am",
    "price lost",
    "10 x P-200",
    "2 x 离心泵 @ 700",
    "Emma Clark £120k 20 visits",
    "USD 7.1",
    "city: Leeds",
    "birthday: 3 May",
    "A级 上海 30天未联系",
    "商机>10万 本月",
    "谁的合同快到期",
    "export A customers",
    "离心泵多少钱",
]
FILES = (
    (b"name,phone\nNew Co,0201234\n", "a.csv"),
    (b"\x00\x01", "b.xlsx"),
    ("币种,汇率\nUSD,7.2\n".encode("gb18030"), "rates.csv"),
    (b"code,product,price\nZ1,Zed,12\n", "prices.csv"),
    (b"BEGIN:VCARD\nFN:Tom\nEND:VCARD\n", "c.vcf"),
    (b"%PDF-", "d.pdf"),
)


def words(random: Random) -> str:
    return random.choice(random.choice((LINES, ODD)))


async def says(rep: Rep, random: Random) -> None:
    await rep.person.say(words(random))


async def taps(rep: Rep, random: Random) -> None:
    shown = [one for one in rep.person.screen[-16:] if not one.mine and keys_of(one)]
    if not shown:
        return await says(rep, random)
    bubble = random.choice(shown) if random.random() < 0.3 else shown[-1]
    await rep.person.tap(random.choice(keys_of(bubble)), bubble)
    return None


def keys_of(bubble: Bubble) -> list[str]:
    """The keys that the bot hears of: the phone copies and opens links by itself."""
    return [button.data for button in bubble.buttons if button.data is not None]


async def commands(rep: Rep, random: Random) -> None:
    rest = words(random)[:300] if random.random() < 0.5 else ""
    await rep.person.command(random.choice(COMMANDS).name, rest)


async def replies(rep: Rep, random: Random) -> None:
    bubble = random.choice(
        [bubble for bubble in rep.person.screen[-16:] if not bubble.mine] or [rep.last]
    )
    how = random.random()
    if how < 0.6:
        await rep.person.reply(bubble, words(random))
    elif how < 0.8:
        await rep.person.send_photo(text=words(random)[:1024], answers=bubble)
    else:
        await rep.person.send_voice(answers=bubble)


async def forwards(rep: Rep, random: Random) -> None:
    author = random.choice(("王建国", "John Miller", "Nobody"))
    await rep.person.forward_from(author, words(random))


async def sends(rep: Rep, random: Random) -> None:
    person, caption = rep.person, random.choice(("", words(random)[:1024]))
    content, name = random.choice(FILES)
    await random.choice(
        (
            lambda: person.send_photo(text=caption),
            lambda: person.send_document(content, caption, name=name),
            lambda: person.share_contact("+8613812345678", "Tom"),
            lambda: person.share_location(31.23, 121.47),
            person.send_voice,
        )
    )()


async def edits(rep: Rep, random: Random) -> None:
    own = [one for one in rep.person.screen[-16:] if one.mine and "text" in one.body]
    if own:
        await rep.person.edit(random.choice(own), words(random))


Act = Callable[[Rep, Random], Awaitable[None]]
ANSWERED: dict[Act, int] = {says: 30, taps: 40, commands: 8, replies: 6, forwards: 3, sends: 4}
UNSEEN: dict[Act, int] = {edits: 3}  # an edit that changes nothing is not answered


async def people_of(world: World, language: str) -> list[Rep]:
    """The people of the demo, with its customers, prices and plans: two reps, a manager, an administrator."""
    people = [
        Rep(world, person) for person in enter_people(world.store, world.messenger, language)
    ]
    for one in people:
        await one.says("/start")
    return people


def shown_to(rep: Rep) -> tuple[object, ...]:
    """What the bot has put on a phone: messages with their buttons, and toasts."""
    bubbles: list[Bubble] = [one for one in rep.person.screen[-60:] if not one.mine]
    return (len(rep.person.toasts), *((one.id, one.text, str(one.rows)) for one in bubbles))


async def lives(world: World, seed: int, steps: int) -> list[str]:
    """Let them do things; return what was not answered."""
    random = Random(seed)
    people, silences = await people_of(world, ("en", "zh")[seed % 2]), []
    acts = {**ANSWERED, **UNSEEN}
    for step in range(steps):
        rep = random.choices(people, (4, 4, 2, 2))[0]
        act = random.choices(list(acts), list(acts.values()))[0]
        before = shown_to(rep)
        await act(rep, random)
        world.raise_failures()
        if act in ANSWERED and shown_to(rep) == before:
            silences.append(
                f"{step}: {rep.person.id} {act.__name__}: {rep.person.screen[-1].text}"
            )
        if random.random() < 0.03:
            await world.passes(hours=random.choice((1, 3, 8, 24, 72, 216)))
        if random.random() < 0.01:
            await world.restart()
    return silences


@pytest.mark.parametrize("seed", [1, 2])
async def test_whatever_they_do_is_answered(world: World, seed: int) -> None:
    assert await lives(world, seed, 60) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 14))
async def test_whatever_they_do_for_long_is_answered(world: World, seed: int) -> None:
    assert await lives(world, seed, 500) == []
