"""Why a letter was not sent. Each says what to do instead: whatever a letter holds can be copied and sent by hand."""

from app.domain.errors import N_, Refusal


class NoAddress(Refusal):
    sentence = N_("This is no e-mail address.")
    cure = N_("One address, such as ana@example.org, without a name around it.")


class Undelivered(Refusal):
    """Nothing was sent; it may be tried again by hand."""

    status = 502
    sentence = N_("The letter could not be sent.")
    cure = N_("Copy the text and send it yourself, or try again later.")


class NoPost(Undelivered):
    status = 409
    sentence = N_("This server sends no e-mail: no mail server is set up.")
    cure = N_("Copy the text and send it yourself.")


class PostSilent(Undelivered):
    sentence = N_("The mail server does not answer.")


class PostBusy(Undelivered):
    sentence = N_("The mail server cannot take the letter just now.")
    cure = N_("Try again in a few minutes, or copy the text and send it yourself.")


class PostUnproven(Undelivered):
    sentence = N_("The mail server could not prove that it is the one we mean, so nothing was told to it.")
    cure = N_("Whoever runs this server looks at SAMSKAP_SMTP_HOST and SAMSKAP_SMTP_TLS. Until then, copy the text.")


class PasswordRefused(Undelivered):
    sentence = N_("The mail server does not take our name and password.")
    cure = N_(
        "Whoever runs this server looks at SAMSKAP_SMTP_USER and SAMSKAP_SMTP_PASSWORD. Until then, copy the text."
    )


class SenderRefused(Undelivered):
    sentence = N_("The mail server does not let us send from our address.")
    cure = N_("Whoever runs this server looks at SAMSKAP_SMTP_FROM. Until then, copy the text.")


class ReaderRefused(Undelivered):
    sentence = N_("The mail server takes no letters to this address.")
    cure = N_("Look at the address once more, or ask for another.")


class LetterRefused(Undelivered):
    sentence = N_("The mail server did not take this letter.")


class EnoughLetters(Refusal):
    status = 429
    sentence = N_("This lab has sent as many letters as it may in one day.")
    cure = N_("Copy the text and send it yourself, or go on tomorrow.")
