"""The plan of seats as CSV, disarmed for spreadsheets like every other file of ours."""

import csv
from collections.abc import Iterable
from io import StringIO

from app.domain.errors import N_
from app.domain.seating.plan import Place
from app.i18n import country_name, language_name, reading, translated
from app.summary.writers.csv import MARK, row

COLUMNS = (
    *(N_("Group"), N_("Name"), N_("Organisation"), N_("Role"), N_("Country"), N_("Languages"), N_("Access needs")),
    *(N_("E-mail"), N_("Has come")),
)


def seats_csv(places: Iterable[Place], language: str) -> str:
    with reading(language):
        told = StringIO(newline="")
        told.write(MARK)
        writer = csv.writer(told)
        writer.writerow([translated(each) for each in COLUMNS])
        writer.writerows(row(line(each)) for each in places)
        return told.getvalue()


def line(place: Place) -> list[str | int | None]:
    guest = place.told
    known = [guest.organisation, guest.occupation, country_name(guest.country or "")] if guest else [None] * 3
    languages = ", ".join(map(language_name, guest.languages)) if guest else None
    name = place.name or translated("Guest {number}").format(number=place.number)
    come = translated("yes") if place.has_come else translated("no")
    return [place.group, name, *known, languages, guest and guest.access, guest and guest.email, come]
