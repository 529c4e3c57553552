"""A push that is filled into a form is the push that its screen shows."""

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crm.due_reminders import DueReminder
from handlers.kit.say import LANGUAGES, Say
from handlers.kit.screen import payload
from handlers.reminders.push_payloads import CUSTOMER, NUMBER, REMINDER, TEXT, push_payload
from handlers.reminders.push_texts import push
from storage.tables import Contact, Customer, Interaction, Kind, Member, Reminder

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
TRICKY = [
    '"',
    "\\",
    "<b>",
    "&",
    "\n",
    "📋",
    "王",
    "{}",
    TEXT,
    NUMBER,
    str(CUSTOMER),
    str(REMINDER),
]
WORDS = st.lists(st.sampled_from(TRICKY) | st.text(max_size=20), max_size=6).map("".join)
IDS = st.integers(1, 2**31 - 1)

customers = st.builds(Customer, id=IDS, name=WORDS)
contacts = st.builds(Contact, name=WORDS, phone=st.none() | WORDS, phone_e164=st.none())
touches = st.builds(Interaction, kind=st.sampled_from(Kind), happened_on=st.dates(), note=WORDS)
reminders = st.builds(Reminder, id=IDS, text=WORDS, created_at=st.just(NOW), due_at=st.just(NOW))
members = st.builds(
    Member, telegram_id=st.integers(1, 2**52), language=st.sampled_from([*LANGUAGES])
)


@given(
    st.builds(
        DueReminder,
        reminder=reminders,
        member=members,
        customer=st.none() | customers,
        contact=st.none() | contacts,
        last_touch=st.none() | touches,
        is_late=st.booleans(),
    )
)
def test_what_is_filled_in_is_what_the_screen_shows(due: DueReminder) -> None:
    say = Say(due.member.language, "Asia/Shanghai", NOW + timedelta(hours=1))

    filled = json.loads(push_payload(due, say))

    assert filled == payload(push(due, say), due.member.telegram_id)
