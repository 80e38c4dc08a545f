"""Words from the organiser: to everyone, to the moderators, to one group. Each is kept."""

from app.clock import now
from app.domain.labs import tell_everyone
from app.domain.people import group_numbered
from app.domain.steering_events import MessageSent
from app.domain.work import Work
from app.models import Message

EVERYONE, MODERATORS, GROUP = "everyone", "moderators", "group"


def send_message(work: Work, words: str, to: str, key: str) -> Message:
    """`to` everyone, moderators, or a group's number. What is said to everyone also stands on every screen until it is
    taken down."""
    id, sent = work.once(Message, key, words=words)
    if sent:
        return sent
    group = group_numbered(work, int(to)).id if to.isdecimal() else None
    audience = GROUP if group else to
    if audience == EVERYONE:
        tell_everyone(work, words)
    given = work.announce(MessageSent(id, audience, group))
    message = Message(
        id=id,
        lab_id=work.lab_id,
        group_id=group,
        author_id=work.actor_id,
        audience=audience,
        words=words,
        given=given,
        sent_at=now(),
    )
    return work.add(message)
