from collections.abc import Iterator

import pytest

from app.clock import now
from app.domain.groups import open_prompt
from app.domain.labs import close
from app.domain.lessons import remove_lesson
from app.domain.notes import remove_note
from app.domain.people import move_person
from app.summary.report import Report, told
from app.summary.trace import Break, breaks
from app.summary.tree import Entries, Entry, Facts, Link, Paragraph, Section, Table
from app.summary.walks import anchors as every_anchor
from app.summary.walks import links as every_link
from app.summary.walks import walked
from app.summary.writers import formats
from tests.cast import LabAtWork
from tests.summary.conftest import Harvest, Reporting
from tests.summary.opening import made, words_in
from tests.summary.reading import Html

pytestmark = pytest.mark.anyio

SHOWN = ["Ask the libraries", "Meet at noon", "Nobody paid my evenings", "Said aloud"]


def sections(of: Report | Section) -> Iterator[Section]:
    return walked(of.sections)


def entries(told: Report | Section) -> Iterator[Entry]:
    for section in sections(told):
        for node in section.nodes:
            if isinstance(node, Entries):
                yield from node.entries


def links(told: Report) -> Iterator[Link]:
    return every_link(told.sections)


def anchors(told: Report) -> list[str]:
    return list(every_anchor(told.sections))


def section(told: Report, anchor: str) -> Section:
    (found,) = [each for each in sections(told) if each.anchor == anchor]
    return found


def facts(told: Report, anchor: str) -> dict[str, list[str]]:
    return {
        label: [each.words if isinstance(each, Link) else each for each in cells]
        for node in section(told, anchor).nodes
        if isinstance(node, Facts)
        for label, cells in node.pairs
    }


def words_under(told: Report, anchor: str) -> list[str]:
    return [each.words for node in section(told, anchor).nodes if isinstance(node, Entries) for each in node.entries]


async def everywhere(reported: Reporting) -> str:
    """The report in all its formats and languages."""
    told = [await reported(language) for language in ("en", "fr")]
    return "".join(words_in(format, made(each, format)) for each in told for format in formats())


# --- Contributions


async def test_every_contribution_is_there_exactly_once(harvest: Harvest, reported: Reporting) -> None:
    told = [each for each in entries(await reported()) if each.anchor.startswith("contribution-")]
    assert sorted(each.words for each in told) == SHOWN
    assert sorted(each.anchor for each in told) == sorted(f"contribution-{harvest.ids[words]}" for words in SHOWN)


async def test_each_stands_under_its_theme_or_under_none(harvest: Harvest, reported: Reporting) -> None:
    told = await reported()
    assert words_under(told, f"theme-{harvest.ids['Time']}") == ["Nobody paid my evenings"]
    assert words_under(told, "loose-1") == ["Meet at noon", "Said aloud"]
    assert words_under(told, "group-2") == ["Ask the libraries"]


async def test_withdrawn_words_are_nowhere_and_are_counted(harvest: Harvest, reported: Reporting) -> None:
    assert "Better not said" not in await everywhere(reported)
    told = facts(await reported(), "facts")
    assert told["Contributions withdrawn by their authors or moderators"] == ["1"]


async def test_private_words_are_nowhere_and_are_counted(harvest: Harvest, reported: Reporting) -> None:
    assert "Not yet shown" not in await everywhere(reported)
    assert facts(await reported(), "facts")["Contributions still private"] == ["1"]


async def test_the_close_shows_what_was_private(harvest: Harvest, reported: Reporting) -> None:
    await harvest.lab.do(harvest.lab.organiser, close)
    told = await reported()
    assert words_under(told, "group-3") == ["Not yet shown"]
    assert "Contributions still private" not in facts(told, "facts")


async def test_paper_and_support_are_remarked(harvest: Harvest, reported: Reporting) -> None:
    remarks = {each.words: each.remarks[1:] for each in entries(await reported())}
    assert remarks["Said aloud"] == ["on paper, said by Grandma"]
    assert remarks["Nobody paid my evenings"] == ["1 supports it"]
    assert remarks["Meet at noon"] == []


