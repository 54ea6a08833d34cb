"""Whether what a rule finds in a broken rota is what must be found there: of whom, when, how much and in which line."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from rota.packs import make_rule
from rota.rules import Finding
from rota.work.check import report
from rota.work.wanted import How, Wanted
from tests.seeded.breaking import Breach, Valid

TWENTY = 20
Seeding = Callable[[Random, Breach], None]


@dataclass(frozen=True)
class Seeded:
    """A rule's table, a valid repository in which it finds nothing, and how to break it."""

    rule: str
    table: str
    on: Callable[[], Valid]
    break_: Seeding
    family: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.break_.__name__.replace('_', ' ')}"

    @property
    def source(self) -> str:
        """The clause that every finding must name."""
        return f"agreement on {self.rule}, clause 7"

    @property
    def rules(self) -> str:
        """rules.toml with this rule alone."""
        return f'[[rule]]\nuse = "{self.rule}"\nsource = "{self.source}"\n{self.table}\n'

    def breaches(self, valid: Valid) -> list[Breach]:
        """Twenty breaches, each another: a seed that breaks what one before it broke is passed over."""
        found: dict[str, Breach] = {}
        for seed in range(TWENTY * 5):
            breach = Breach(valid)
            self.break_(Random(f"{self.rule} {seed}"), breach)  # noqa: S311 - repeatable, not secret
            found.setdefault(repr(sorted(breach.files.items())), breach)
        return list(found.values())[:TWENTY]


SEEDED: list[Seeded] = []


def seeded(rule: str, on: Callable[[], Valid], table: str = "") -> Callable[[Seeding], Seeding]:
    """Name a function as one that breaks ``rule``, with ``table`` as its settings, in the valid repository ``on``."""

    def named(break_: Seeding) -> Seeding:
        SEEDED.append(Seeded(rule, table, on, break_, break_.__module__))
        return break_

    return named


def of_family(module: str) -> list[Seeded]:
    """What a module of tests seeds."""
    return [each for each in SEEDED if each.family == module]


def holds(seeded: Seeded, folder: Path) -> None:
    """The unbroken rota is clean, twenty different breaches are found, and nothing else of the rule is."""
    valid = seeded.on()
    for file, text in (valid.files | {"rules.toml": seeded.rules}).items():
        _write(folder, file, text)
    rule = make_rule(tomllib.loads(seeded.rules)["rule"][0])
    found = [finding.message for finding in _found(folder, valid, rule.code)]
    assert not found, f"found in the unbroken rota: {found}"
    breaches = seeded.breaches(valid)
    assert len(breaches) == TWENTY, f"{len(breaches)} different breaches only"
    wrong = [
        text for number, breach in enumerate(breaches, 1) for text in _wrong(seeded, folder, breach, number)
    ]
    assert not wrong, "\n".join(wrong)


def _wrong(seeded: Seeded, folder: Path, breach: Breach, number: int) -> Iterator[str]:
    """Where what is found in one broken rota is not what must be."""
    rule = make_rule(tomllib.loads(seeded.rules)["rule"][0])
    assert breach.expected, f"breach {number} breaks nothing"
    with _broken(folder, breach):
        found = _found(folder, breach.valid, rule.code)
    wanted, there = breach.wanted(rule.code), Counter(map(told, found))
    if wanted != there:
        missing = [f"\n  missing {key}" for key in (wanted - there).elements()]
        more = [f"\n  too much {key}" for key in (there - wanted).elements()]
        said = (f"\n  said: {finding.message}" for finding in found)
        yield f"breach {number}:{''.join((*missing, *more, *said))}"
    for finding in found:
        if not (finding.rule == seeded.rule and finding.source == seeded.source and finding.unit):
            yield f"breach {number}: without rule, source or unit: {finding}"
        if finding.level is not rule.level or finding.excuse or finding.unknown or not finding.fix:
            yield f"breach {number}: level, excuse, or no next step: {finding}"
        if finding.agent and finding.agent not in finding.message and _matter(finding) not in finding.message:
            yield f"breach {number}: neither {finding.agent} nor the matter is named: {finding.message}"


def _matter(finding: Finding) -> str:
    """The folder of the file that a finding is in: of an event, the matter's name."""
    return finding.place.file.rpartition("/")[0] if finding.place else ""


def told(finding: Finding) -> tuple[object, ...]:
    """What of a finding is compared: code, agent, day, amount, its line, and the line of its second place."""
    lines = (f"{place.file}:{place.line}" if place else "" for place in (finding.place, finding.second))
    return finding.code, finding.agent, finding.day, finding.amount, *lines


def _found(folder: Path, valid: Valid, code: str) -> list[Finding]:
    """What the check of that month finds of that code."""
    made = report(folder, Wanted(valid.month, valid.group), How())
    found = [finding for section in made.sections for finding in section.findings]
    assert not made.faulty, [f"{finding.place}: {finding.message}" for finding in found]
    return [finding for finding in found if finding.code == code]


@contextmanager
def _broken(folder: Path, breach: Breach) -> Iterator[None]:
    """``folder`` with the files of ``breach``, and afterwards as it was."""
    for file, text in breach.files.items():
        _write(folder, file, text)
    try:
        yield
    finally:
        for file in breach.files:
            if file in breach.valid.files:
                _write(folder, file, breach.valid.files[file])
            else:
                _remove(folder / file)


def _write(folder: Path, file: str, text: str) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def _remove(path: Path) -> None:
    """A file, and the folder of its matter once nothing is left in it."""
    path.unlink()
    if not any(path.parent.iterdir()):
        path.parent.rmdir()
