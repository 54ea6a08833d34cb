"""A report of what was judged: less what was not asked for, with the lines and the pages that formats show."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from rota.domain.place import Place
from rota.files.linetexts import line_texts
from rota.files.paths import folder_in_checkout
from rota.report import Report, Section
from rota.rules import Finding
from rota.work.catalogue import described
from rota.work.narrow import Narrow
from rota.work.wanted import How

EMPTY: Mapping[str, str] = MappingProxyType({})


def reported(
    judged: tuple[Section, ...],
    faults: tuple[Section, ...],
    start: Path,
    how: How,
    names: Mapping[str, str] = EMPTY,
) -> Report:
    """The report of what was ``judged``, less what was not asked for, and of ``faults``, which nobody can do without."""
    kept = tuple(_asked_for(part, how.narrow) for part in judged)
    left_out = sum(len(part.findings) for part in judged) - sum(len(part.findings) for part in kept)
    found = [finding for part in (*kept, *faults) for finding in part.findings]
    return Report(
        (*kept, *faults),
        how.fail_on,
        how.strict,
        bool(faults),
        left_out,
        line_texts(start, _shown(found)),
        names,
        described(finding.code for finding in found),
        folder_in_checkout(start),
    )


def _asked_for(part: Section, narrow: Narrow) -> Section:
    """The section with those rules and findings alone: nothing is to look as if it had passed that was not asked for."""
    rules = {rule: code for rule, code in part.rules.items() if narrow.asks_for(rule, code)}
    return replace(part, findings=narrow.keep(part.findings), rules=rules)


def _shown(found: Collection[Finding]) -> Iterator[Place]:
    """The places whose lines are shown: what stands around a private word is as private as the word."""
    private = {(place.file, place.line) for f in found if f.code.startswith("PRIV") for place in _places(f)}
    yield from (place for f in found for place in _places(f) if (place.file, place.line) not in private)


def _places(finding: Finding) -> tuple[Place, ...]:
    return tuple(place for place in (finding.place, finding.second) if place)
