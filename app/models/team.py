from sqlmodel import Field, SQLModel


class Team(SQLModel, table=True):
    """A few people of a group who work together in one stage, a pair or a four, with one paper and one pen.

    `lot` drew it: the same lot draws the same again. `edition` counts what was written on the paper, `pen_id` says who
    holds the pen; None: it lies on the table. A team that was drawn anew is kept as `is_gone`."""

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int = Field(foreign_key="breakout_group.id", index=True)
    stage_id: int = Field(foreign_key="stage.id")
    number: int
    lot: int
    words: str = ""
    edition: int = 0
    pen_id: int | None = Field(default=None, foreign_key="person.id")
    is_gone: bool = False


class Teammate(SQLModel, table=True):
    """Somebody in a team. Who changed to another is kept as `is_gone`."""

    team_id: int = Field(primary_key=True, foreign_key="team.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    is_gone: bool = False
