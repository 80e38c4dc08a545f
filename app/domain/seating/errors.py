"""Why people are not seated so (see domain/errors.py)."""

from app.domain.errors import N_, Refusal


class GroupFull(Refusal):
    status = 409
    sentence = N_("Every seat in this group is taken or kept for somebody.")
    cure = N_("Choose another group, or let us seat you where there is room.")


class NobodyToSeat(Refusal):
    status = 409
    sentence = N_("There is nobody to seat yet.")
    cure = N_("Import a list of guests, or wait until people have joined; then ask for a proposal.")


class NobodyChosen(Refusal):
    sentence = N_("Nobody is ticked.")
    cure = N_("Tick who is to move, then press the group.")


class NoGroupOpen(Refusal):
    status = 409
    sentence = N_("No group is in use.")
    cure = N_("Take a group into use again, then ask for a proposal.")


class SeatedOtherwise(Refusal):
    status = 409
    sentence = N_("This proposal has changed since you looked at it.")
    cure = N_("Look at it as it is now, then decide.")


class NothingProposed(Refusal):
    status = 409
    sentence = N_("There is no such proposal any more.")
    cure = N_("Ask for a new one.")


class MergedWithItself(Refusal):
    sentence = N_("A group cannot be merged with itself.")
    cure = N_("Choose another group.")
