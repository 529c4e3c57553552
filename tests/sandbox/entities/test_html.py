"""Telegram's HTML: what it means, and what is refused in which words."""

import contextlib
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.answers import Json, Refusal
from sandbox.entities import utf16
from sandbox.entities.formatted import formatted_text
from sandbox.entities.html import parse_html
from sandbox.entities.render import to_html

WORDS = st.text(max_size=40)
SIMPLE_TAGS = st.sampled_from(["b", "i", "u", "s", "tg-spoiler", "blockquote"])


def entity(kind: str, offset: int, length: int, **more: object) -> Json:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>one</b> two", "one two", [entity("bold", 0, 3)]),
        ("<STRONG>one</strong>", "one", [entity("bold", 0, 3)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("👋<u>hi</u>", "👋hi", [entity("underline", 2, 2)]),
        ("<s>中文</s>", "中文", [entity("strikethrough", 0, 2)]),
        ("<b></b>x", "x", []),
        ("<b>x</>", "x", [entity("bold", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
        (
            '<pre><code class="language-sql">x</code></pre>',
            "x",
            [entity("pre", 0, 1, language="sql")],
        ),
        (
            '<pre>x<code class="language-sql">y</code>z</pre>',
            "xyz",
            [entity("pre", 0, 3), entity("code", 1, 1)],
        ),
        ('<code class="language-sql">x</code>', "x", [entity("code", 0, 1)]),
        ("<a>a.b</a>", "a.b", [entity("text_link", 0, 3, url="http://a.b/")]),
        (
            '<tg-emoji emoji-id="12">👍</tg-emoji>',
            "👍",
            [entity("custom_emoji", 0, 2, custom_emoji_id="12")],
        ),
        (
            "<a href='https://a.b/?x=1&amp;y=2'>x</a>",
            "x",
            [entity("text_link", 0, 1, url="https://a.b/?x=1&y=2")],
        ),
        ("<a href='a.b'>x</a>", "x", [entity("text_link", 0, 1, url="http://a.b/")]),
        ("<a href='tel:+86'>x</a>", "x", []),
        ("<a href='tg://user?id=7'>x</a>", "x", [entity("text_mention", 0, 1, user={"id": 7})]),
        (
            '<tg-time unix="99" format="wD">x</tg-time>',
            "x",
            [entity("date_time", 0, 1, unix_time=99, date_time_format="wD")],
        ),
        ("&lt;&gt;&amp;&quot;&#65;&#x42;&#67", '<>&"ABC', []),
        ("&nbsp;&copy;&;&#;& &#12345678901;", "&nbsp;&copy;&;&#;& &#12345678901;", []),
    ],
)
def test_what_html_means(source: str, text: str, entities: list[Json]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("中<br>x", 'Unsupported start tag "br" at byte offset 3'),
        ("<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 0'),
        (
            "<i    aba>",
            'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 0',
        ),
        ("<i    aba  =  ", 'Unclosed start tag "i" at byte offset 0'),
        ("<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 14"),
        ('<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 0"),
        ("x</", "Unexpected end tag at byte offset 1"),
        ("<i>a</i   ", "Unclosed end tag at byte offset 4"),
        (
            "<i>a</em>",
            'Unmatched end tag at byte offset 4, expected "</i>", found "</em>"',
        ),
        ("<b>never closed", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-time unix="x">x</tg-time>', "Invalid date specified"),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "&#xD800;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
def test_html_that_does_not_parse_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(source)

    assert refused.value.status == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


@given(WORDS)
def test_escaped_text_is_shown_as_typed(text: str) -> None:
    assert parse_html(escape(text, quote=False)) == (text, [])


@given(WORDS, SIMPLE_TAGS, WORDS, WORDS)
def test_offsets_count_utf16_units(before: str, tag: str, inside: str, after: str) -> None:
    source = f"{escape(before)}<{tag}>{escape(inside)}</{tag}>{escape(after)}"

    text, entities = parse_html(source.replace("&#x27;", "'"))

    assert text == before + inside + after
    marked = [utf16.cut(text, found["offset"], found["length"]) for found in entities]
    assert marked == ([inside] if inside else [])


@given(st.text(alphabet=list("<>/&;\"'= abpreio#x1\n😀"), max_size=60))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    text = ""
    entities: list[Json] = []
    with contextlib.suppress(Refusal):
        text, entities = parse_html(source)

    size = utf16.length(text)
    assert all(found["offset"] >= 0 for found in entities)
    assert all(found["offset"] + found["length"] <= size for found in entities)


def test_the_same_text_written_in_two_ways_is_the_same() -> None:
    assert parse_html("<b><i>x</i></b>") == parse_html("<i><b>x</b></i>")


@given(st.text(alphabet=list("ab <&中😀\n"), max_size=30), st.lists(SIMPLE_TAGS, max_size=3))
def test_what_is_shown_can_be_written_again(inside: str, tags: list[str]) -> None:
    source = escape(inside, quote=False)
    for tag in dict.fromkeys(tags):
        source = f"<{tag}>{source}</{tag}>"
    text, entities = parse_html(source)

    assert parse_html(to_html(text, entities)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("  <b> x </b>  ", "<b> x </b>", None),
        ("\n\n x \n", "x", None),
        ("a\tb\x01c", "a b c", None),
        ("a\r\nb\u202ec", "a\nbc", None),
    ],
)
def test_white_space_and_control_characters_are_cleaned(
    source: str, text: str, entities: None
) -> None:
    assert formatted_text(source, "")[0] == text


def test_nothing_is_formatted_inside_code() -> None:
    text, entities = formatted_text("<code>a <b>b</b> /c http://d.com</code>", "HTML")

    assert text == "a b /c http://d.com"
    assert [found["type"] for found in entities] == ["code"]


def test_outer_white_space_moves_what_is_formatted() -> None:
    text, entities = formatted_text("  x <i>y</i> ", "HTML")

    assert text == "x y"
    assert entities == [entity("italic", 2, 1)]


@pytest.mark.parametrize("mode", ["Markdown", "MarkdownV2"])
def test_other_modes_are_refused_clearly(mode: str) -> None:
    with pytest.raises(Refusal, match="reads HTML only"):
        formatted_text("*x*", mode)
