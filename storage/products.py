"""What a team sells: code, name, price and cost of one, in minor units of a currency."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import NEVER_REUSED, Row


class Product(Row):
    """A product; `search` holds its folded name, code and the pinyin of its name, whole and as initials."""

    __tablename__ = "products"
    __table_args__ = (Index("ix_products_team_id_code", "team_id", "code"), NEVER_REUSED)

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    code: Mapped[str | None] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str | None] = mapped_column(String(20))
    price_minor: Mapped[int | None] = mapped_column(BigInteger)
    cost_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    search: Mapped[str]
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
