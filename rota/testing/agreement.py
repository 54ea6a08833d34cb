"""Planner and checker of a rule compared on every rota of small worlds, in both directions."""

from pathlib import Path

from rota.rules import Level
from rota.testing.brought import raise_any
from rota.testing.compare import compare
from rota.testing.worlds import Declared, declared

TOLD = 12
"""So many disagreements of a world are shown."""


def check_agreement(folder: Path | str) -> None:
    """Every world in ``folder`` at each of its levels; AssertionError names the rotas on which the halves differ."""
    worlds = declared(folder)
    faults = [fault for world in worlds for level in world.levels for fault in world_faults(world, level)]
    raise_any(faults if worlds else [f"{folder}: no files of worlds"])


def world_faults(world: Declared, level: Level) -> list[str]:
    """Where the halves of the world's rule disagree at ``level``, and whether the world proves anything at all."""
    found: list[str] = []
    outcomes: set[int] = set()
    for variant, exhausted in enumerate(world.exhausted(), 1):
        rule = exhausted.rule(level)
        found += [f"variant {variant}: {text}" for text in compare(exhausted, rule, outcomes)]
    told = [f"{world.id} ({level}), {text}" for text in found[:TOLD]]
    if len(found) > TOLD:
        told.append(f"{world.id} ({level}): {len(found) - TOLD} disagreements more")
    if len(outcomes) < 2:
        told.append(
            f"{world.id} ({level}): every rota has the same outcome {outcomes or ''}: it proves nothing"
        )
    return told


def worlds_in(folder: Path | str) -> list[tuple[Declared, Level]]:
    """Every world in ``folder`` with each of its levels: one test each, where they are told apart."""
    return [(world, level) for world in declared(folder) for level in world.levels]
