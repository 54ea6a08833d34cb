"""What became of a calendar file that rota makes: written, taken away, or found to be right."""

from dataclasses import dataclass

from rota.domain.calendar import Calendar
from rota.show.calendarchanges import difference_lines

_SAYS = "says that already; nothing was written."
_NOT_NEEDED = "is not needed: nothing is left to say that files written by hand do not."


@dataclass(frozen=True)
class Outcome:
    """A calendar file before and after, whether it ``is`` there and ``was``, whether it is ``new``, and if it was only looked at."""

    file: str
    before: Calendar
    after: Calendar
    was: bool
    is_: bool
    new: bool
    dry: bool = False


def outcome_text(outcome: Outcome) -> str:
    """A sentence on the file, and a line for each entry that came or went."""
    lines = difference_lines(outcome.before, outcome.after)
    if outcome.new and outcome.was and outcome.is_ and not lines:
        lines = ("only its head changes: from which settings and which version it was made",)
    return "".join(f"{line}\n" for line in (_sentence(outcome), *(f"  {line}" for line in lines)))


def _sentence(outcome: Outcome) -> str:
    if not outcome.new:
        return f"{outcome.file} {_SAYS if outcome.is_ else _NOT_NEEDED}"
    if outcome.dry:
        return f"{outcome.file} would be {'written' if outcome.is_ else 'taken away'}:"
    if not outcome.is_:
        return f"{outcome.file} has nothing more to say, and is gone:"
    return f"{outcome.file}, written{' anew' if outcome.was else ''}:"