async def test_the_prompt_is_remarked_when_there_was_more_than_one(harvest: Harvest, reported: Reporting) -> None:
    lab = harvest.lab
    await lab.do(lab.desk(2), open_prompt, lab.prompts["ethics"])
    await lab.say(await lab.join("Karim", 2), "The silent ones", prompt="ethics")
    remarks = {each.words: each.remarks[1:] for each in entries(await reported())}
    assert remarks["The silent ones"] == ["Who could be harmed, overburdened or spoken for?"]


async def test_no_author_is_named_in_any_format(harvest: Harvest, reported: Reporting) -> None:
    told = await everywhere(reported)
    assert [name for name in ("Ola", "Zsófia", "Mehmet") if name in told] == []


# --- Lessons and what they rest on


async def test_a_whole_trace_has_no_break(harvest: Harvest, reported: Reporting) -> None:
    told = await reported()
    evidence = {each.target for each in links(told) if each.target.startswith(("#contribution-", "#theme-"))}
    ids = harvest.ids
    assert {f"#contribution-{ids['Nobody paid my evenings']}", f"#theme-{ids['Time']}"} - evidence == set()
    assert breaks(told) == []


async def test_a_break_in_the_trace_is_found(harvest: Harvest, reported: Reporting) -> None:
    told = await reported()
    gone = f"contribution-{harvest.ids['Nobody paid my evenings']}"
    assert breaks(told._replace(sections=told.sections[:-1]))[0].kind == "dangling"
    assert Break("missing", gone) in breaks(told._replace(sections=told.sections[:-1]))
    assert Break("twice", gone) in breaks(told._replace(sections=[*told.sections, told.sections[-1]]))


async def test_a_lesson_that_rests_on_nothing_any_more_is_a_break(harvest: Harvest, reported: Reporting) -> None:
    told, lesson = await reported(), harvest.ids["Be brief"]
    bare = [each | {"evidence": []} if each["id"] == lesson else each for each in told.findings.lessons]
    assert breaks(told._replace(findings=told.findings._replace(lessons=bare))) == [
        Break("taken_back", f"lesson-{lesson}")
    ]


async def test_a_lesson_stands_with_its_agreement_its_evidence_and_its_dissent(
    harvest: Harvest, reported: Reporting
) -> None:
    told, anchor = await reported(), f"lesson-{harvest.ids['Pay people']}"
    assert section(told, anchor).title == "L1.1 Pay people"
    found = facts(told, anchor)
    decided = ["agreed by the group (as the moderator recorded it)"]
    assert (found["Agreement"], sorted(found["Rests on"])) == (decided, ["1.1", "T1.1"])
    quoted = [node.words for node in section(told, anchor).nodes if isinstance(node, Paragraph) and node.is_quoted]
    assert quoted == ["Whoever is asked is paid.", "One said: not by the hour."]


async def test_what_was_taken_back_since_is_counted(harvest: Harvest, reported: Reporting) -> None:
    told = await reported()
    assert facts(told, f"lesson-{harvest.ids['Be brief']}")["Taken back since"] == ["2 sources"]
    assert "Taken back since" not in facts(told, f"lesson-{harvest.ids['Pay people']}")


async def test_what_was_removed_is_not_told(harvest: Harvest, reported: Reporting) -> None:
    lab = harvest.lab
    await lab.do(lab.desk(), remove_lesson, harvest.ids["Be brief"])
    await lab.do(lab.desk(), remove_note, harvest.ids["They laughed"])
    told = await everywhere(reported)
    assert [words for words in ("Be brief", "They laughed") if words in told] == []


async def test_notes_and_parked_points_are_kept_apart(harvest: Harvest, reported: Reporting) -> None:
    told = await reported()
    assert words_under(told, "notes-note") == ["They laughed"]
    assert words_under(told, "notes-parked") == ["Who pays interpreters?"]


# --- Numbers


async def test_the_numbers_are_what_happened(harvest: Harvest, reported: Reporting) -> None:
    assert (await reported()).findings.numbers == {
        "participants": 4,
        "contributed": 4,
        "groups": 5,
        "contributions": 4,
        "on_paper": 1,
        "lessons": 2,
        "agreed": 1,
        "hidden": 1,
        "withdrawn": 1,
    }


