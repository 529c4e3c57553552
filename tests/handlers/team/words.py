"""What a member reads, in his language: tests tap and expect what the catalogue says."""

from typing import Any

from handlers.kit.say import Say

BOTH = ("en", "zh")


def word(language: str, sentence: str, **facts: Any) -> str:
    """Return an English sentence as the catalogue of a language has it, without formatting."""
    text = Say.of(language)(sentence, **facts)
    return str(text.striptags()) if "<" in text else str(text.unescape())
