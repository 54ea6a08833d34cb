"""Bad input as values: findings with code, place and next step, gathered in one exception."""

from collections.abc import Iterable

from rota.domain.place import Place
from rota.files.codes import Code
from rota.rules import Finding, Level


class BadInput(Exception):  # noqa: N818 - it names what happened, and is no error of ours
    """The repository cannot be read, or written, as it stands; ``findings`` say all that is wrong."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__("\n".join(f"{f.place or ''}: {f.code} {f.message}; {f.fix}" for f in self.findings))

    def __reduce__(self) -> tuple[type["BadInput"], tuple[tuple[Finding, ...]]]:
        # It goes from one process to another as its findings, not as its text.
        return BadInput, (self.findings,)


def fault(
    code: Code,
    message: str,
    fix: str,
    place: Place,
    *,
    second: Place | None = None,
    agent: str | None = None,
) -> Finding:
    """A finding about the input: what is wrong, where, and what to do next."""
    return Finding(code.value, Level.MUST, message, agent=agent, fix=fix, place=place, second=second)


def remark(
    code: Code,
    message: str,
    fix: str,
    place: Place,
    *,
    level: Level = Level.MUST,
    second: Place | None = None,
    agent: str | None = None,
) -> Finding:
    """A finding of a check that is no rule: the input can be read, and something about it is not as it should be."""
    return fault(code, message, fix, place, second=second, agent=agent).with_(rule=code.check, level=level)


def bad(code: Code, message: str, fix: str, place: Place) -> BadInput:
    """A single fault as an exception, to be raised."""
    return BadInput([fault(code, message, fix, place)])
