"""Customers that the tests of the day know."""

from sqlalchemy import select

from crm.customers import NewContact, NewCustomer, create_customer
from storage.tables import Member
from storage.work import Work
from tests.kit.world import Rep, World


def customer(world: World, rep: Rep, name: str, grade: str | None = None, short: str = "") -> int:
    """Enter a customer that a rep owns, and return its id."""
    with world.store.begin() as work:
        work.actor = member(work, rep)
        people = (NewContact("Li Na", "purchasing", "020 7946 0123"),)
        new = NewCustomer(name, short_name=short or None, grade=grade, contacts=people)
        return create_customer(work, new).customer.id


def member(work: Work, rep: Rep) -> Member:
    """Return a rep as the database has him."""
    return work.session.scalars(select(Member).where(Member.telegram_id == rep.person.id)).one()


async def a_chinese_rep(world: World) -> Rep:
    """A rep who speaks Chinese and sells to 华信, 宏远 and 永辉."""
    rep = await world.rep("王伟", "zh")
    customer(world, rep, "华信科技有限公司", "A", "华信")
    customer(world, rep, "宏远机械厂", "B", "宏远")
    customer(world, rep, "永辉超市", "C", "永辉")
    return rep


async def an_english_rep(world: World) -> Rep:
    """A rep who speaks English and sells to Harbor Foods, Kestrel and Blue Lantern."""
    rep = await world.rep("Li Lei", "en")
    customer(world, rep, "Harbor Foods", "A")
    customer(world, rep, "Kestrel Logistics", "B")
    customer(world, rep, "Blue Lantern", "C")
    return rep
