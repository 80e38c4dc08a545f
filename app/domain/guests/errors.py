"""Why a list of guests is not taken (see domain/errors.py)."""

from app.domain.errors import N_, Refusal


class ListRefused(Refusal):
    """The whole file: nothing of it was looked at any further."""

    sentence = N_("This file is no list that we can read.")
    cure = N_("Save it as CSV or as an Excel workbook (.xlsx), then choose it once more.")


class OldWorkbook(ListRefused):
    sentence = N_("This is a workbook of an old kind, or one that is locked with a password.")
    cure = N_("Open it, save it as .xlsx without a password, or as CSV, then choose that file.")


class WorkbookRefused(ListRefused):
    sentence = N_("This workbook holds something that a list of guests never needs.")
    cure = N_("Copy the list into a new workbook, save it as .xlsx or as CSV, then choose that file.")


class ListEmpty(ListRefused):
    sentence = N_("There is nobody on this list.")
    cure = N_("Choose a file with one line for each guest, or paste the lines.")


class ListTooLong(ListRefused):
    sentence = N_("This list is longer than any room: more than {most} lines.")
    cure = N_("Keep the lines of those who are expected, and choose the file once more.")


class QuoteOpen(ListRefused):
    sentence = N_("A quotation mark near line {line} is opened and never closed, or stands in the middle of a cell.")
    cure = N_("Mend that line, then choose the file once more.")


class NothingToImport(Refusal):
    sentence = N_("Nothing of this list can be taken yet.")
    cure = N_("Say which column holds the names, or mend the lines that are named.")


class RowsLeftOut(Refusal):
    sentence = N_("Some lines of this list cannot be taken.")
    cure = N_("Mend them and choose the file once more, or tick that they are left out.")


class ColumnTwice(Refusal):
    sentence = N_("Two columns are said to hold the same.")
    cure = N_("Choose one of them, and “nothing we keep” for the other.")


class GuestThereAlready(Refusal):
    status = 409
    sentence = N_("Somebody of this name and organisation is on the list already.")
    cure = N_("Tell them apart by organisation or e-mail.")


class LastListGone(Refusal):
    status = 409
    sentence = N_("This list was taken or put away already, perhaps in another window.")
    cure = N_("Look at the guest list; choose the file again if something is missing.")


class WhichOfThem(Refusal):
    """Several guests may be meant. `organisations`: where they are from, and nothing more of them."""

    status = 409
    sentence = N_("A seat may be kept for you.")
    cure = N_("Say where you are from, then join once more.")

    def __init__(self, organisations: list[str]) -> None:
        super().__init__()
        self.organisations = organisations
