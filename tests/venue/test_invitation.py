"""Invitations: everything that whoever comes must know, in the language they read."""

from datetime import timedelta

import pytest

from app.domain.labs import close
from app.domain.postings import say_occasion
from app.i18n import reading
from app.venue.invitation import Text, entry, to_moderator, to_participants
from app.venue.occasion import Occasion, occasion
from tests.cast import LabAtWork

pytestmark = pytest.mark.anyio
WHEN = "Thursday, December 3, 2026, 9:30\u202fAM–11:00\u202fAM (local time: Oslo)"
JOIN, LINK = "https://lab.example.org/j/7PL1383V", "https://lab.example.org/enter#secret"


async def told(lab: LabAtWork) -> Occasion:
    return await lab.store.read(occasion, lab.id)  # type: ignore[no-any-return]


async def to_all(lab: LabAtWork, language: str) -> Text:
    found = await told(lab)
    with reading(language):
        return to_participants(found, JOIN)


async def to_one(lab: LabAtWork, language: str) -> Text:
    found = await told(lab)
    with reading(language):
        return to_moderator(found, found.desks[1], LINK, JOIN)


async def test_participants_read_when_where_and_how(lab: LabAtWork) -> None:
    text = await to_all(lab, "en")
    lines = text.body.splitlines()
    assert text.subject == f"Improving co-creation in public services · {WHEN}"
    assert lines[0] == "You are invited to take part in “Improving co-creation in public services”."
    assert f"When: {WHEN}" in lines
    assert "Where: Bærum kulturhus, Lille hall" in lines
    assert [line for line in lines if JOIN in line and "lab.example.org and type the code 7PL1383V" in line] != []
    assert "– Hege Fossum (public service developer, Bærum kommune): speaks" in lines
    assert "Project: Co-VAL, https://www.co-val.eu/" in lines


async def test_they_read_it_in_their_language(lab: LabAtWork) -> None:
    lines = (await to_all(lab, "fr")).body.splitlines()
    assert "Quand\u00a0: jeudi 3 décembre 2026, 09:30–11:00 (heure locale\u00a0: Oslo)" in lines
    assert "Où\u00a0: Bærum kulturhus, salle Lille" in lines
    assert "À apporter\u00a0: Un cas de chez vous" in lines


async def test_they_read_the_words_that_they_will_agree_to(lab: LabAtWork) -> None:
    body = (await to_all(lab, "en")).body
    assert "deleted 30 days after the lab closes. You may change or withdraw what you wrote" in body


async def test_a_moderator_reads_their_group_their_link_and_the_programme(lab: LabAtWork) -> None:
    lines = (await to_one(lab, "en")).body.splitlines()
    assert lines[0] == "Hello Astrid Bjerke,"
    assert lines[2].startswith("you moderate group 2 of “Improving co-creation")
    assert lines[lines.index("Your desk opens by this link, best on a laptop:") + 1] == LINK
    assert "10:01\u202fAM  Discussion and deliberation in small groups (44 min)" in lines


async def test_nobody_s_invitation_holds_a_personal_link(lab: LabAtWork) -> None:
    texts = [(await to_all(lab, language)).body for language in ("en", "fr")]
    assert [text for text in texts if "enter#" in text] == []


async def test_while_nothing_is_known_it_says_so(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, say_occasion, None, "", {}, {})
    lines = (await to_all(lab, "en")).body.splitlines()
    assert "When: the day and the hour will follow" in lines
    assert [line for line in lines if line.startswith("Where:")] == []
    assert "What to bring: a charged phone, if you have one." in lines


async def test_a_calendar_holds_the_hour_and_no_personal_link(lab: LabAtWork) -> None:
    found = await told(lab)
    with reading("en"):
        made = entry(found, "uid", JOIN, found.desks[1])
    assert (made.starts, made.lasts, made.language) == (found.lab.starts_at, timedelta(minutes=90), "en")
    assert made.text.startswith("You moderate group 2. Your personal link is in your letter.")
    assert "enter#" not in made.text


async def test_a_calendar_entry_that_changed_is_the_later_one(lab: LabAtWork) -> None:
    first = await told(lab)
    await lab.do(lab.organiser, say_occasion, None, "", {}, {})
    await lab.do(lab.organiser, say_occasion, first.lab.starts_at.replace(tzinfo=None), "Europe/Oslo", {}, {})
    second = await told(lab)
    with reading("en"):
        assert entry(second, "uid", JOIN).made_at > entry(first, "uid", JOIN).made_at
        assert entry(second, "uid", JOIN).sequence >= entry(first, "uid", JOIN).sequence


async def test_what_was_told_can_be_read_after_the_close(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, close)
    assert (await to_all(lab, "en")).body.startswith("You are invited")
