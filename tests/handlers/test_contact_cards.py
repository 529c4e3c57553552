"""Contacts shared from the phone, and `.vcf` files, become customers."""

from tests.kit.world import World

LI_NA = """BEGIN:VCARD
VERSION:3.0
N:李;娜;;;
FN:李娜
ORG:华信科技有限公司;采购部
TITLE:采购经理
TEL;TYPE=CELL:138 0013 8000
TEL;TYPE=WORK:+86 21 6234 5678
item1.EMAIL;TYPE=INTERNET:Li.Na@HUAXIN.example
ADR;TYPE=WORK:;;南京路1号;上海市;;200000;中国
BDAY:19850302
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ
 AAAQABAAD/2wBDAAgGBgcGBQgHBwcJ
NOTE:met at the fair\\, hall 3
END:VCARD
"""
OLD_PHONE = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E4=BC=9F;;;\r\n"
    "TEL;CELL:13900139000\r\nEND:VCARD\r\n"
)


async def test_a_file_is_shown_and_entered_with_one_tap(world: World) -> None:
    rep = await world.rep("李雷", "zh")

    await rep.person.send_document(LI_NA.encode(), name="李娜.vcf")
    shown = rep.sees
    receipt = await rep.taps("新客户")
    card = await rep.taps("卡片")

    assert shown.startswith(
        "华信科技有限公司\n👤 李娜, 采购经理\n📞 138 0013 8000 · +86 21 6234 5678"
    )
    assert "✅ 新客户：华信科技有限公司\n上海" in receipt
    assert "👤 李娜, 采购经理 · +8613800138000" in card
    assert "👤 李娜 · +862162345678" in card
    assert "🎂 生日：3月2日 (1985)" in card


async def test_an_old_phones_card_is_read(world: World) -> None:
    rep = await world.rep("李雷", "zh")

    await rep.person.send_document(OLD_PHONE.encode(), name="contact.vcf")

    assert rep.sees.startswith("王伟\n👤 王伟\n📞 13900139000")


async def test_one_that_is_there_already_gets_the_contact(world: World) -> None:
    rep = await world.rep("李雷", "zh")
    await rep.says("/customer 华信科技")
    await rep.taps("保存")

    await rep.person.send_document(LI_NA.encode(), name="李娜.vcf")
    shown = rep.sees
    receipt = await rep.taps("加到 华信科技")

    assert "🏢 华信科技 · 你的" in shown
    assert receipt.startswith("华信科技\n✅ 新联系人：\n👤 李娜, 采购经理 · +8613800138000")
    await rep.taps("撤销")
    assert "李娜" not in await rep.says("华信")


