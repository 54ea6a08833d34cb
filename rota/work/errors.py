"""What a use case raises when it cannot do what was asked; the command line maps it to an exit code."""

from collections.abc import Iterable, Sequence

from rota.files.wording import close, either
from rota.rules import Finding

MOST = 12
"""Names listed where none is near."""


class Unusable(Exception):  # noqa: N818 - it names what happened, and is no error of ours
    """What was asked for does not exist or cannot be understood; the message says what to do instead."""

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


class Refused(Exception):  # noqa: N818 - it names what happened, and is no error of ours
    """A rule, or the state of a matter, does not allow what was asked; ``findings`` say why."""

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class NoAnswer(Exception):  # noqa: N818 - it names what happened, and is no error of ours
    """Time ran out with nothing found: neither a rota nor a proof that there is none."""


def unknown(what: str, name: str, existing: Iterable[str]) -> Unusable:
    """The error for a name that does not exist, with the nearest that do."""
    return Unusable(f'no {what} is named "{name}"; {nearest(name, existing)}')


def nearest(name: str, existing: Iterable[str]) -> str:
    """``did you mean "a001" or "a002"?``, or what exists when nothing is near; long lists are shortened."""
    known = sorted(set(existing))
    near = close(name, known)
    if near:
        return f"did you mean {either(near)}?"
    if len(known) < 2:
        return f"there is only {known[0]}" if known else "there is none yet"
    shown = ", ".join(known[:MOST])
    return f"there are {shown}" if len(known) <= MOST else f"there are {shown} and {len(known) - MOST} more"
