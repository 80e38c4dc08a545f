"""Pairs and fours: who works with whom, and the one paper and pen they share."""

from collections.abc import Iterable
from secrets import randbelow
from typing import Any

from sqlmodel import col, select

from app.domain.contributions import give, is_over, open_group, open_stage_of, stage_of
from app.domain.errors import ChangedMeanwhile, NotFound, NotInThisStage, PromptNotOpen, TimeIsUp
from app.domain.formed import PaperGiven, PaperWritten, TeammatesChanged, TeamsDrawn
from app.domain.rules import PARTICIPANT
from app.domain.together import PaperBegun, PenElsewhere
from app.domain.work import Work, mark
from app.methods import pairing
from app.models import Contribution, Group, Person, Stage, Team, Teammate

LOTS = 10_000


def draw_teams(work: Work, group: Group, stage: Stage) -> None:
    """When the stage opens. Opened again, the teams are those it had, and whoever came since joins the smallest."""
    if not teams_in(work, group):
        form(work, group, stage, randbelow(LOTS))
    for person in teamless(work, group):
        welcome(work, group, person)


def redraw_teams(work: Work) -> None:
    """By another lot, while all papers are still empty: nobody's words lose their team. PaperBegun."""
    group = open_group(work)
    standing, stage = teams_in(work, group), open_stage_of(work, group)
    if any(team.words for team in standing):
        raise PaperBegun
    if not standing or stage is None:
        raise NotInThisStage
    for team in standing:
        work.change(team, is_gone=True)
    form(work, group, stage, randbelow(LOTS))


def form(work: Work, group: Group, stage: Stage, lot: int) -> None:
    drawn = four_by_four(work, group, stage, lot) if stage.kind == "fours" else two_by_two(work, group, lot)
    for number, members in enumerate(drawn, 1):
        team = work.add(Team(lab_id=work.lab_id, group_id=group.id, stage_id=stage.id, number=number, lot=lot))
        for person in members:
            work.add(Teammate(team_id=team.id, person_id=person, lab_id=work.lab_id))
    if drawn:
        work.announce(TeamsDrawn(group.id, lot))


def two_by_two(work: Work, group: Group, lot: int) -> list[list[int]]:
    people = seated_in(work, group)
    return pairing.pairs((one.id for one in people), lot, (one.id for one in people if not one.is_here))


def four_by_four(work: Work, group: Group, stage: Stage, lot: int) -> list[list[int]]:
    """Of the pairs that this group had last. Without any, of pairs that are drawn for it."""
    here = {one.id for one in seated_in(work, group)}
    pairs = [[one for one in pair if one in here] for pair in last_pairs(work, group, stage)]
    return pairing.fours([pair for pair in pairs if pair] or two_by_two(work, group, lot), lot)


def last_pairs(work: Work, group: Group, stage: Stage) -> list[list[int]]:
    found = work.all(
        select(Team)
        .join(Stage, col(Stage.id) == Team.stage_id)
        .where(Team.group_id == group.id, Stage.kind == "pairs", Stage.item_id == stage.item_id, ~col(Team.is_gone))
        .order_by(col(Stage.position).desc(), col(Team.number))
    )
    members = members_of(work, [team for team in found if team.stage_id == found[0].stage_id])
    return list(members.values())


def swap_teammates(work: Work, person_id: int, other_id: int) -> None:
    """Two people of the group change places."""
    group = open_group(work)
    one, other = team_of(work, group, person_id), team_of(work, group, other_id)
    if one.id != other.id:
        change_team(work, person_id, one, other)
        change_team(work, other_id, other, one)
        work.announce(TeammatesChanged(group.id))


def move_teammate(work: Work, person_id: int, team_id: int) -> None:
    """One person joins another team. A team that nobody is left in is gone, and its words go with the last of it."""
    group = open_group(work)
    goal = next((team for team in teams_in(work, group) if team.id == team_id), None)
    if goal is None:
        raise NotFound
    origin = team_of(work, group, person_id)
    if origin.id != goal.id:
        change_team(work, person_id, origin, goal)
        if not members_of(work, [origin])[origin.id]:
            dissolve(work, origin, goal)
        work.announce(TeammatesChanged(group.id))


def welcome(work: Work, group: Group, person_id: int) -> None:
    """A late joiner joins the smallest team, if the group works in teams now."""
    stage = open_stage_of(work, group)
    if stage is None or stage.kind not in ("pairs", "fours"):
        return
    if not (standing := teams_in(work, group)):
        form(work, group, stage, randbelow(LOTS))
        return
    members = members_of(work, standing)
    smallest = min(standing, key=lambda team: len(members[team.id]))
    enter(work, smallest, person_id)
    work.announce(TeammatesChanged(group.id))


def part(work: Work, group: Group, person_id: int) -> None:
    """Somebody has left the group. Who is then alone joins the smallest of the others, with the words on the paper."""
    standing = teams_in(work, group)
    members = members_of(work, standing)
    team = next((team for team in standing if person_id in members[team.id]), None)
    if team is None:
        return
    leave(work, team, person_id)
    left = [one for one in members[team.id] if one != person_id]
    others = [other for other in standing if other.id != team.id]
    if len(left) < 2 and others:
        goal = min(others, key=lambda other: len(members[other.id]))
        for one in left:
            change_team(work, one, team, goal)
        dissolve(work, team, goal)
    work.announce(TeammatesChanged(group.id))


