"""A month under a change beside the month as it is, for other programs."""

import json

from rota.domain.cover import Cover, missing_heads
from rota.domain.levels import Level, levels_of
from rota.show.totals import totals, wishes_granted
from rota.show.whatif import Side, WhatIf, broken

FORMAT = "rota-whatif/1"


def whatif_json(what: WhatIf) -> str:
    """JSON of the format ``rota-whatif/1``: the same figures by side, calls rounded to hundredths."""
    document: dict[str, object] = {
        "format": FORMAT,
        "month": what.month,
        "change": list(what.said),
        "base": what.base,
        "sides": [_side_json(side) for side in what.sides],
        "free_places": [
            {
                "group": entry.name,
                "week": str(entry.monday),
                "before": list(entry.before),
                "after": list(entry.after),
            }
            for entry in what.free
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _side_json(side: Side) -> dict[str, object]:
    granted = wishes_granted(side.rota)
    sums = [totals(side.rota, agent) for agent in side.rota.agents]
    return {
        "side": side.title,
        "nothing_better_found": side.kept,
        "posts_short": missing_heads(Cover(side.rota).shortfalls(posts=True)),
        "service": {level.service: _level_json(level) for level in levels_of(side.rota)},
        "wishes": {
            "strong": [granted.strong, granted.strong_of],
            "mild": [granted.mild, granted.mild_of],
        },
        "saturdays": sum(len(one.saturdays) for one in sums),
        "lates": sum(one.lates for one in sums),
        "must_rules_broken": broken(side),
        "rules": [
            {"rule": v.rule.name, "level": v.rule.level.value, "amount": v.amount, "unit": v.rule.counts_in}
            for v in side.verdicts
        ],
        "aims": None if side.aims is None else {"all": side.aims, "proven": side.proven},
    }


def _level_json(level: Level) -> dict[str, object]:
    share = level.sums.level
    return {
        "offered": round(level.sums.offered, 2),
        "outside": round(level.sums.outside, 2),
        "level": None if share is None else round(share, 4),
        "target": round(level.target, 4),
    }
