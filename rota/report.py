"""A verdict as a value: what was judged, what was found in it, and what counts. Every format is made from it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from rota.checking import fails
from rota.domain.place import Place
from rota.rules import Finding, Level

_DIGITS = 32


@dataclass(frozen=True)
class Section:
    """What was judged under one title: a month's rota of a group, a file, or the repository as a whole.

    ``group`` and ``month`` are empty for what is no month's rota. ``findings`` come worst first, their places with
    lines; those with an excuse are among them, last. ``rules`` are those it was judged by, name to code.
    ``faults`` says that these are faults of the input, for which something could not be judged.
    """

    title: str
    findings: tuple[Finding, ...]
    group: str = ""
    month: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    faults: bool = False


@dataclass(frozen=True)
class Described:
    """What a code means, for formats that carry their rules along: a sentence, and the whole page in Markdown."""

    code: str
    name: str
    about: str
    page: str


@dataclass(frozen=True)
class Report:
    """All that a check has to say.

    ``fail_on`` is the lowest level that fails, and under ``strict`` what is unknown fails too. ``faulty`` means that
    the input could not be read as it stands, so that nothing or not all was judged. ``left_out`` is how many findings
    were not asked for. ``lines`` holds the text of the line at each place, ``names`` those of agents, and
    ``described`` says what the codes found mean. ``folder`` is where the repository lies in its checkout, with
    forward slashes, empty at the top: places are relative to the repository, some readers' paths to the checkout.
    ``gone`` is how many findings of the baseline no longer occur, and ``law_left_out`` names the installed rules of law
    that no table puts in force.
    """

    sections: tuple[Section, ...]
    fail_on: Level = Level.MUST
    strict: bool = False
    faulty: bool = False
    left_out: int = 0
    lines: Mapping[Place, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    described: Mapping[str, Described] = field(default_factory=dict)
    folder: str = ""
    gone: int = 0
    law_left_out: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, section by section."""
        return tuple(finding for section in self.sections for finding in section.findings)

    @property
    def passes(self) -> bool:
        """Whether nothing found fails the check."""
        return not self.faulty and not fails(self.findings, self.fail_on, strict=self.strict)

    def fingerprinted(self) -> Iterator[tuple[Section, Finding, str]]:
        """Every finding with its section and its fingerprint: see :func:`fingerprint`."""
        seen: Counter[str] = Counter()
        for section in self.sections:
            for finding in section.findings:
                key = identity(section, finding)
                seen[key] += 1
                yield section, finding, fingerprint(key, seen[key])


def identity(section: Section, finding: Finding) -> str:
    """What makes a finding this one: rule, level, rota and cell, or else the file; no line, no draft number, no amount."""
    where = [finding.agent or "", str(finding.day or "")]
    if not section.group or not any(where):
        place = finding.place or Place("")
        where += [
            place.file if not section.group else "",
            *(str(key) for key in place.path if not isinstance(key, int)),
        ]
    parts = [finding.code, finding.rule, finding.level.value, section.group, section.month, *where]
    return "\x1f".join(parts)


def fingerprint(key: str, number: int = 1) -> str:
    """An identity as hex digits, the same in every run; ``number`` tells equal ones in one report apart."""
    return sha256(f"{key}\x1f{number}".encode()).hexdigest()[:_DIGITS]
