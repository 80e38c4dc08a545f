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
    "time": "no form takes a moment; minutes, and days of retention in a plan, are tested with their rules",
}

NOT_YET = {
    **{
        f"import_file-{name}": "no such file is taken over the wire: lists of guests only"
        for name in (
            *("gzip_content_encoding_bomb", "import_fails_midway", "json_cycle", "json_depth", "json_foreign_lab_id"),
            *("json_future_schema", "json_sets_token", "json_truncated", "sqlite_restore_corrupt"),
            *("sqlite_restore_evil_trigger", "upload_aborted"),
        )
    },
    "concurrent-clock_back_1h_during_timer": "a promise (G6), tested with a wrong clock among the promises",
    "concurrent-cluster_cycle": "themes lie side by side, they are never merged",
    "concurrent-reorder_parallel": "contributions keep the order in which they were given",
    "order-since_before_retention": "events are never compacted",
    "replay-captured_handshake_replayed": "there are no tickets: a socket is opened by the cookie of its pass",
    "replay-same_id_ws_and_http": "the socket takes nothing; people answer over HTTP",
    "token-lab_deleted": "a lab cannot be deleted yet",
    "wrong_role-moderator__add_moderator": "moderators come from the plan",
    "wrong_role-moderator__change_retention": "retention comes from the plan",
    "wrong_role-moderator__lab_delete": "a lab cannot be deleted yet",
    "wrong_role-participant__group_rename": "groups have numbers, not names",
}
