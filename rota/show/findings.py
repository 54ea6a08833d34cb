"""Findings in words: where one is, what it says of whom, and what many of them come to."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from rota.checking import count_levels, fails
from rota.domain.clock import day_words
from rota.domain.place import Place
from rota.rules import Excuse, Finding, Level
from rota.show.safe import safe
from rota.show.words import agent_words, counted, in_unit

_LOG_COMMAND = re.compile(r"##(?=(?:vso)?\[)")


def closing(
    found: Sequence[Finding], fail_on: Level = Level.MUST, *, strict: bool = False, left_out: int = 0
) -> str:
    """How many findings there are of each level, what was excused or not asked for, and the verdict."""
    verdict = "fails" if fails(found, fail_on, strict=strict) else "passes"
    return f"{levels(found)}{excused(found)}{not_asked_for(left_out)}: {verdict}."


def levels(found: Sequence[Finding]) -> str:
    """How many findings that count there are of each level, and how many of them stand in the facts."""
    counts = count_levels(found)
    return (
        f"{counts['must']} must, {counts['should']} should, {_wishes(found, counts)}, "
        f"{counts['unknown']} unknown{_in_facts(found)}"
    )


def excused(found: Sequence[Finding]) -> str:
    """How many findings do not count, by why: ``; 2 waived``. Empty where there are none."""
    counts = count_levels(found)
    parts = [f"{counts[excuse.value]} {excuse.value}" for excuse in Excuse if counts[excuse.value]]
    return f"; {', '.join(parts)}" if parts else ""


def not_asked_for(left_out: int) -> str:
    """How many findings were left out since nobody asked for them: ``; 3 findings not asked for``."""
    return f"; {counted(left_out, 'finding')} not asked for" if left_out else ""


def _wishes(found: Sequence[Finding], counts: Counter[str]) -> str:
    wishes = [finding for finding in found if finding.level is Level.WISH and not _apart(finding)]
    refused = sum(finding.rule == "wishes" for finding in wishes)
    others = counts["wish"] - refused
    return f"{counted(refused, 'wish', 'wishes')} refused" + f" and {others} more of level wish" * bool(
        others
    )


def _in_facts(found: Sequence[Finding]) -> str:
    already = sum(f.in_facts and f.level is Level.MUST and not _apart(f) for f in found)
    return f" ({already} of the must findings in the facts already)" if already else ""


def _apart(finding: Finding) -> bool:
    """Whether a finding is counted under something else than its level."""
    return finding.unknown or finding.excuse is not None


def place_words(place: Place | None) -> str:
    """A place as ``file:line:column``, ``-`` where there is none."""
    return safe(str(place)) if place and place.file else "-"


def rule_words(finding: Finding) -> str:
    """The code, and the name of the rule where there is one."""
    return safe(f"{finding.code} {finding.rule}" if finding.rule else finding.code)


def level_word(finding: Finding) -> str:
    """``must``, ``should``, ``wish`` or ``unknown``."""
    return "unknown" if finding.unknown else finding.level.value


def message_words(finding: Finding, names: Mapping[str, str]) -> str:
    """The message; agent and day stand before it where it does not name them itself."""
    message, missing = safe(finding.message), []
    if finding.agent is not None:
        named = re.compile(rf"(?<![\w-]){re.escape(finding.agent)}(?![\w-])")
        who = agent_words(finding.agent, names)
        message, found = named.subn(lambda _: who, message, count=1)
        missing = [] if found else [who]
    if finding.day is not None and not {day_words(finding.day), str(finding.day)} & _pieces(message):
        missing.append(day_words(finding.day))
    return f"{', '.join(missing)}: {message}" if missing else message


def _pieces(message: str) -> set[str]:
    """Everything in ``message`` that looks like a day."""
    return set(re.findall(r"\d{4}-\d\d-\d\d|[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}", message))


def amount_words(finding: Finding) -> str:
    """What a finding counts, where that is not simply one, and whether the wish is a strong one: `` [2 days]``."""
    notes = ["strong wish"] if finding.strong else []
    if finding.amount not in {0, finding.scale}:
        notes.append(f"{in_unit(finding.amount, finding.scale)} {safe(finding.unit)}".rstrip())
    return f" [{', '.join(notes)}]" if notes else ""


def logged(text: str) -> str:
    """``text`` as a line of a build log, in which GitHub and Azure would obey ``::error`` and ``##vso[``."""
    quiet = _LOG_COMMAND.sub(r"#\\#", text)
    return re.sub(r"^(\s*)::", r"\1\\::", quiet)
