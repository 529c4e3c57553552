"""The signs that set words of a message apart: `#tag`, `@colleague`."""

import re

# A bare number after `#` is the number of something: `PO #4471`.
TAG = re.compile(r"(?<![\w#&/])#(?!\d+(?![\w-]))([\w\u4e00-\u9fff-]{1,30})")
# Chinese needs no space after the name: what may follow it opens a time, a verb or a wish.
COLLEAGUE = re.compile(
    r"(?<![\w@.])@([A-Za-z][\w.-]{0,30}(?<![.-])|[\u4e00-\u9fff]{2,4}?"
    r"(?=[\s,,::、@]|$|[今明后下周本月请帮把给去跟尽麻你]|\d))"
)
