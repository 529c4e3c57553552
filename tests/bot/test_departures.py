"""What goes out next, decided without a clock: instants are numbers here."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.departures import Departures
from bot.pacing import BURST, CATCH_UP, Limits
from storage.mail import PUSH, REPLY
from storage.work import Outgoing

LIFTED = Limits(0, 0)


def a_message(
    number: int, chat: int = 1, priority: int = REPLY, method: str = "sendMessage"
) -> Outgoing:
    return Outgoing(number, chat, method, "{}", priority, None)


def going(
    departures: Departures, now: float = 0.0, takes: float = 0.0
) -> Iterator[tuple[float, Outgoing]]:
    """Send until nothing is left, each call taking so long; tell when each message went."""
    while True:
        row = departures.next(now)
        if row is not None:
            yield now, row
            departures.ended(row.chat_id, now + takes)
        elif (later := departures.next_at(now)) is not None:
            now = max(now, later)
        else:
            return


def numbers(departures: Departures, now: float = 0.0) -> list[int]:
    return [row.id for _, row in going(departures, now)]


def test_workers_that_share_the_limit_stay_within_it_together() -> None:
    departures = Departures(Limits(30, 0))
    for number in range(90):
        departures.add(a_message(number, chat=number), 0.0)

    begun = list(islice(going(departures), 30))
    departures.share(2)
    later = [now for now, _ in going(departures, 10.0)]

    assert len(begun) == 30
    assert all(sum(at <= one < at + 1 for one in later) <= 15 for at in later)


def test_a_chats_messages_go_in_the_order_they_were_written() -> None:
    departures = Departures(LIFTED)

    for number in (3, 1, 2):
        departures.add(a_message(number), 0.0)

    assert numbers(departures) == [1, 2, 3]


def test_replies_go_before_pushes() -> None:
    departures = Departures(LIFTED)

    for number, priority in ((1, PUSH), (2, PUSH), (3, REPLY), (4, REPLY)):
        departures.add(a_message(number, priority=priority), 0.0)

    assert numbers(departures) == [3, 4, 1, 2]


def test_a_chat_has_one_message_under_way_and_others_go_meanwhile() -> None:
    departures = Departures(LIFTED)
    for number, chat in ((1, 7), (2, 7), (3, 8)):
        departures.add(a_message(number, chat), 0.0)

    under_way = [departures.next(0.0), departures.next(0.0)]
    waits = departures.next(0.0)
    departures.ended(7, 0.0)
    then = departures.next(0.0)

    assert [row.id for row in under_way if row] == [1, 3]
    assert waits is None
    assert then is not None
    assert then.id == 2


def test_a_chat_gets_a_short_burst_and_then_one_message_a_second() -> None:
    departures = Departures(Limits(overall=0, per_chat=1.0))
    for number in range(10):
        departures.add(a_message(number), 0.0)

    instants = [instant for instant, _ in going(departures)]

    assert instants == [0, 0, 0, 0, 0, 1, 2, 3, 4, 5]


def test_edits_wait_for_no_pace() -> None:
    departures = Departures(Limits(overall=0, per_chat=1.0))
    for number in range(20):
        departures.add(a_message(number, method="editMessageText"), 0.0)

    assert {instant for instant, _ in going(departures)} == {0.0}


def test_ten_thousand_reminders_take_what_the_limit_takes() -> None:
    departures = Departures(Limits(overall=30, per_chat=1.0))
    for number in range(10_000):
        departures.add(a_message(number, chat=number % 1000, priority=PUSH), 0.0)

    *_, (last, _) = going(departures, takes=0.05)

    assert 10_000 / 30 * 0.98 <= last <= 10_000 / 30 * 1.02


@given(st.integers(0, 2**32))
def test_timers_that_come_late_cost_next_to_nothing_and_no_second_gets_too_much(seed: int) -> None:
    late, departures, now = Random(seed), Departures(Limits()), 0.0
    for number in range(300):
        departures.add(a_message(number, chat=number, priority=PUSH), 0.0)

    went: list[float] = []
    while len(went) < 300:
        while (row := departures.next(now)) is not None:
            went.append(now)
            departures.ended(row.chat_id, now)
        now = max(now, departures.next_at(now) or now) + late.uniform(0, 0.004)

    assert went[-1] <= 300 / 30 * 1.02
    assert most_in_a_second(went) <= 30


def test_a_reply_overtakes_ten_thousand_pushes() -> None:
    departures = Departures(Limits(overall=30, per_chat=1.0))
    for number in range(10_000):
        departures.add(a_message(number, chat=number % 1000, priority=PUSH), 0.0)

    sent = going(departures)
    before = [next(sent) for _ in range(100)]
    departures.add(a_message(20_000, chat=5000), before[-1][0])
    instant, row = next(sent)

    assert row.id == 20_000
    assert instant - before[-1][0] <= 1 / 30 + 1e-9


def test_a_reply_overtakes_the_push_that_its_own_chat_had_lined_up() -> None:
    departures = Departures(Limits(overall=30, per_chat=0))
    for number in range(100):
        departures.add(a_message(number, chat=number, priority=PUSH), 0.0)

    departures.add(a_message(1000, chat=99), 0.0)

    assert numbers(departures)[0] == 1000


def test_an_edit_does_not_wait_behind_the_pace_of_a_push() -> None:
    departures = Departures(Limits(overall=0, per_chat=0.1))
    for number in range(6):
        departures.add(a_message(number, priority=PUSH), 0.0)
    for _ in range(5):
        assert departures.next(0.0)
        departures.ended(1, 0.0)

    departures.add(a_message(50, method="editMessageText"), 0.0)
    went = departures.next(0.0)

    assert went is not None
    assert went.id == 50


def test_nothing_goes_during_a_rest() -> None:
    departures = Departures(LIFTED)
    for number in range(4):
        departures.add(a_message(number, chat=number), 0.0)
    told = departures.next(0.0)
    assert told is not None

    departures.rest(30.0, told.chat_id)
    departures.add(told, 0.0)
    departures.ended(told.chat_id, 0.0)
    instants = [instant for instant, _ in going(departures)]

    assert instants == [30.0] * 4


def test_a_message_lined_up_twice_does_not_slip_through_a_rest_of_its_chat() -> None:
    departures = Departures(Limits(overall=0, per_chat=1.0))
    departures.add(a_message(1), 0.0)
    departures.add(a_message(2), 0.0)  # lines the first one up once more
    told = departures.next(0.0)
    assert told is not None

    departures.rest(0.0, None)
    departures._chats[1].pace.rest_until(9.0)
    departures.add(told, 0.0)
    departures.ended(1, 0.0)

    assert departures.next(0.0) is None
    assert departures.next_at(0.0) == 9.0


def test_chats_that_have_rested_are_forgotten() -> None:
    departures = Departures(Limits(overall=0, per_chat=1.0))

    for number in range(1000):
        departures.add(a_message(number, chat=number), 0.0)
    instants = [instant for instant, _ in going(departures)]
    departures.next(100.0)

    assert len(instants) == 1000
    assert not departures._chats
    assert not departures._later


def test_a_chat_that_comes_back_while_it_is_being_forgotten_is_served() -> None:
    departures = Departures(Limits(overall=0, per_chat=1.0))
    for number in range(3):
        departures.add(a_message(number), 0.0)
    assert numbers(departures) == [0, 1, 2]

    departures.add(a_message(4), 2.9)
    sent = numbers(departures, now=3.0)

    assert sent == [4]


def test_what_cannot_arrive_is_taken_out_and_replies_stay() -> None:
    departures = Departures(LIFTED)
    for number, priority in ((1, REPLY), (2, PUSH), (3, REPLY), (4, PUSH)):
        departures.add(a_message(number, priority=priority), 0.0)
    assert departures.next(0.0)

    taken = departures.take_pushes(1)
    departures.ended(1, 0.0)

    assert sorted(row.id for row in taken) == [2, 4]
    assert numbers(departures) == [3]


@given(
    st.lists(
        st.tuples(
            st.integers(1, 4),  # chat
            st.sampled_from([REPLY, PUSH]),
            st.sampled_from(["sendMessage", "editMessageText"]),
            st.floats(0, 3),  # seconds until the next one is written
        ),
        max_size=60,
    ),
    st.floats(0.01, 2),
)
def test_whatever_is_written_goes_out_once_in_order_and_within_the_limits(
    written: list[tuple[int, int, str, float]], takes: float
) -> None:
    limits = Limits(overall=3, per_chat=1)
    departures, now = Departures(limits), 0.0
    busy: dict[int, float] = {}
    went: list[tuple[float, Outgoing]] = []
    pending = [(a_message(n, c, p, m), wait) for n, (c, p, m, wait) in enumerate(written)]
    writes_at = 0.0

    while True:
        for chat in [chat for chat, ends in busy.items() if ends <= now]:
            departures.ended(chat, now)
            del busy[chat]
        while pending and writes_at <= now:
            row, wait = pending.pop(0)
            departures.add(row, now)
            writes_at += wait
        row_now = departures.next(now)
        if row_now is not None:
            assert row_now.chat_id not in busy
            busy[row_now.chat_id] = now + takes
            went.append((now, row_now))
            continue
        instants = [*busy.values(), *([writes_at] if pending else [])]
        later = departures.next_at(now)
        instants += [later] if later is not None else []
        if not instants:
            break
        now = max(now, min(instants))

    assert sorted(row.id for _, row in went) == list(range(len(written)))
    in_lanes = defaultdict(list)
    for _, row in went:
        in_lanes[row.chat_id, row.priority].append(row.id)
    assert all(lane == sorted(lane) for lane in in_lanes.values())
    messages = [(at, row.chat_id) for at, row in went if row.method == "sendMessage"]
    for chat in {chat for _, chat in messages}:
        check_pace([at for at, of in messages if of == chat], rate=1, burst=BURST)
    check_pace([at for at, _ in messages], rate=3, burst=CATCH_UP)
    assert most_in_a_second([at for at, _ in messages]) <= 3


def check_pace(instants: list[float], rate: float, burst: float) -> None:
    for first, begun in enumerate(instants):
        for count, at in enumerate(instants[first:], start=1):
            assert count <= burst + (at - begun) * rate + 1e-6


def most_in_a_second(instants: list[float]) -> int:
    return max(
        (sum(begun <= at < begun + 1 - 1e-9 for at in instants) for begun in instants), default=0
    )
