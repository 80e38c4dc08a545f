"""Why a verb says no. A refusal comes before anything is written, and says what to do next.

The sentences are marked for translation here and put into the reader's language where they are shown.
"""

from app.domain.happened import Happened


def N_(words: str) -> str:  # noqa: N802 the name that gettext's tools look for
    """Marks words for translation without translating them."""
    return words


class Refusal(Exception):
    """Carries a status, what happened (`sentence`), and what to do next (`cure`); `field`: where in its form, if
    its page shows it there."""

    status = 422
    field = ""
    sentence = N_("That did not work.")
    cure = N_("Look at what you typed and try again.")

    def __init__(self, *meanwhile: Happened, **facts: str | None) -> None:
        """`meanwhile`: what the refused one has not seen yet, shown with the refusal.
        `facts` fill the sentence; None for somebody who has no name."""
        super().__init__(type(self).__name__)
        self.meanwhile, self.facts = meanwhile, facts


class NotAdmitted(Refusal):
    status = 401
    sentence = N_("We do not know this device in this lab.")
    cure = N_("Join with the code on the wall, or open your personal link again.")


class NotYours(Refusal):
    status = 403
    sentence = N_("Your role cannot do that here.")
    cure = N_("Ask your group's moderator or the organiser.")


class CrossSite(Refusal):
    status = 403
    sentence = N_("This came from another website, so nothing was changed.")
    cure = N_("Open the lab's own page and do it there.")


class NotFound(Refusal):
    status = 404
    sentence = N_("There is nothing at this address.")
    cure = N_("Check the address, or start again from the code on the wall.")


class NoSuchLab(NotFound):
    sentence = N_("No lab has this code.")
    cure = N_("Look at the code on the wall once more: capital letters and numbers.")


class NoSuchKey(NotFound):
    sentence = N_("This link or code is not valid, or no longer.")
    cure = N_("Ask the organiser for a new one.")


class CodeTaken(Refusal):
    status = 409
    sentence = N_("Another lab here has this code.")
    cure = N_("Take another code, or leave it out: one will be chosen.")


class NoSuchGroup(NotFound):
    sentence = N_("There is no group with this number.")
    cure = N_("Choose another group, or let us seat you where there is room.")


class TooManyTries(Refusal):
    status = 429
    sentence = N_("That was wrong too many times.")
    cure = N_("Wait a minute, then try the code on the wall once more.")


class TooFast(Refusal):
    status = 429
    sentence = N_("That was a lot at once.")
    cure = N_("Wait a moment. Your words are kept and can be sent again.")


class TooMuch(Refusal):
    status = 413
    sentence = N_("That is more than we can take at once.")
    cure = N_("Send it in smaller parts.")


class Misunderstood(Refusal):
    sentence = N_("Something in this form was missing or not understood.")
    cure = N_("Fill it in once more and send it again.")


class NothingSaid(Refusal):
    sentence = N_("There are no words in it yet.")
    cure = N_("Write something, then send it.")


class TooLong(Refusal):
    sentence = N_("That is too long.")
    cure = N_("Make it shorter, or split it into two.")


class NameTaken(Refusal):
    sentence = N_("This name could be mistaken for a role in the lab.")
    cure = N_("Choose another name, or stay anonymous.")


class ConsentMissing(Refusal):
    sentence = N_("We may only keep what you write if you agree.")
    cure = N_("Read the two sentences and tick the box, or take part on paper with your moderator.")


class NameMissing(Refusal):
    sentence = N_("We need a name to show, or your wish to stay anonymous.")
    cure = N_("Type a name, or tick “I would rather stay anonymous”.")


class NameTooLong(Refusal):
    sentence = N_("This name is too long.")
    cure = N_("Use up to 40 letters.")


class LabFull(Refusal):
    status = 403
    sentence = N_("Every place in this lab is taken.")
    cure = N_("Ask the organiser, or take part on paper with a moderator.")


class LabClosed(Refusal):
    status = 409
    sentence = N_("The lab is closed.")
    cure = N_("You can still read the summary. Tell the organiser if something is missing.")


class NotYetClosed(Refusal):
    status = 404
    sentence = N_("The summary is not there yet.")
    cure = N_("It opens for everyone when the organiser closes the lab.")


class PromptNotOpen(Refusal):
    status = 409
    sentence = N_("This prompt is not open now.")
    cure = N_("Keep your words and send them when the prompt opens again, or give them to your moderator.")


