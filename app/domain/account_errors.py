"""Why an organiser's account says no."""

from app.domain.errors import N_, NotFound, Refusal


class NotSignedIn(Refusal):
    status = 401
    sentence = N_("You are not signed in.")
    cure = N_("Sign in, then do it again.")


class WrongPassword(Refusal):
    """One sentence for a wrong address and a wrong password: it tells nobody who has an account here."""

    status = 401
    field = "password"
    sentence = N_("This address and this password do not belong together.")
    cure = N_("Look at both once more. Forgotten? Whoever runs this server makes a new link for you.")


class PasswordNotYours(Refusal):
    status = 403
    field = "present"
    sentence = N_("That is not your present password.")
    cure = N_("Type the one you signed in with.")


class TooManyPasswords(Refusal):
    status = 429
    sentence = N_("That was tried too many times.")
    cure = N_("Wait a minute, then try once more. Whoever is signed in already stays signed in.")


class WrongSecondCode(Refusal):
    status = 401
    field = "code"
    sentence = N_("This code is not valid, or was used already.")
    cure = N_("Type the newest code that your app shows, or one of your recovery codes.")


class NoAddress(Refusal):
    field = "email"
    sentence = N_("This is not an e-mail address.")
    cure = N_("Write it whole, as name@example.org.")


class PasswordTooShort(Refusal):
    field = "password"
    sentence = N_("This password is too short.")
    cure = N_("Take at least ten characters. Four words that you will remember do well.")


class PasswordTooLong(Refusal):
    field = "password"
    sentence = N_("This password is too long.")
    cure = N_("At most two hundred characters can be kept.")


class PasswordTooSimple(Refusal):
    field = "password"
    sentence = N_("This password would be guessed among the first.")
    cure = N_("Take four words that have nothing to do with each other, or with you.")


class AddressTaken(Refusal):
    status = 409
    field = "email"
    sentence = N_("There is an account with this address already.")
    cure = N_("Sign in with it.")


class SetUpAlready(Refusal):
    status = 409
    sentence = N_("This server has been set up already.")
    cure = N_("Sign in, or ask one of its organisers to invite you.")


class NotAtTheMachine(Refusal):
    status = 403
    sentence = N_("This server is set up at the machine it runs on.")
    cure = N_("Open this page there, or the link that it printed in its terminal when it started.")


class LinkUsed(NotFound):
    status = 410
    sentence = N_("This link is not valid any more.")
    cure = N_("It serves once, and for a few days. Ask whoever gave it to you for a new one.")


class LastOwner(Refusal):
    status = 409
    sentence = N_("A lab needs an owner.")
    cure = N_("Make somebody else its owner first.")


class ProviderSilent(Refusal):
    status = 502
    sentence = N_("The identity provider does not answer.")
    cure = N_("Wait a moment and try again, or sign in with your password.")


class ProviderUntrue(Refusal):
    status = 403
    sentence = N_("The identity provider did not let you in.")
    cure = N_("Begin again from the sign-in page. If it stays like this, ask whoever runs this server.")


class NotExpected(Refusal):
    status = 403
    sentence = N_("Nobody has invited you to organise here.")
    cure = N_("Ask one of its organisers for an invitation, open its link, and come by the same way again.")
