"""Why following up on a lesson is refused."""

from app.domain.errors import N_, Refusal


class NotYetOver(Refusal):
    status = 409
    sentence = N_("The lab is still open.")
    cure = N_("Close it first: owners report once it is over.")


class NobodyOwns(Refusal):
    status = 409
    sentence = N_("Nobody has taken this lesson on yet.")
    cure = N_("Name its owner first, then make a link for them.")


class LinkTakenBack(Refusal):
    status = 409
    sentence = N_("The link that this page once made was taken back.")
    cure = N_("Open the page anew, and make another.")


class LearnedWithoutWords(Refusal):
    sentence = N_("What was learned is not told yet.")
    cure = N_("Say it in a sentence or two, then keep it.")


class NoSuchAddress(Refusal):
    sentence = N_("This is no e-mail address.")
    cure = N_("Write one address, like ana@example.org, or leave it empty.")
