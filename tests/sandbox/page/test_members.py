"""Several members on one page: switching, pushes, the clock, languages, looks."""

import pytest
from playwright.async_api import Browser, Page, expect

from sandbox.messenger import Messenger
from sandbox.server import serve
from tests.sandbox.page.conftest import Office, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def background(page: Page, selector: str) -> list[int]:
    """Red, green and blue of an element's background."""
    colour: str = await page.locator(selector).evaluate("e => getComputedStyle(e).backgroundColor")
    return [int(part) for part in colour.partition("(")[2].strip(")").split(",")[:3]]


async def test_a_push_for_another_member_drops_a_banner(
    open_page: OpenPage, office: Office
) -> None:
    page = await open_page(501)

    await office.card(502, "Call Anna at 10:00")

    banner = page.locator(".banner")
    await expect(banner).to_contain_text("Fieldbook → 林伟")
    await expect(banner).to_contain_text("Call Anna at 10:00")
    await expect(page.locator("#others")).to_have_text("2")
    await banner.click()
    await expect(page.locator("#status")).to_contain_text("林伟")
    await expect(page.locator("#log").get_by_text("Call Anna at 10:00").first).to_be_in_viewport()


async def test_a_silent_push_only_counts(open_page: OpenPage, office: Office) -> None:
    page = await open_page(501)

    await office.card(502, "Quietly", disable_notification=True)

    await expect(page.locator("#others")).to_have_text("2")
    await expect(page.locator(".banner")).to_have_count(0)


async def test_the_open_chat_needs_no_banner(open_page: OpenPage, office: Office) -> None:
    page = await open_page(501)

    await office.card(501, "Right here")

    await expect(page.locator("#log").get_by_text("Right here")).to_be_visible()
    await expect(page.locator(".banner")).to_have_count(0)


async def test_members_are_switched_with_their_unread_badges(
    open_page: OpenPage, messenger: Messenger, office: Office
) -> None:
    page = await open_page(501)
    await page.get_by_role("button", name="Members").click()
    await office.card(502, "One", disable_notification=True)

    other = page.locator("#people button", has_text="林伟")
    await expect(other.locator(".badge")).to_have_text("2")
    await other.click()
    await expect(page.locator("#log").get_by_text("One")).to_be_visible()
    await page.locator("#back").click()

    await expect(other.locator(".badge")).to_have_count(0)
    assert messenger.person(502).unread == 0


async def test_a_member_is_added_and_starts_the_bot(
    open_page: OpenPage, messenger: Messenger
) -> None:
    page = await open_page(501)
    await page.locator("#back").click()

    await page.get_by_role("button", name="Add member").click()
    await page.get_by_label("Name").fill("Tom")
    await page.get_by_label("Language").select_option("en")
    await page.locator("#sheet").get_by_role("button", name="Add member").click()
    await page.get_by_role("button", name="Start", exact=True).click()

    await expect(page.locator("#log").get_by_text("Welcome")).to_be_visible()
    assert messenger.person(503).chat.user["first_name"] == "Tom"


async def test_the_page_speaks_the_members_language(open_page: OpenPage) -> None:
    page = await open_page(502)
    await expect(page.locator("#text")).to_have_attribute("placeholder", "发消息")
    await expect(page.locator(".day")).to_have_text("今天")
    assert await page.evaluate("document.documentElement.lang") == "zh-Hans"

    await page.locator("#back").click()
    await page.locator("#people button", has_text="Sarah").click()

    await expect(page.locator("#text")).to_have_attribute("placeholder", "Message")
    assert await page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize(
    ("name", "seconds"), [("+ 1 minute", 60), ("+ 1 hour", 3600), ("09:00 tomorrow", 25 * 3600)]
)
async def test_the_clock_is_moved_forward(
    open_page: OpenPage, messenger: Messenger, name: str, seconds: int
) -> None:
    page = await open_page(501, timezone_id="UTC")
    clock = page.locator("#chat .clock")
    await expect(clock).to_contain_text("08:00")
    before = messenger.clock.now()

    await clock.click()
    await page.get_by_role("button", name=name).click()

    shown = {60: "08:01", 3600: "09:00"}.get(seconds, "09:00")
    await expect(clock).to_contain_text(shown)
    assert messenger.clock.now() == pytest.approx(before + seconds, abs=1)


async def test_a_phone_shows_the_time_of_where_it_is(
    open_page: OpenPage, messenger: Messenger
) -> None:
    messenger.person(777, "李伟", "zh", zone="Asia/Shanghai")
    page = await open_page(777, timezone_id="America/Chicago")
    clock = page.locator("#chat .clock")
    await expect(clock).to_contain_text("16:00")
    before = messenger.clock.now()

    await clock.click()
    await page.locator("[data-move=morning]").click()

    await expect(clock).to_contain_text("09:00")
    assert messenger.clock.now() == pytest.approx(before + 17 * 3600, abs=1)


async def test_a_blocked_bot_is_let_in_again(open_page: OpenPage, messenger: Messenger) -> None:
    page = await open_page(501)

    await page.get_by_role("button", name="More").click()
    await page.get_by_role("button", name="Block the bot").click()
    await expect(page.locator("#composer")).not_to_be_visible()
    blocked = messenger.person(501).chat.blocked
    await page.get_by_role("button", name="Unblock and restart").click()

    await expect(page.locator("#composer")).to_be_visible()
    assert blocked
    assert not messenger.person(501).chat.blocked


async def test_the_page_follows_the_systems_light_or_dark(
    open_page: OpenPage, office: Office
) -> None:
    await office.card(501, "Card")
    light = await open_page(501, color_scheme="light")
    dark = await open_page(501, color_scheme="dark")
    bubble = ".message:last-of-type .bubble"

    assert min(await background(light, bubble)) > 240
    assert max(await background(dark, bubble)) < 60


async def test_nothing_is_wider_than_the_phone(open_page: OpenPage, office: Office) -> None:
    page = await open_page(501)
    await office.card(501, "wide" * 200 + " " + "宽" * 300)
    await office.card(501, "<pre>" + "code " * 100 + "</pre>")

    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    assert await page.locator("#log").evaluate("log => log.scrollWidth - log.clientWidth") == 0


async def test_the_page_recovers_when_the_server_comes_back(
    browser: Browser, messenger: Messenger, office: Office
) -> None:
    async with serve(messenger) as first:
        page = await _open(browser, first.url)
    await expect(page.locator("#offline")).to_be_visible()
    await office.card(501, "Meanwhile")

    async with serve(messenger, first.port):
        await expect(page.locator("#offline")).not_to_be_visible()
        await expect(page.locator("#log").get_by_text("Meanwhile")).to_be_visible()
        await page.context.close()


async def _open(browser: Browser, url: str) -> Page:
    page = await browser.new_page()
    await page.goto(f"{url}/#501")
    await expect(page.locator("#log").get_by_text("Welcome")).to_be_visible()
    return page


async def test_two_windows_show_the_same_chat(
    browser: Browser, open_page: OpenPage, office: Office
) -> None:
    page = await open_page(501)
    other = await open_page(501)

    await page.fill("#text", "from the first")
    await page.press("#text", "Enter")

    await expect(other.locator("#log").get_by_text("from the first")).to_be_visible()


async def test_every_word_is_there_in_both_languages(open_page: OpenPage) -> None:
    page = await open_page(501)

    english, chinese = await page.evaluate(
        """import("/page/words.js").then(({ WORDS }) =>
               [WORDS.en, WORDS.zh].map((words) => Object.keys(words).sort()))"""
    )

    assert english == chinese
    assert len(english) > 50
