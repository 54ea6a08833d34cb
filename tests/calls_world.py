"""Worlds with calls at their phones: the little town of ``show_world``, and copies of examples/tiny."""

from pathlib import Path
from typing import Any

from rota.domain.rota import Rota
from rota.testing import World, draw
from tests.show_world import DRAWN, OVERLAY

CALLS: dict[str, Any] = {
    "service": "phones",
    "aht": 330,
    "target": 80,
    "within": 20,
    "shrinkage": 10,
    "day": [
        {"weekdays": ["mon", "tue", "wed", "thu"], "start": "08:30", "calls": [2, 3, 5, 6, 4, 3]},
        {"weekdays": ["fri"], "start": "09:00", "calls": [0.5, 1]},
    ],
}


def called(drawn: dict[str, Any] | None = None, **more: Any) -> Rota:
    """Two weeks from Mon 1 June 2026 in which phones meets calls, and nobody else asks for heads but reception."""
    demand = {
        "calls": [CALLS | more],
        "need": [n for n in OVERLAY["demand"]["need"] if n["service"] != "phones"],
    }
    return draw(World.of(OVERLAY, {"demand": demand}), DRAWN | (drawn or {}))


TINY_CALLS = """
[[calls]]
service = "phones"
aht = 330
within = 20
shrinkage = 10

[[calls.day]]
weekdays = ["mon", "tue", "wed", "thu", "fri"]
start = "08:30"
calls = [1, 2, 4, 5, 6, 6, 5, 4, 3, 3, 3, 4, 4, 3, 3, 2, 1, 1, 0.5]
"""

RULES = """
[[rule]]
use = "trained"

[[rule]]
use = "cover"
level = "should"

[[rule]]
use = "service-level"
level = "should"

[[rule]]
use = "same-service"
level = "should"
"""


def with_calls(root: Path) -> Path:
    """A copy of examples/tiny whose phones meet calls instead of needs, and which has few rules."""
    head, *needs = (root / "demand.toml").read_text("utf-8").split("[[need]]")
    kept = [need for need in needs if 'service = "reception"' in need]
    (root / "demand.toml").write_text("[[need]]".join([head, *kept]) + TINY_CALLS, "utf-8")
    (root / "rules.toml").write_text(RULES, "utf-8")
    return root
