from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class FormerCode(SQLModel, table=True):
    """A join code that was changed for another: whoever still has it is told so, and not what the new one is."""

    __tablename__ = "former_code"

    code: str = Field(primary_key=True, max_length=16)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    replaced_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
