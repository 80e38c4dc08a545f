"""What an organiser may do to a lab beside it: every act × every role, against the one table in domain/rules.py."""

from collections.abc import Callable, Iterator

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from app.domain import rules
from app.domain.passes import Locksmith
from app.domain.rules import MAY
from tests.matrix import verb_of
from tests.routers.house import Guest, House
from tests.routers.test_sharing import LAB, Circle, invitation

FORMS: dict[str, dict[str, object]] = {
    "entry": {},
    "invitations": {"id": "b" * 32, "role": "viewer"},
    "invitations/{id}/removal": {},
    "roles": {"account": 3, "role": "viewer"},
    "roles/removal": {"account": 3},
    "departure": {},
}
BESIDE = "/organisers/labs/{lab_id}/"
ROLE_OF = {"ada": "lab_owner", "bo": "co_organiser", "cy": "viewer", "di": None, "nobody": None}
VERBS = {
    "entry": "enter_tower",
    "invitations": "invite_organiser",
    "invitations/{id}/removal": "take_back_invitation",
    "roles": "give_role",
    "roles/removal": "take_role",
    "departure": "give_up_role",
}
PERMITTED = [(who, noun) for noun, verb in VERBS.items() for who, role in ROLE_OF.items() if role in MAY[verb]]
TRIED = [(who, noun) for noun in VERBS for who in ROLE_OF]


def acts(house: House) -> Iterator[tuple[str, str]]:
    """Each act on a lab beside it, with its verb."""
    for found in iter_route_contexts(house.app.routes):
        route = found.original_route
        if found.path and found.path.startswith(BESIDE) and isinstance(route, APIRoute):
            yield found.path.removeprefix(BESIDE), verb_of(route.endpoint)


def tries(circle: Circle, who: str, noun: str) -> int:
    guest: Guest = circle.house.guest() if who == "nobody" else getattr(circle, who)
    return guest.post(f"{LAB}/{noun.format(id=1)}", FORMS[noun]).status_code


def test_every_act_on_a_lab_is_tried_here(shared: House) -> None:
    assert dict(acts(shared)) == VERBS
    assert set(FORMS) == set(VERBS)


def test_whoever_may_not_is_refused_and_changes_nothing(shared: House) -> None:
    circle = Circle(shared)
    invitation(circle.ada)
    tables = ("ownership", "invitation", "pass", "organiser")
    before = [shared.rows(f"SELECT * FROM {table}") for table in tables]  # noqa: S608 names of ours
    refused = {each: tries(circle, *each) for each in TRIED if each not in PERMITTED}
    expected = {"bo": 403, "cy": 403, "di": 404, "nobody": 401}
    assert refused == {(who, noun): expected[who] for who, noun in refused}
    assert len(refused) == len(TRIED) - len(PERMITTED) == 20
    assert [shared.rows(f"SELECT * FROM {table}") for table in tables] == before  # noqa: S608 names of ours


@pytest.mark.parametrize("role", ["owner", "organiser", "viewer", "moderator", "participant", "stage", "reviewer"])
def test_no_pass_of_a_lab_passes_for_somebody_who_signed_in(shared: House, role: str) -> None:
    """Who owns a lesson, or may look at a tower, is another than who owns the lab, or signed in to look."""
    token, at = f"a pass of {role}", "2026-01-01 00:00:00.000000"
    hash = Locksmith(shared.settings.secret).hash(token)
    shared.rows("INSERT INTO pass (lab_id, role, token_hash, issued_at) VALUES (1, ?, ?, ?)", role, hash, at)
    guest = shared.guest()
    guest.http.cookies.set("samskap-organiser", token)
    tables = ("ownership", "invitation", "pass", "organiser")
    before = [shared.rows(f"SELECT * FROM {table}") for table in tables]  # noqa: S608 names of ours
    tried = {guest.post(f"{LAB}/{noun.format(id=1)}", form).status_code for noun, form in FORMS.items()}
    assert tried <= {401, 403}
    assert guest.get("/organisers/labs/1").status_code == guest.get("/labs").status_code == 303
    assert [shared.rows(f"SELECT * FROM {table}") for table in tables] == before  # noqa: S608 names of ours


@pytest.mark.parametrize(("who", "noun"), PERMITTED, ids=lambda each: str(each).replace("/", "-"))
def test_whoever_may_is_let_through(build: Callable[..., House], who: str, noun: str) -> None:
    circle = Circle(build())
    invitation(circle.ada)
    assert tries(circle, who, noun) == (409 if (who, noun) == ("ada", "departure") else 303)  # a lab keeps an owner


def test_what_is_done_beside_the_labs_is_no_part_of_what_is_done_in_them() -> None:
    of_accounts = {verb for verb, roles in MAY.items() if roles & set(rules.OF_AN_ACCOUNT)}
    in_labs = {rules.ORGANISER, rules.MODERATOR, rules.PARTICIPANT, rules.STAGE, rules.REVIEWER}
    assert [verb for verb in of_accounts if MAY[verb] & in_labs] == []
