"""The buttons of customers."""

from crm.customer_fields import ContactField, CustomerField
from handlers.kit.buttons import button


@button("lp")
class PickCustomer:
    """This customer it is."""

    customer_id: int


@button("ln")
class CreateTyped:
    """Create the customer whose name was typed."""


@button("cn")
class NewNamed:
    """Enter the customer that was looked for in vain; its name is in the conversation laid ready."""


@button("cv")
class SaveNow:
    """Enough is known: save the customer."""


@button("ca")
class CreateAnyway:
    """It is another one than those that look like it."""


@button("ck")
class OpenKnown:
    """It is this one, which is there already."""

    customer_id: int


@button("cg")
class SetGrade:
    """How important the customer is."""

    grade: str


@button("ce")
class EditCustomer:
    """Change a customer."""

    customer_id: int


@button("cf")
class EditField:
    """Change this field."""

    field: CustomerField


@button("cl")
class ClearField:
    """Leave the field empty."""


@button("cp")
class EditContact:
    """Change this contact."""

    contact_id: int


@button("cq")
class EditContactField:
    """Change this field of the contact."""

    field: ContactField


@button("ct")
class AddContact:
    """Enter one more contact."""


@button("cw")
class AddContactTo:
    """Enter one more contact at a customer."""

    customer_id: int


@button("cz")
class RemoveContact:
    """Take the contact off."""


@button("cgt")
class EditTags:
    """Change the customer's tags."""


@button("cga")
class AddTag:
    """Add one of the tags that are often used."""

    tag: str


@button("cgr")
class RemoveTag:
    """Take this tag off."""

    tag_id: int


@button("cmp")
class EditPin:
    """Set where the customer is on the map."""


@button("cmx")
class RemovePin:
    """Take the place on the map away."""


@button("cda")
class AddDay:
    """Note a birthday or another day of the contact."""


@button("cdx")
class RemoveDay:
    """Take this day off the contact."""

    occasion_id: int


@button("cu")
class EditCustom:
    """Show the fields that the team added."""


@button("cuf")
class FillField:
    """Fill this field."""

    field_id: int


@button("cuc")
class SetChoice:
    """It is this choice."""

    choice: str


@button("cuy")
class SetYesNo:
    """It is so, or not."""

    value: str


@button("ctl")
class TurnTimeline:
    """A page of what happened with a customer."""

    customer_id: int
    page: int


@button("cpn")
class ShowPin:
    """Show on the map where a customer is."""

    customer_id: int
