"""Drawn tables of all rules: their usual levels and settings, and unusual ones."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from rota.domain.period import Period
from tests.slow.random_centres import maybe, some


def rule_tables(random: Random, period: Period) -> Iterator[dict[str, Any]]:
    def level(usual: str) -> dict[str, Any]:
        return {"level": usual if random.random() < 0.8 else random.choice(["must", "should", "wish"])}

    def law() -> dict[str, Any]:
        # The draw is kept, so that a seed's other rules stay what they were.
        return {**level("must"), "level": "must"}

    yield {"use": "shift-patterns", **level("must")}
    yield {"use": "written-terms", **level("must")}
    yield {"use": "working-days", **level("must")}
    yield {"use": "contract-days", **level("should")}
    yield {"use": "agreed-limits", **level("must")}
    yield {"use": "trained", **level("must")}
    yield {"use": "daily-rest", **law()}
    yield {"use": "weekly-rest", **law(), "form": random.choice(["weekly", "fortnight"])}
    yield {"use": "max-days-in-row", "days": random.choice([3, 5, 6]), **level("must")}
    yield {"use": "saturday-share", "every": random.choice([2, 3, 6]), "level": "must"}
    yield {"use": "no-two-saturdays", **level("must")}
    yield {"use": "lieu-day", **level("must")}
    yield {"use": "leave-kept", **level("must")}
    yield {
        "use": "absence-cap",
        "home": ["reception", "cash"],
        "most": random.randint(0, 2),
        "counts": random.choice([["leave", "absent"], ["leave", "lieu", "training"]]),
        **level("must"),
    }
    first = some(random, period)
    yield {
        "use": "leave-blackout",
        "dates": [{"from": first, "until": first + timedelta(days=7)}],
        **level("must"),
    }
    yield {"use": "cover", **level("should")}
    yield {"use": "saturday-cover", **level("should"), **maybe(random, 0.5, lambda: {"heads": 2})}
    yield {"use": "saturday-share", "every": 6, "level": "should"}
    yield {"use": "same-pattern", "level": random.choice(["should", "wish"])}
    yield {
        "use": "late-share",
        "months": random.choice([1, 6]),
        "block": random.choice([1, 4, 20]),
        **level("should"),
    }
    yield {"use": "same-service", "level": "should", "saturdays": random.random() < 0.5}
    yield {"use": "wishes", **level("wish")}
    yield {"use": "wish-share", "months": random.choice([1, 6]), **level("wish")}
    weeks = random.choice([1, 2, 3, 17])
    yield {"use": "average-week", "weeks": weeks, "hours": random.choice(["30:00", "40:00", "48:00"])}
    yield {"use": "young-hours", "week": random.choice(["40:00", "30:00"])}
    yield {"use": "young-nights"}
    if random.random() < 0.2:  # it strikes out all patterns but few
        yield {"use": "rest-break", "over": random.choice(["6:00", "4:00"])}
