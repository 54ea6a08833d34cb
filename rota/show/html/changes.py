"""What has changed since the version before, in the words of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from rota.domain.clock import day_words
from rota.show.edition.whole import Changed, Edition
from rota.show.html.numbers import Numbers
from rota.show.html.wording import Wording


@dataclass(frozen=True)
class Change:
    """One changed cell; ``further`` says when it was decided, what it was, by whom and where it stands, as far as it may."""

    classes: str
    number: int
    name: str
    day: str
    before: str
    after: str
    further: tuple[str, ...]


HEADS = ("Decided", "As", "By", "Recorded in")


def changes(edition: Edition, numbers: Numbers) -> tuple[tuple[str, ...], list[Change]]:
    """The columns that say something beyond the cells, and the changes of those who are on the page."""
    seen = [change for change in edition.changes if change.agent in numbers.people]
    told = [_further(change) for change in seen]
    used = [at for at in range(len(HEADS)) if any(each[at] for each in told)]
    rows = (
        _change(edition, numbers, change, [each[at] for at in used])
        for change, each in zip(seen, told, strict=True)
    )
    return tuple(HEADS[at] for at in used), list(rows)


def _change(edition: Edition, numbers: Numbers, change: Changed, further: Sequence[str]) -> Change:
    wording, number = Wording(edition), numbers.people[change.agent]
    return Change(
        numbers.own(change.agent),
        number,
        numbers.names[number],
        day_words(change.day),
        wording.duty(change.before),
        wording.duty(change.after),
        tuple(further),
    )


def _further(change: Changed) -> tuple[str, str, str, str]:
    on = f"{day_words(change.on)} {change.on.year}" if change.on else ""
    return on, change.kind, change.by, change.ref