async def test_whoever_spoke_in_two_groups_is_one_person(lab: LabAtWork, reported: Reporting) -> None:
    ana = await lab.join("Ana", 1)
    for number in (1, 2):
        await lab.open("themes", group=number)
        await lab.do(lab.organiser, move_person, ana.id, number)
        await lab.say(ana, f"Said in group {number}")
    numbers = (await reported()).findings.numbers
    assert (numbers["participants"], numbers["contributed"]) == (1, 1)


# --- Two languages, an empty lab, the close


async def test_the_french_report_tells_the_same_in_french(harvest: Harvest, reported: Reporting) -> None:
    english, french = await reported("en"), await reported("fr")
    assert (english.title, french.title) == (
        "Improving co-creation in public services",
        "Améliorer la co-création dans les services publics",
    )
    assert (anchors(english), french.language) == (anchors(french), "fr")
    assert [each.words for each in entries(english)] == [each.words for each in entries(french)]
    assert [each.title for each in french.sections] != [each.title for each in english.sections]


async def test_the_first_page_names_the_soonest_steps_and_says_how_many_more_there_are(
    harvest: Harvest, reported: Reporting
) -> None:
    found = (await reported()).findings
    steps = [found.lessons[0] | {"next_step": f"Step {n}", "due": f"2027-01-{30 - n}"} for n in range(9)]
    whole = told(found._replace(lessons=steps), "en")
    (short,), (all_of_them,) = (tables(section(whole, anchor)) for anchor in ("next", "actions"))
    assert [row[0] for row in short.rows] == [f"Step {n}" for n in (8, 7, 6, 5, 4, 3)]
    assert [each.words for each in section(whole, "next").nodes if isinstance(each, Paragraph)] == [
        "3 more are in the action register."
    ]
    assert len(all_of_them.rows) == 9


def tables(of: Section) -> list[Table]:
    return [each for each in of.nodes if isinstance(each, Table)]


async def test_the_page_says_after_its_first_page_where_the_others_are(harvest: Harvest, reported: Reporting) -> None:
    whole = await reported()
    read = Html(made(whole, "html").decode())
    first = [each[1:] for each in read.targets if each.startswith("#")]
    chapters = [each.anchor for each in whole.sections if not each.is_front]
    assert [each for each in first if each in chapters] == chapters


async def test_an_empty_lab_says_that_nothing_was_said(lab: LabAtWork, reported: Reporting) -> None:
    told = await reported()
    assert section(told, "lessons").nodes == [Paragraph("No group has worded a lesson.")]
    assert section(told, "contributions").nodes == [Paragraph("Nobody has contributed yet.")]
    assert list(entries(told)) == []


@pytest.mark.parametrize("format", formats())
async def test_an_empty_lab_is_written_in_every_format(lab: LabAtWork, reported: Reporting, format: str) -> None:
    assert "Presentation of the event" in words_in(format, made(await reported(), format))


async def test_until_the_close_it_says_that_it_is_the_report_so_far(lab: LabAtWork, reported: Reporting) -> None:
    so_far = Paragraph("The lab is still open: this is its report so far.")
    assert section(await reported(), "question").nodes[-1] == so_far
    await lab.do(lab.organiser, close)
    closed = await reported()
    assert so_far not in section(closed, "question").nodes
    assert len(facts(closed, "facts")["Closed on"]) == 1


async def test_the_webstream_is_told_without_an_address(lab: LabAtWork, reported: Reporting) -> None:
    told = await reported()
    assert facts(told, "facts")["Webstream"] == ["announced without an address"]
    assert [each.target for each in links(told)] == ["https://www.co-val.eu/", "https://www.co-val.eu/knowledge-base/"]


async def test_the_file_is_named_after_its_lab_its_day_its_readers_and_their_language(
    lab: LabAtWork, reported: Reporting
) -> None:
    day = f"{now():%Y-%m-%d}"
    names = [(await reported(each)).file_name for each in ("en", "fr")]
    assert names == [f"samskap-{lab.code}-{day}-internal-{each}" for each in ("en", "fr")]
