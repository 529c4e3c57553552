"""Every command, declared once: for the dispatcher, Telegram's menu, /help and the keyboard."""

import re
from dataclasses import dataclass

from crm.understanding.exports import asks_for_export
from handlers.kit.say import LANGUAGES, Say


def N_(sentence: str) -> str:
    """Mark a sentence for the catalogue."""
    return sentence


@dataclass(frozen=True, slots=True)
class Command:
    """A command's name and what it does; `key` is its label where it is on the keyboard."""

    name: str
    does: str
    key: str | None = None
    in_menu: bool = True


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command as the rep gave it."""

    name: str
    rest: str


COMMANDS = (
    Command("log", N_("Log a visit, call or meeting"), N_("📝 Log")),
    Command("today", N_("What is due today"), N_("📅 Today")),
    Command("plan", N_("Plan visits")),
    Command("plans", N_("Visits that are planned")),
    Command("report", N_("Today's report for your manager")),
    Command("find", N_("Look a customer up"), N_("🔍 Customers")),
    Command("new", N_("New customer, opportunity or reminder"), N_("➕ New")),
    Command("customer", N_("New customer")),
    Command("opportunity", N_("New opportunity")),
    Command("remind", N_("Set a reminder")),
    Command("pipeline", N_("Stages, sums and chances")),
    Command("me", N_("My week and month, beside my target")),
    Command("tasks", N_("What colleagues ask of one another"), in_menu=False),
    Command("target", N_("What is to be reached: /target Li Lei 80k"), in_menu=False),
    Command("price", N_("Price of a product, by name, code or pinyin")),
    Command("products", N_("Import a price list"), in_menu=False),
    Command("rates", N_("Rates of exchange: see them, import them"), in_menu=False),
    Command("stalled", N_("Opportunities that do not move"), in_menu=False),
    Command("deals", N_("Find opportunities: /deals proposal over 50k"), in_menu=False),
    Command("reminders", N_("All reminders, overdue ones first")),
    Command("away", N_("Be away: who gets your reminders")),
    Command("settings", N_("Language, time zone, quiet hours")),
    Command("team", N_("Who is in the team")),
    Command("invite", N_("Invite a colleague")),
    Command("import", N_("Import customers from a spreadsheet")),
    Command("export", N_("Export customers as a file")),
    Command("rules", N_("What the team has decided: cadences and limits")),
    Command("pool", N_("Customers without an owner")),
    Command("assign", N_("Give out the pool"), in_menu=False),
    Command("duplicates", N_("Customers that look like one"), in_menu=False),
    Command("fields", N_("Fields of your customers"), in_menu=False),
    Command("undo", N_("Take the last act back")),
    Command("cancel", N_("Leave what you are doing")),
    Command("help", N_("What I can do")),
    Command("start", N_("Begin"), in_menu=False),
)


TAKE_BACK = (
    "undo",
    "undo that",
    "delete that",
    "scratch that",
    "that was wrong",
    "that's wrong",
    "wrong one",
    "撤销",
    "撤回",
    "撤销刚才的",
    "撤回刚才的",
    "删掉刚才的",
    "删掉刚才那条",
    "刚才那条不对",
    "刚才记错了",
    "记错了",
    "搞错了",
)
# Where no question is open a word stands for a command: its name, its key without the picture, and these.
# Words that are a question to the customer file (`deals`, 漏斗, 业绩) are understood with other lines.
ALONE = {
    "log": ("记一笔", "写记录"),
    "today": ("my day", "今日", "我的一天"),
    "plan": ("plan a visit", "安排拜访", "计划拜访"),
    "plans": ("my plans", "visits", "拜访计划", "我的计划", "拜访安排"),
    "report": (
        "my report",
        "daily report",
        "today's report",
        "日报",
        "我的日报",
        "写日报",
        "今天的日报",
    ),
    "find": ("search", "查找", "搜索", "查客户"),
    "new": ("add",),
    "customer": ("new customer", "add customer", "新客户", "新建客户", "录入客户"),
    "opportunity": ("new opportunity", "new deal", "新商机", "新建商机", "录入商机"),
    "remind": ("reminder", "new reminder", "提醒", "设置提醒", "新建提醒"),
    "me": ("my figures", "my target", "my targets", "我的业绩", "我的目标", "我的数据"),
    "price": ("prices", "price list", "价格", "价格表", "查价格"),
    "products": ("产品", "产品表"),
    "rates": ("exchange rates", "汇率"),
    "stalled": (),
    "away": ("leave", "holiday", "vacation", "请假", "休假"),
    "settings": ("设置",),
    "team": ("my team", "团队", "同事"),
    "invite": ("邀请", "邀请同事"),
    "import": ("导入", "导入客户"),
    "rules": ("规则", "团队规则"),
    "pool": ("the pool", "公海", "公海客户"),
    "duplicates": (),
    "fields": ("custom fields", "自定义字段"),
    "help": ("帮助", "怎么用", "菜单", "menu"),
    "cancel": ("取消",),
}
STALLED = re.compile(
    r"(?:(?:which|what|what's|who's|show|show me|any|list|my|our|the|all|is|are) )*(?:(?:deals?|opportunities) )?"
    r"(?:(?:that )?(?:are|is) )?(?:stalled|stuck|not moving|standing still)(?: (?:deals?|opportunities))?"
    r"|(?:看看|查看|查|列出|有没有|有哪些|哪些|什么|我的|团队的|所有)*(?:商机|单子|项目)?(?:停滞|卡住|不动|没动静|没进展)(?:了|的)?"
    r"(?:商机|单子|项目)?(?:有哪些|有什么|呢|吗)?"
)
WORDS = {  # said as often as the command
    **dict.fromkeys(TAKE_BACK, "undo"),
    "reminders": "reminders",
    "my reminders": "reminders",
    "我的提醒": "reminders",
    "提醒列表": "reminders",
}


def command_in(text: str | None) -> Commanded | None:
    """Return the command that a text is: ``/log@bot rest``, a key of the keyboard in any language, or its words."""
    if not text:
        return None
    if text.startswith("/"):
        name, _, rest = text[1:].partition(" ")
        return Commanded(name.partition("@")[0].lower(), rest.strip())
    said = text.strip().rstrip("。.!！")
    name = _keys().get(said) or WORDS.get(said.lower(), "")
    if name:
        return Commanded(name, "")
    export = asks_for_export(said)
    return Commanded("export", export) if export is not None else None


def command_alone(text: str | None) -> Commanded | None:
    """Return the command that a word stands for where it is the answer to nothing."""
    said = (text or "").strip().rstrip("。.!！?？").lower()
    name = "stalled" if STALLED.fullmatch(said) else _alone().get(said)
    return Commanded(name, "") if name else None


def keyboard(say: Say) -> tuple[tuple[str, ...], ...]:
    """Return the persistent keyboard: four keys in two rows."""
    labels = [say.plain(command.key) for command in COMMANDS if command.key]
    return (tuple(labels[:2]), tuple(labels[2:]))


def menu(say: Say) -> list[dict[str, str]]:
    """Return the command menu as setMyCommands takes it."""
    return [
        {"command": command.name, "description": say.plain(command.does)}
        for command in COMMANDS
        if command.in_menu
    ]


_labels: dict[str, str] = {}
_words: dict[str, str] = {}


def _keys() -> dict[str, str]:
    if not _labels:
        for language in LANGUAGES:
            for command in COMMANDS:
                if command.key:
                    _labels[Say.of(language).plain(command.key)] = command.name
    return _labels


def _alone() -> dict[str, str]:
    if not _words:
        for name, words in ALONE.items():
            _words.update(dict.fromkeys((name, *words), name))
        _words.update({key.partition(" ")[2].lower(): name for key, name in _keys().items()})
    return _words
