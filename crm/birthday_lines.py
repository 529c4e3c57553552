"""A line that tells when a contact has his birthday: 王建国生日是11月28日, "John Miller's birthday is 28 November"."""

import re
from dataclasses import replace

from crm.line_outcomes import Line
from crm.line_reading import read_line
from crm.occasions import OccasionChanged, note_occasion
from crm.understanding.day_of_year import read_day_of_year
from storage.work import Work

TELLS = re.compile(
    r"^(?P<whose>[^\d,，。;；]{1,60}?)\s?(?:的)?生日(?:是|在|为)?\s?[:：]?\s?(?P<on>[^,，。;；]{2,30}?)[。.!！]?$"
    r"|^(?P<who>[^\d,;]{1,60}?)(?:(?:'s|’s| has (?:his|her|their)) (?:birthday|b-?day)| was born)"
    r"(?: is| falls)?(?: on)?:? (?P<day>[^;]{3,40}?)[.!]?$"
    r"|^(?:the )?(?:birthday|b-?day) of (?P<of>[^\d,;]{1,60}?)(?: is| falls)(?: on)?:? (?P<of_day>[^;]{3,40}?)[.!]?$",
    re.IGNORECASE,
)
LUNAR = re.compile(
    r"\s*(?:\b(?:lunar|chinese)(?= b)|[农阴旧]历(?=的?生日))(?:的)?\s*", re.IGNORECASE
)
SAYS_LUNAR = re.compile(r"[农阴旧]历|lunar", re.IGNORECASE)
WISHES = re.compile(r"提醒|记得|别忘|\b(?:remind|remember|forget|task)\b|\?|？", re.IGNORECASE)


def take_birthday(work: Work, line: Line) -> OccasionChanged | None:
    """Note a birthday where a line says that and no more of a contact who is certain; none otherwise."""
    said, lunar = LUNAR.subn(" ", line.text)  # "John's lunar birthday", 王建国的农历生日
    told = TELLS.match(said.strip())
    if told is None or WISHES.search(line.text):
        return None
    who = (told["whose"] or told["who"] or told["of"]).rstrip(" 的")
    day = told["on"] or told["day"] or told["of_day"]
    if lunar and not SAYS_LUNAR.match(day):
        day = f"lunar {day}" if day.isascii() else f"农历{day}"
    read = read_day_of_year(day)
    if read is None or read.label:
        return None
    contact_id = read_line(work, replace(line, text=who)).contact_id
    return note_occasion(work, contact_id, day) if contact_id is not None else None
