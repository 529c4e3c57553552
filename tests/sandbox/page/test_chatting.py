"""A member at the phone page: writes, taps, and sees what the bot does."""

import pytest
from playwright.async_api import Page, expect

from sandbox.messenger import Messenger
from tests.sandbox.conftest import button
from tests.sandbox.page.conftest import Office, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def write(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.press("#text", "Enter")


async def test_a_message_brings_a_card_and_a_tap_changes_it_in_place(
    open_page: OpenPage, messenger: Messenger
) -> None:
    page = await open_page()

    await write(page, "acme")
    card = page.locator(".message:has-text('call Anna')")
    await expect(card.locator(".words b")).to_have_text("Acme")
    place = await card.get_attribute("id")
    await card.get_by_role("button", name="Done").click()

    await expect(page.locator(".toasts")).to_have_text("Saved")
    await expect(page.locator(f"#{place} .words")).to_have_text("Acme · done")
    await expect(page.locator(f"#{place} .buttons")).to_have_count(0)
    await expect(page.locator(f"#{place} .meta")).to_contain_text("edited")
    assert messenger.person(501).last.text == "Acme · done"


async def test_a_tapped_button_waits_until_it_is_answered(
    open_page: OpenPage, office: Office
) -> None:
    page = await open_page()
    office.patient = True
    await write(page, "acme")
    done = page.get_by_role("button", name="Done")

    await done.click()
    await expect(done).to_have_attribute("aria-busy", "true")
    tap = list(office.messenger.bot.taps.values())[-1]
    await office.ok("answerCallbackQuery", callback_query_id=tap.id)

    await expect(done).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_waits_to_be_read(open_page: OpenPage) -> None:
    page = await open_page()
    await write(page, "acme")

    await page.get_by_role("button", name="Delete").click()

    await expect(page.locator("#alert")).to_contain_text("Saved")
    await page.get_by_role("button", name="OK").click()
    await expect(page.locator("#alert")).not_to_be_visible()


async def test_formatting_is_shown_and_text_is_never_markup(
    open_page: OpenPage, office: Office
) -> None:
    page = await open_page()
    long = "\n".join(f"line {number}" for number in range(9))

    await office.card(
        501,
        f"<b>bold <i>both</i></b> <code>+86 139</code> 😀 <u>after</u> "
        f"<blockquote expandable>{long}</blockquote>"
        "<tg-spoiler>margin</tg-spoiler> &lt;img src=x onerror=alert(1)&gt; "
        '<a href="https://example.com/a">contract</a> /log',
    )

    words = page.locator(".message").last.locator(".words")
    await expect(words.locator("b em")).to_have_text("both")
    await expect(words.locator("u")).to_have_text("after")
    await expect(words).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(words.locator("a").first).to_have_attribute("href", "https://example.com/a")
    quote = words.locator("blockquote")
    folded = await quote.bounding_box()
    await quote.get_by_role("button", name="Show all").click()
    unfolded = await quote.bounding_box()
    assert folded
    assert unfolded
    assert unfolded["height"] > folded["height"] * 2
    await words.locator(".spoiler").click()
    await expect(words.locator(".spoiler.open")).to_have_text("margin")
    await words.get_by_text("/log").click()
    await expect(page.locator(".message.mine").last).to_contain_text("/log")


async def test_buttons_that_copy_and_lead_elsewhere(open_page: OpenPage, office: Office) -> None:
    page = await open_page(permissions=["clipboard-read", "clipboard-write"])
    copying = {"text": "Copy", "copy_text": {"text": "+86 139"}}
    again = {"text": "Again", "url": "https://t.me/fieldbook_bot?start=again"}
    await office.card(501, "Anna", [copying, again])

    await page.get_by_role("button", name="Copy").click()
    await expect(page.locator(".toasts")).to_have_text("Copied")
    await page.get_by_role("button", name="Again").click()

    assert await page.evaluate("navigator.clipboard.readText()") == "+86 139"
    await expect(page.locator(".message.mine").last).to_contain_text("/start again")


async def test_the_keyboard_below_and_what_it_asks_for(
    open_page: OpenPage, office: Office
) -> None:
    page = await open_page()
    rows = [
        ["Log a visit"],
        [
            {"text": "My number", "request_contact": True},
            {"text": "Here", "request_location": True},
        ],
    ]
    await office.ok("sendMessage", chat_id=501, text="Choose", reply_markup={"keyboard": rows})

    await page.get_by_role("button", name="Log a visit").click()
    await expect(page.locator(".message.mine").last).to_contain_text("Log a visit")
    await page.get_by_role("button", name="My number").click()
    await page.get_by_role("button", name="My own contact").click()
    await expect(page.locator(".message.mine").last).to_contain_text("+8613800138000")
    await page.get_by_role("button", name="Here", exact=True).click()
    await page.get_by_role("button", name="London").click()
    await expect(page.locator(".message.mine .map")).to_be_visible()

    await page.get_by_role("button", name="Keyboard").click()
    await expect(page.locator("#keyboard")).not_to_be_visible()


async def test_commands_are_offered_while_they_are_typed(
    open_page: OpenPage, office: Office
) -> None:
    page = await open_page()
    commands = [{"command": name, "description": "Does it"} for name in ("log", "later", "help")]
    await office.ok("setMyCommands", commands=commands)

    await page.get_by_role("button", name="Commands").click()
    await expect(page.get_by_role("option")).to_have_count(3)
    await page.locator("#text").press_sequentially("l")
    await expect(page.get_by_role("option")).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")

    await expect(page.locator(".message.mine").last).to_contain_text("/later")


async def test_files_are_sent_and_shown(open_page: OpenPage, office: Office) -> None:
    page = await open_page()
    picture = await page.screenshot()
    for kind, name, content in (("Photo", "a.png", picture), ("File", "a.txt", b"text")):
        await page.get_by_role("button", name="Attach").click()
        async with page.expect_file_chooser() as chosen:
            await page.get_by_role("button", name=kind, exact=True).click()
        await (await chosen.value).set_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        await page.get_by_label("Add a caption").fill(f"My {kind}")
        await page.locator("#sheet").get_by_role("button", name="Send").click()
        await expect(page.locator(".message.mine").last).to_contain_text(f"My {kind}")

    image = page.locator(".message.mine .picture img")
    await expect(image).to_have_js_property("naturalWidth", 390)
    await expect(page.locator(".message.mine").last.locator("a")).to_have_attribute(
        "download", "a.txt"
    )
    await image.click()
    await expect(page.locator("#viewer")).to_be_visible()


async def test_an_own_message_is_edited_and_one_is_answered(
    open_page: OpenPage, messenger: Messenger
) -> None:
    page = await open_page()
    await write(page, "helo")
    await page.locator(".message.mine:has-text('helo') .bubble").click(button="right")
    await page.get_by_role("button", name="Edit").click()
    await write(page, "hello")
    await expect(page.locator(".message.mine").last).to_contain_text("hello")

    await page.locator(".message:has-text('Welcome') .bubble").click(button="right")
    await page.get_by_role("button", name="Reply").click()
    await write(page, "thanks")

    await expect(page.locator(".message.mine").last.locator(".quote")).to_contain_text("Welcome")
    assert messenger.person(501).screen[-1].reply_to


async def test_pins_and_typing_are_shown(open_page: OpenPage, office: Office) -> None:
    page = await open_page()
    sent = await office.card(501, "Today's plan")

    await office.ok("pinChatMessage", chat_id=501, message_id=sent["message_id"])
    await office.ok("sendChatAction", chat_id=501, action="typing")

    await expect(page.locator("#pinned")).to_contain_text("Today's plan")
    await expect(page.locator("#status")).to_have_text("typing")
    await office.card(501, "Done")
    await expect(page.locator("#status")).to_contain_text("bot")


async def test_a_deleted_message_goes(open_page: OpenPage, office: Office) -> None:
    page = await open_page()
    sent = await office.card(501, "Oops")
    await expect(page.locator(".message:has-text('Oops')")).to_be_visible()

    await office.ok("deleteMessage", chat_id=501, message_id=sent["message_id"])

    await expect(page.locator(".message:has-text('Oops')")).to_have_count(0)


async def test_the_end_is_kept_in_view_unless_one_reads_above(
    open_page: OpenPage, office: Office
) -> None:
    page = await open_page()
    for number in range(25):
        await office.card(501, f"Line {number}", [button("Go")])
    await expect(page.locator("#log").get_by_text("Line 24")).to_be_in_viewport()

    await page.locator("#log").evaluate("log => { log.scrollTop = 0 }")
    await expect(page.locator("#jump")).to_be_visible()
    await office.card(501, "Line 25")

    await expect(page.locator("#jump .badge")).to_have_text("1")
    await expect(page.locator("#log").get_by_text("Line 25")).not_to_be_in_viewport()
    await page.locator("#jump").click()
    await expect(page.locator("#log").get_by_text("Line 25")).to_be_in_viewport()
    await expect(page.locator("#jump")).not_to_be_visible()


async def test_everything_can_be_done_from_the_keyboard(
    open_page: OpenPage, messenger: Messenger
) -> None:
    page = await open_page()
    await page.locator("#text").focus()
    await page.keyboard.type("acme")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Done")).to_be_visible()

    for _ in range(12):
        await page.keyboard.press("Shift+Tab")
        if await page.evaluate("document.activeElement.innerText") == "Done":
            break
    await page.keyboard.press("Enter")

    await expect(page.locator(".message").last).to_contain_text("Acme · done")


async def test_every_button_has_a_name(open_page: OpenPage, office: Office) -> None:
    page = await open_page()
    await office.card(501, "<blockquote expandable>a\nb\nc\nd\ne</blockquote>", [button("Go")])
    await office.ok("setMyCommands", commands=[{"command": "log", "description": "x"}])

    unnamed = await page.evaluate(
        """[...document.querySelectorAll("button, textarea")]
             .filter((node) => node.checkVisibility())
             .filter((node) => !(node.ariaLabel ?? node.innerText).trim())
             .map((node) => node.outerHTML)"""
    )

    assert unnamed == []


async def test_an_offer_is_picked_from_the_message_line(
    open_page: OpenPage, office: Office
) -> None:
    page = await open_page()
    content = {"message_text": "Acme, +86 139"}
    offer = {"type": "article", "id": "1", "title": "Acme", "input_message_content": content}

    async def offered(update: dict[str, dict[str, str]]) -> None:
        if query := update.get("inline_query"):
            await office.ok("answerInlineQuery", inline_query_id=query["id"], results=[offer])

    office.messenger.bot.receiver = offered
    await page.locator("#text").press_sequentially("@fieldbook_bot acme")
    await page.get_by_role("option", name="Acme").click()

    await expect(page.locator(".message.mine").last).to_contain_text("via @fieldbook_bot")
    await expect(page.locator(".message.mine").last).to_contain_text("Acme, +86 139")
