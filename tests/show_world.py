"""The little town whose texts the tests of ``rota.show`` compare: four agents, two teams, two weeks."""

from typing import Any

from rota.domain.rota import Rota
from rota.testing import World, draw

NAMES = {"ann": "Ann Example", "bob": "Bob Featherstone", "cat": "Cat Ng"}

OVERLAY: dict[str, Any] = {
    "legend": {
        "q": "early phones; 13:00-15:00 reception; 15:00-16:30 leave",
        "y": "training; 09:00-10:00 phones",
    },
    "centre": {
        "team": [
            {"id": "one", "name": "Phones", "leader": "ann"},
            {"id": "desk", "site": "town", "name": "Front desk, ground floor"},
        ],
        "group": [{"id": "town", "name": "B-Town", "teams": ["one", "desk"]}],
    },
    "people": {"cat": {"team": "desk"}, "dan": {"team": "desk"}},
    "demand": {
        "need": [
            {"service": "phones", "weekdays": ["mon", "tue"], "start": "08:30", "heads": [1, 2, 2, 1]},
            {"service": "phones", "weekdays": ["mon"], "start": "17:00", "end": "18:00", "heads": 1},
            {
                "service": "reception",
                "weekdays": ["mon", "sat"],
                "start": "09:00",
                "end": "10:00",
                "heads": 1,
            },
        ]
    },
}

DRAWN: dict[str, Any] = {
    "rota": {
        "ann": "EEqEE..EEEEo S.",
        "bob": "LLLvv..LLLxx..",
        "cat": "mmmmmo.mmmmm..",
        "dan": "yt###..eeeee..",
    },
    "pins": ["ann 2..3"],
    "wishes": {
        "ann": [{"what": "pattern", "pattern": "early", "from": 1, "until": 7, "strength": "strong"}],
        "bob": [{"what": "day-off", "from": 3}, {"what": "saturday-off", "from": 1, "until": 14}],
    },
}


def town() -> Rota:
    """Two weeks from Mon 1 June 2026, with parts, pins, wishes and short cover."""
    return draw(World.of(OVERLAY), DRAWN)
