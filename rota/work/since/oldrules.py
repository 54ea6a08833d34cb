"""The rules about the record as they stood before a change: whoever changes them is judged by them all the same."""

from collections.abc import Iterator, Sequence

from rota.checking import findings, judge
from rota.files.repository import Repository
from rota.packs import all_rules
from rota.report import Section
from rota.rules import Finding
from rota.work.recording import record_of
from rota.work.ruleset import resolved, rules_of
from rota.work.since.back import Back
from rota.work.since.before import AUTHORITY, is_new
from rota.work.situation import rota_of


def by_rules_of_before(back: Back, repo: Repository, judged: Sequence[Section]) -> Iterator[Finding]:
    """What they find in the rotas ``judged`` that the rules of now do not find, or not of that level."""
    if back.repo is None or _tables(back.repo) == _tables(repo):
        return
    told = {_key(finding) for part in judged for finding in part.findings}
    for part in judged:
        for finding in _found(back.repo, repo, part) if part.group else ():
            if is_new(finding, back) and not finding.unknown and _key(finding) not in told:
                # No waiver and no baseline of now stands against a rule of before.
                yield finding.with_(excuse=None, ground=None)


def _found(before: Repository, now: Repository, part: Section) -> Iterator[Finding]:
    file = now.rotas(part.group).get(part.month)
    if file is None:
        return
    rota = rota_of(now, file, record_of(now, part.group, part.month))
    rules = rules_of(before, rota.facts.period).rules
    verdicts = judge(rota, [rule for rule in rules if rule.code.startswith(AUTHORITY)])
    yield from (resolved(now, finding) for finding in findings(verdicts))


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.level, finding.place, finding.message


def _tables(repo: Repository) -> list[object]:
    names = {rule.name for rule in all_rules() if rule.code.startswith(AUTHORITY)}
    return [table for table in repo.rule_tables if table.get("use") in names]
