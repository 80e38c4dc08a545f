"""Refusals while cards are opened and sorted: who was a moment earlier is named, and nothing was changed."""

from app.domain.errors import N_, Refusal


class CardMovedMeanwhile(Refusal):
    status = 409
    sentence = N_("{who} moved “{card}” to “{theme}” a moment ago, so nothing was moved.")
    cure = N_("It now lies where they put it. Move it again if the group wants it elsewhere.")


class CardTakenOutMeanwhile(CardMovedMeanwhile):
    sentence = N_("{who} took “{card}” out of its theme a moment ago, so nothing was moved.")


class CardGone(Refusal):
    status = 409
    sentence = N_("“{card}” was taken back, so nothing was moved.")
    cure = N_("Choose again without it.")


class ThemeNamedMeanwhile(Refusal):
    status = 409
    sentence = N_("{who} named this theme “{theme}” a moment ago, so your name was not kept.")
    cure = N_("Your words still stand in the field: press once more if the group wants them.")


class ThemeGone(Refusal):
    status = 409
    sentence = N_("{who} took the theme “{theme}” away a moment ago.")
    cure = N_("Undo that step to have it back, or choose another theme.")


class ThemeMergedMeanwhile(ThemeGone):
    sentence = N_("{who} put the theme “{theme}” together with “{into}” a moment ago.")


class OneThemeOnly(Refusal):
    sentence = N_("A theme cannot be put together with itself.")
    cure = N_("Choose another theme.")


class NoCardChosen(Refusal):
    sentence = N_("No idea is chosen.")
    cure = N_("Choose one or more ideas first, then say where they go.")


class ThemeChangedSince(Refusal):
    status = 409
    sentence = N_("{who} changed the theme “{theme}” since; nothing was undone.")
    cure = N_("Undo their step first, if the group wants that.")


class CardMovedSince(ThemeChangedSince):
    sentence = N_("{who} moved “{card}” since; nothing was undone.")


class TurnIsOver(Refusal):
    status = 409
    sentence = N_("This turn was over already, so nothing was opened.")
    cure = N_("Look whose turn it is now, then go on.")
