"""Which cases of bad_inputs.json are run here, and which concern nothing that exists: no case falls through silently.

A case is named by its class and name, "token-garbage". What a case calls /lab/1/close or contribution.add is done
where this project does it: a POST of a form to /labs/1/tower/closing, to /labs/1/phone/contributions.
"""

from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., object])
RUN: set[str] = set()


def covers(*names: str) -> Callable[[Test], Test]:
    """Says which cases a test runs: above it, or by itself for those that a test takes from the file as they are."""
    RUN.update(names)
    return lambda test: test


WHOLE_CLASSES_ELSEWHERE = {
    "ws_frames": "the socket never listens; what it does with bad frames is tested beside it",
}

NOT_YET = {
    "concurrent-clock_back_1h_during_timer": "a promise (G6), tested with a wrong clock among the promises",
    "concurrent-cluster_cycle": "themes lie side by side, they are never merged",
    "concurrent-reorder_parallel": "contributions keep the order in which they were given",
    **dict.fromkeys(
        ("import_file-sqlite_restore_corrupt", "import_file-sqlite_restore_evil_trigger"),
        "a backup cannot be restored from a page",
    ),
    "time-client_ts_2100": "no form takes a moment from a clock of its sender's",
    "time-timer_float": "minutes are tested with their rules",
    "time-timer_negative": "minutes are tested with their rules",
    "order-since_before_retention": "events are never compacted",
    "replay-captured_handshake_replayed": "there are no tickets: a socket is opened by the cookie of its pass",
    "replay-same_id_ws_and_http": "the socket takes nothing; people answer over HTTP",
    "token-lab_deleted": "a lab cannot be deleted yet",
    "wrong_role-moderator__add_moderator": "moderators come from the plan",
    "wrong_role-moderator__lab_delete": "a lab cannot be deleted yet",
    "wrong_role-participant__group_rename": "groups have numbers, not names",
}
