"""Who has said yes to a change that leaders make of published cells."""

from collections.abc import Sequence

from rota.domain.changes import BY_CONSENT, ChangeEvent, ChangeKind
from rota.domain.matter import Event, Step


def agreed(events: Sequence[Event], number: int, agent: str) -> bool:
    """Whether ``agent`` has a say in what the event of that number, from 1, changes, and has said yes.

    Swaps and cover are everybody's wish, and what is no change of the centre's own is judged elsewhere.
    """
    event = events[number - 1]
    if not isinstance(event, ChangeEvent) or event.kind in BY_CONSENT or agent in event.consent:
        return True
    words = (one for one in events[: number - 1] if one.event in {Step.REQUESTED, Step.ACCEPTED})
    return event.kind is ChangeKind.EDIT and any((one.for_ or one.by) == agent for one in words)