async def test_several_cards_are_entered_at_once_but_for_those_known(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.taps("Save now")
    cards = "".join(
        f"BEGIN:VCARD\nFN:{name}\nORG:{company}\nEND:VCARD\n"
        for name, company in (("A B", "Bolt Ltd"), ("C D", "Bolt Ltd"), ("E F", "Acme Inc."))
    )

    await rep.person.send_document(cards.encode(), name="all.vcf")
    listed = rep.sees
    done = await rep.taps("Enter all 3")
    bolt = await rep.says("bolt")
    await rep.taps("Undo", next(one for one in rep.person.screen if one.text == done))

    assert listed == "3 contacts\n• A B · Bolt Ltd\n• C D · Bolt Ltd\n• E F · Acme Inc."
    assert done.startswith("✅ 1 customer entered\n• Bolt Ltd\n❗ Left out")
    assert done.endswith("• Acme Inc.")
    assert "👤 A B\n👤 C D" in bolt
    assert "I find nobody" in await rep.says("bolt")


async def test_one_of_several_is_looked_at_alone(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.person.send_document((LI_NA + OLD_PHONE).encode(), name="two.vcf")

    shown = await rep.taps("王伟")

    assert shown.startswith("王伟\n👤 王伟")


async def test_a_file_without_a_card_is_refused_and_another_is_taken(world: World) -> None:
    rep = await world.rep("Li Lei", "en")

    await rep.person.send_document(b"\x00\xff" * 500, name="broken.vcf")
    refused = rep.sees
    await rep.person.send_document(LI_NA.encode(), name="good.vcf")

    assert refused == "There is nothing to read in that file."
    assert "华信科技有限公司" in rep.sees


async def test_a_file_that_is_too_large_is_refused(world: World) -> None:
    rep = await world.rep("Li Lei", "en")

    await rep.person.send_document(b"X" * 1_000_001, name="huge.vcf")

    assert rep.sees == "That file is too large: at most 1 MB. Split it, please."


async def test_a_hostile_file_has_at_most_fifty_cards(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    cards = "".join(f"BEGIN:VCARD\nFN:{'x' * 999} {n}\nEND:VCARD\n" for n in range(900))

    await rep.person.send_document(cards.encode(), name="bomb.vcf")

    assert rep.sees.startswith("50 contacts\n")
    assert "… and 34 more" in rep.sees


async def test_a_shared_contact_brings_its_company_along(world: World) -> None:
    rep = await world.rep("李雷", "zh")

    await rep.person.share_contact("+8613800138000", "李娜", vcard=LI_NA)
    shown = rep.sees
    receipt = await rep.taps("新客户")

    assert shown.startswith("华信科技有限公司\n👤 李娜, 采购经理\n📞 138 0013 8000")
    assert "✅ 新客户：华信科技有限公司" in receipt


async def test_a_shared_contact_who_is_known_is_a_look_up(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.says("Li Na 020 7946 0123")
    await rep.taps("Save now")

    await rep.person.share_contact("+442079460123", "Li", "Acme")

    assert rep.sees.startswith("Acme\nOwner: Li Lei")


async def test_a_shared_contact_of_a_colleague_is_told_of(world: World) -> None:
    owner = await world.rep("Li Lei", "en")
    await owner.says("/customer Acme")
    await owner.says("Li Na 020 7946 0123")
    await owner.taps("Save now")
    other = await world.rep("Han Meimei", "en")

    await other.person.share_contact("+442079460123", "Li", "Na")

    assert "🔒 this number · a colleague's since November" in other.sees
    assert "Acme" not in other.sees


async def test_a_shared_chinese_name_is_written_as_it_is(world: World) -> None:
    rep = await world.rep("李雷", "zh")

    await rep.person.share_contact("13700001111", "国强", "孙")

    assert rep.sees.startswith("孙国强")


async def test_several_contacts_shared_in_a_row_are_each_asked_about(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.person.share_contact("020 7946 0111", "Ann", "Lee")
    first = rep.last

    await rep.person.share_contact("020 7946 0222", "Bob", "Ray")
    second = rep.sees
    await rep.taps("New customer")
    await rep.taps("New customer", first)

    assert second.startswith("Bob Ray")
    assert "Bob Ray" in await rep.says("/find Bob Ray")
    assert "Ann Lee" in await rep.says("/find Ann Lee")


async def test_a_card_in_the_midst_of_something_else_is_read(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer")

    await rep.person.share_contact("020 7946 0111", "Ann", "Lee")

    assert rep.sees.startswith("Ann Lee")
    await rep.taps("New customer")
    assert "You left this unfinished: New customer" in " ".join(rep.messages)


async def test_birthdays_of_several_cards_are_noted(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    cards = b"".join(
        f"BEGIN:VCARD\r\nFN:{name}\r\nORG:{firm}\r\nTEL:020 7946 01{n}\r\nTEL:020 7946 02{n}\r\nBDAY:{day}\r\nEND:VCARD\r\n".encode()
        for n, (name, firm, day) in enumerate(
            (("Ann", "Acme", "1985-03-02"), ("Bob", "Acme", "--0405"), ("Cid", "Bolt", "--0607")),
            10,
        )
    )

    await rep.person.send_document(cards, name="people.vcf")
    await rep.taps("Enter all")
    acme = await rep.says("/find Acme")
    bolt = await rep.says("/find Bolt")

    assert "2 Mar" in acme
    assert "5 Apr" in acme
    assert "7 Jun" in bolt


async def test_a_number_shared_under_another_name_is_asked_about(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("new customer: Harbor Foods, Tom Becker, +1 617 555 0188")
    await rep.taps("Enter")

    await rep.person.share_contact("+16175550188", "Tom", "Harbor")
    same = rep.sees
    await rep.person.share_contact("+16175550188", "Nora", "Field")
    other = rep.sees
    added = await rep.taps("Contact at Harbor Foods")

    assert same.startswith("Harbor Foods")
    assert other.startswith("Nora Field")
    assert "Tom Becker" in other
    assert "Nora Field" in added


async def test_a_number_shared_under_a_form_of_address_opens_the_card(world: World) -> None:
    rep = await world.rep("李雷", "zh")
    await rep.says("新客户：华信科技，王强，13800138001")
    await rep.taps("录入")

    await rep.person.share_contact("13800138001", "王总")

    assert rep.sees.startswith("华信科技")
    assert "王强" in rep.sees


async def test_a_photo_with_a_line_is_taken_while_contacts_wait(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.person.send_document(LI_NA.encode(), name="one.vcf")

    await rep.person.send_photo(text="new customer: Lindon Hotels, Ann Fox")

    assert rep.sees.startswith("Lindon Hotels is new to me.")
