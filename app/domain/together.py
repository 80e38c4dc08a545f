"""What is refused to people who work in teams, at tables, around a circle, before posters (see errors.py)."""

from app.domain.errors import N_, Refusal


class PenElsewhere(Refusal):
    status = 409
    sentence = N_("Your partner has the pen now.")
    cure = N_("Your words are still here. Take the pen, then write them down.")


class PaperBegun(Refusal):
    status = 409
    sentence = N_("Somebody has already written on their paper.")
    cure = N_("Swap two people instead of drawing everybody anew.")


class TablesChangeTogether(Refusal):
    status = 409
    sentence = N_("All tables change together.")
    cure = N_("Ask the organiser to begin the next round.")


class CircleFull(Refusal):
    status = 409
    sentence = N_("The circle is full: its last seat stays empty for whoever comes next.")
    cure = N_("Tap somebody out first.")


class MarksSpent(Refusal):
    status = 409
    sentence = N_("You have left all your marks at this poster.")
    cure = N_("Take one back to leave another.")


class NotBeforeThisPoster(Refusal):
    status = 409
    sentence = N_("Your group does not stand before this poster now.")
    cure = N_("Look at which poster your phone names, and leave your mark there.")


class WalkElsewhere(Refusal):
    status = 409
    sentence = N_("The walk is somewhere else already.")
    cure = N_("Look at where the groups stand now.")
