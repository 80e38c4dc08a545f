"""Why a summary is not published, edited or commented on."""

from app.domain.errors import N_, NotFound, Refusal


class StillOpen(Refusal):
    status = 409
    sentence = N_("The lab is still open, so its summary is not whole.")
    cure = N_("Close the lab at the tower, then publish.")


class PublishedMeanwhile(Refusal):
    status = 409
    sentence = N_("This edition has been published already.")
    cure = N_("Load the page again to see it; the next edition is published from there.")


class NothingNew(Refusal):
    status = 409
    sentence = N_("Nothing that readers see has changed since edition {number}, so nothing was published.")
    cure = N_("Edition {number} stands at its address. Edit something first; then there is something to publish.")


class ChangedWhilePublishing(Refusal):
    status = 409
    sentence = N_("The summary changed after you looked at what would be published, so nothing was published.")
    cure = N_("Look at it once more, then publish again.")


class TraceLeadsNowhere(Refusal):
    """A link to something that is not told, a place that is told twice, a contribution that is told nowhere."""

    status = 409
    sentence = N_("“{where}” leads to nothing or stands twice, so nothing was published.")
    cure = N_(
        "This is a fault of Samskap itself. Take the files for those who ran it, and tell whoever keeps this server."
    )


class RestsOnNothing(Refusal):
    status = 409
    sentence = N_("Everything that lesson {where} rested on was taken back, so nothing was published.")
    cure = N_("Leave this lesson out, with a reason: its place below is marked.")


class OwnLanguage(Refusal):
    status = 409
    sentence = N_("These words are in that language already, so there is nothing to translate.")
    cure = N_("Change the words themselves, or translate them into another language.")


class NothingPublished(NotFound):
    sentence = N_("No summary is published at this address.")
    cure = N_("Look at the address once more, or ask whoever organised the lab.")


class NothingToUndo(Refusal):
    status = 409
    sentence = N_("Somebody else has taken this back meanwhile.")
    cure = N_("Look at what stands there now.")
