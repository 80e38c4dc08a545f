"""Why a day, an hour or a rehearsal cannot be had."""

from app.domain.errors import N_, Refusal


class NoSuchZone(Refusal):
    sentence = N_("This is no time zone that we know.")
    cure = N_("Choose one from the list, such as Europe/Oslo: an hour needs its place.")


class NoSuchHour(Refusal):
    sentence = N_("On that day clocks go forward over this hour.")
    cure = N_("Choose another hour.")


class EnoughRehearsals(Refusal):
    status = 409
    sentence = N_("As many rehearsals of this lab as there may be are there already.")
    cure = N_("Delete one that you no longer need, then rehearse again.")
