from sqlmodel import Field, SQLModel


class Theme(SQLModel, table=True):
    """A cluster of a group's contributions, with a name. One that was merged says into which."""

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int = Field(foreign_key="breakout_group.id", index=True)
    author_id: int = Field(foreign_key="person.id")
    name: str
    first_name: str
    given: int
    is_removed: bool = False
    merged_into: str | None = Field(default=None, foreign_key="theme.id", max_length=32)
