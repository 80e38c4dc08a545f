"""Why something cannot be done to a draft."""

from app.domain.errors import N_, NotFound, Refusal


class NotANumber(Refusal):
    sentence = N_("Here goes a whole number from {least} to {most}.")
    cure = N_("Type it in digits, or leave it empty.")


class NoSuchDraft(NotFound):
    sentence = N_("This draft is not here any more.")
    cure = N_("Look among your drafts, or begin a new one.")


class NotReady(Refusal):
    """Nothing was opened: what is missing is listed with it."""

    status = 409
    sentence = N_("This lab cannot be opened yet.")
    cure = N_("What must be told first is listed, each with a link to its field.")


class DraftMovedOn(Refusal):
    """Taking back, or opening, what the page no longer shows."""

    status = 409
    sentence = N_("Somebody else changed this draft a moment ago, so nothing was done.")
    cure = N_("Look at what it says now, then press again.")


class NothingToTakeBack(Refusal):
    status = 409
    sentence = N_("There is nothing more to take back.")
    cure = N_("This is how the draft began.")


class NothingToBringBack(Refusal):
    status = 409
    sentence = N_("There is nothing to bring back.")
    cure = N_("This is the newest that there is.")


class LabHasBegun(Refusal):
    """Whoever is in must not find another lab under their feet."""

    status = 409
    sentence = N_("Somebody has joined this lab, so its plan is not laid anew.")
    cure = N_("Steer it from its tower. A duplicate of it may be prepared for another day.")


class LabStandsOn(Refusal):
    status = 409
    sentence = N_("Something already rests on a group that would go.")
    cure = N_("Keep as many groups as there were, or take it off the group first.")


class TooManyEntries(Refusal):
    sentence = N_("A plan holds no more of these.")
    cure = N_("Take one out first.")


class TooLargeForADraft(Refusal):
    status = 413
    sentence = N_("That is more than a plan can hold.")
    cure = N_("Make some of its texts shorter.")