class TimeIsUp(Refusal):
    status = 409
    sentence = N_("Time is up for this stage.")
    cure = N_("Your words are kept here. Give them to your moderator, or send them when your group writes again.")


class MovedOn(Refusal):
    status = 409
    sentence = N_("Somebody else has moved on meanwhile.")
    cure = N_("Look at where you are now, then decide again.")


class NotInThisStage(Refusal):
    status = 409
    sentence = N_("That is not possible in this stage.")
    cure = N_("Ask your moderator, who can still change it for the group.")


class SaidOtherwise(Refusal):
    """The same id came with other words: keep both, so ask for a new id."""

    status = 409
    sentence = N_("This was already sent with other words.")
    cure = N_("Send it once more as a new one.")


class ChangedMeanwhile(Refusal):
    status = 409
    sentence = N_("Somebody else changed this while you were writing.")
    cure = N_("Read the new wording, then save yours again.")


class RewordedMeanwhile(Refusal):
    status = 409
    sentence = N_("The lesson was reworded while you were answering.")
    cure = N_("Read its new words, then answer once more.")


class AgreedByNobody(Refusal):
    status = 409
    sentence = N_("A lesson cannot be agreed by nobody.")
    cure = N_("Wait until somebody is seated in the group, or leave the lesson open.")


class DeskFull(Refusal):
    status = 409
    sentence = N_("As many moderators as a desk can hold are invited already.")
    cure = N_("Share one of their links, or ask the organiser to take one back.")


class EvidenceBroken(Refusal):
    status = 409
    sentence = N_("Something this lesson rests on has been taken back.")
    cure = N_("Remove it from the lesson's evidence, then mark the agreement again.")


class NoEvidenceChosen(Refusal):
    sentence = N_("No evidence is ticked.")
    cure = N_("Tick what supports the lesson on the board or under “Find evidence”, then try again.")


class ObjectionWithoutWords(Refusal):
    sentence = N_("An objection needs words.")
    cure = N_("Say in one sentence what is not as you said it. It is quoted only if you allow it.")


class VoteClosed(Refusal):
    """Carried by whoever came a moment too late: nothing of theirs was counted."""

    status = 409
    sentence = N_("This vote is closed. Your ballot came too late and was not counted.")
    cure = N_("Tell your moderator, who can note it beside the result.")


class VoteIsOpen(Refusal):
    status = 409
    sentence = N_("A vote is open already.")
    cure = N_("Close it first: people vote on one thing at a time.")


class WordsAreVotedOn(Refusal):
    """The ballot is of this wording: who voted must have read what is counted. No 409, which would say to a desk that
    somebody else has changed the same words."""

    sentence = N_("People are voting on this wording, so it cannot change now.")
    cure = N_("Close the ballot, then reword the lesson and ask again.")


class NothingToVoteOn(Refusal):
    status = 409
    sentence = N_("A vote needs something to choose between.")
    cure = N_("Put up at least two themes or ideas, or word a lesson, then open the vote.")


class NothingChosen(Refusal):
    sentence = N_("Nothing is chosen on this ballot.")
    cure = N_("Choose, then cast it.")


class NotOnTheBallot(Refusal):
    sentence = N_("This ballot holds something that is not to be voted on.")
    cure = N_("Load the page again, then choose from what it shows.")


class TooManyDots(Refusal):
    sentence = N_("That is more dots than you have.")
    cure = N_("Take some back, then cast your ballot again.")


class TooManyOnOne(Refusal):
    sentence = N_("That is too many dots on one of them.")
    cure = N_("Spread them, then cast your ballot again.")


class RankedTwice(Refusal):
    sentence = N_("Two of them have the same place.")
    cure = N_("Give each place once, then cast your ballot again.")


class ReasonMissing(Refusal):
    sentence = N_("An objection needs its reason: what harm would it do?")
    cure = N_("Write it in one sentence, then cast your ballot again.")


class ObjectionsOpen(Refusal):
    """To these very words; others may be asked about at once."""

    status = 409
    sentence = N_("An objection to this wording is still open.")
    cure = N_("Answer it beside the last vote, or change the wording, then ask again.")


class NotByHand(Refusal):
    sentence = N_("Hands cannot show an order.")
    cure = N_("Type in the rankings as paper ballots, one for each person.")
