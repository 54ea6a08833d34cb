"""A plan and the weighted model's rota of the same month, tier by tier as the checkers judge them.

    python -m tests.benchmarks.judged FOLDER GROUP MONTH SECONDS WORKERS

Prints JSON. A process of its own, so that none of its memory counts in that of other figures.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rota.checking import breaches, judge
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.model.stages import Stage
from rota.rules import Rule
from rota.work.ruleset import rules_of
from rota.work.situation import facts_of, rota_of
from tests.benchmarks.weighted import one_shot


def main(folder: Path, group: str, month: str, seconds: float, workers: int) -> None:
    """Solve the weighted model, judge its rota and the newest draft, and print both."""
    repo = Repository.open(folder)
    facts = facts_of(repo, group, month)
    rules = rules_of(repo, facts.period).rules
    shot = one_shot(facts, rules, seconds, workers)
    draft = repo.draft(group, month, max(repo.draft_numbers(group, month)))
    found = {
        "names": [stage.name for stage in shot.stages],
        "units": [stage.unit for stage in shot.stages],
        "plan": _amounts(rota_of(repo, draft), rules, shot.stages),
        "weighted": shot.rota and _amounts(shot.rota, rules, shot.stages),
        "proven": shot.proven,
        "seconds": shot.seconds,
    }
    print(json.dumps(found))


def _amounts(rota: Rota, rules: Sequence[Rule], stages: Sequence[Stage]) -> list[int]:
    """Must rules broken beyond the facts, then what each stage's rules amount to."""
    verdicts = judge(rota, rules)
    amounts = [len(breaches(verdicts))]
    for stage in stages:
        members = [verdicts[place] for place in stage.members]
        strong = sum(verdict.strong_amount for verdict in members)
        amounts.append(strong if stage.strong else sum(verdict.amount for verdict in members) - strong)
    return amounts


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4]), int(sys.argv[5]))
