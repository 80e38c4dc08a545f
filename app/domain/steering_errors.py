"""Refusals while the organiser steers."""

from app.domain.errors import N_, Refusal


class LabPaused(Refusal):
    status = 409
    sentence = N_("The organiser has paused the whole lab.")
    cure = N_("All clocks go on from where they stood when the organiser says so.")


class CallEnded(Refusal):
    status = 409
    sentence = N_("This call was ended a moment ago.")
    cure = N_("Nothing more is needed. The desk can call again.")


class DoorLocked(Refusal):
    status = 403
    sentence = N_("The door of this lab is locked: nobody new can join now.")
    cure = N_("If you were here before, use your return code below. Else ask the organiser to open the door.")


class CodeChanged(Refusal):
    status = 410
    sentence = N_("This code is used no longer: the lab has a new one.")
    cure = N_("Look at the wall, or ask whoever invited you. If you are in the lab already, you need no code.")


class NoWebAddress(Refusal):
    sentence = N_("This is not the address of a web page.")
    cure = N_("Write it whole, from its https on.")