def write_together(work: Work, words: str, key: str = "", seen: str | None = None) -> Team:
    """What stands on the team's paper. The first to write takes the pen; PenElsewhere while a partner has it.

    `seen`: the words that the writer's go on from. ChangedMeanwhile when others stand there: see with_pen.
    `key` is the one under which this paper will be given. Words on a slow network that come after that change nothing,
    nor does a repetition after a partner took the pen."""
    team = own_team(work)
    if (words == team.words and team.pen_id) or work.find(Contribution, mark(work.actor_id, key)):
        return team
    with_pen(work, team, seen)
    if work.change(team, words=words, pen_id=work.actor_id):
        wrote(work, team)
    return team


def take_pen(work: Work) -> Team:
    team = own_team(work)
    if work.change(team, pen_id=work.actor_id):
        wrote(work, team)
    return team


def give_together(work: Work, text: str, key: str, seen: str | None = None) -> Contribution:
    """What is on the paper becomes the team's contribution, and the paper is empty again. Under one key, once."""
    id, said = work.once(Contribution, key, first_text=text)
    if said:
        return said
    team, group = own_team(work), open_group(work)
    with_pen(work, team, seen)
    if group.prompt_id is None:
        raise PromptNotOpen
    if is_over(work, group):
        raise TimeIsUp
    is_revealed = not stage_of(work, group).is_private
    given = give(work, group, id=id, prompt_id=group.prompt_id, text=text, is_revealed=is_revealed, team_id=team.id)
    work.change(team, words="", pen_id=None, edition=team.edition + 1)
    work.announce(PaperGiven(group.id, team.id))
    return given


def own_team(work: Work) -> Team:
    """The acting person's team in the stage their group is in; NotInThisStage when it works in none."""
    try:
        return team_of(work, open_group(work), work.actor_id)
    except NotFound:
        raise NotInThisStage from None


def with_pen(work: Work, team: Team, seen: str | None) -> None:
    """Who takes the pen from the table has read what stands on the paper (`seen`), unless they did not say."""
    if team.pen_id not in (None, work.actor_id):
        raise PenElsewhere
    if team.pen_id is None and team.words and seen not in (None, team.words):
        raise ChangedMeanwhile(PaperWritten(team.group_id, team.id))


def wrote(work: Work, team: Team) -> None:
    work.change(team, edition=team.edition + 1)
    work.announce(PaperWritten(team.group_id, team.id))


def change_team(work: Work, person_id: int, origin: Team, goal: Team) -> None:
    leave(work, origin, person_id)
    enter(work, goal, person_id)


def enter(work: Work, team: Team, person_id: int) -> None:
    was = work.session.get(Teammate, (team.id, person_id))
    if was:
        work.change(was, is_gone=False)
    else:
        work.add(Teammate(team_id=team.id, person_id=person_id, lab_id=work.lab_id))
    work.change(team, edition=team.edition + 1)


def leave(work: Work, team: Team, person_id: int) -> None:
    """The pen stays on the table."""
    work.change(work.known(work.session.get(Teammate, (team.id, person_id))), is_gone=True)
    work.change(team, edition=team.edition + 1, pen_id=None if team.pen_id == person_id else team.pen_id)


def dissolve(work: Work, team: Team, into: Team) -> None:
    """Its words come to the other paper. The pen lies on the table then: nobody there has read them yet."""
    if team.words:
        work.change(into, words="\n".join(filter(None, (into.words, team.words))), pen_id=None)
    work.change(team, is_gone=True, words="")


def teams_in(work: Work, group: Group) -> list[Team]:
    """The teams of the stage that the group is in."""
    if group.stage_id is None:
        return []
    found = select(Team).where(Team.group_id == group.id, Team.stage_id == group.stage_id, ~col(Team.is_gone))
    return work.all(found.order_by(col(Team.number)))


def team_of(work: Work, group: Group, person_id: int) -> Team:
    standing = teams_in(work, group)
    members = members_of(work, standing)
    team = next((team for team in standing if person_id in members[team.id]), None)
    return work.known(team)


def members_of(work: Work, teams: Iterable[Team]) -> dict[int, list[int]]:
    """The people of each team, in the order of their seats."""
    members: dict[int, list[int]] = {team.id: [] for team in teams}
    found: Any = select(Teammate).where(col(Teammate.team_id).in_(members), ~col(Teammate.is_gone))
    for one in work.all(found.order_by(col(Teammate.person_id))):
        members[one.team_id].append(one.person_id)
    return members


def teamless(work: Work, group: Group) -> list[int]:
    placed = {person for members in members_of(work, teams_in(work, group)).values() for person in members}
    return [one.id for one in seated_in(work, group) if one.id not in placed]


def seated_in(work: Work, group: Group) -> list[Person]:
    seated = select(Person).where(
        Person.group_id == group.id, Person.role == PARTICIPANT, col(Person.removed_at).is_(None)
    )
    return work.all(seated.order_by(col(Person.number)))
