"""Members, customers and reminders for the tests of the team, made through the use-cases."""

from datetime import timedelta

from crm.customers import NewCustomer, create_customer
from crm.members import Newcomer, issue_code, join
from crm.opportunities import NewOpportunity, create_opportunity
from crm.reminders import Due, set_reminder
from storage.tables import Customer, Member, Opportunity, Reminder, Role, Team
from storage.work import Work


def a_member(work: Work, number: int, role: Role = Role.REP, team: Team | None = None) -> Member:
    """Let somebody join as the member with that Telegram id."""
    code = issue_code(work, role, team.id if team else None, work.now + timedelta(hours=1))
    newcomer = Newcomer(number, f"Member {number}", "en", "Asia/Shanghai")
    member = join(work, code, newcomer).member
    work.actor = None
    return member


def a_team(work: Work, name: str) -> Team:
    """Make a team."""
    return work.add(
        Team(name=name, country="CN", currency="CNY", shares_customers=False, created_at=work.now)
    )


def work_of(work: Work, owner: Member, name: str) -> tuple[Customer, Opportunity, Reminder]:
    """Let a member have a customer with an opportunity and a reminder for tomorrow."""
    work.actor = owner
    customer = create_customer(work, NewCustomer(name)).customer
    opportunity = create_opportunity(work, NewOpportunity(customer.id, "Pumps")).opportunity
    due = Due((work.now + timedelta(days=1)).date())
    reminder = set_reminder(work, "call", due, customer.id).reminder
    work.actor = None
    return customer, opportunity, reminder
