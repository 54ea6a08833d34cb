"""Give each piece of work to somebody who is able to do it (augmenting paths, after H. W. Kuhn, 1955)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Keen = Callable[[str, str], Any]
"""Who is asked first for a work: the agent for whom this, called with agent and work, is least."""


def matched(wanted: Sequence[str], able: Mapping[str, frozenset[str]], keen: Keen) -> dict[str, str]:
    """Each of ``wanted`` with an agent who is ``able`` to do it, by agent; AssertionError where it cannot be done.

    Those with nothing to do are asked first, and nobody is moved to another work but for one that would be left undone.
    """
    taken: dict[str, int] = {}

    def find(slot: int, asked: set[str]) -> bool:
        can = [agent for agent, works in able.items() if wanted[slot] in works and agent not in asked]
        can.sort(key=lambda agent: (agent in taken, keen(agent, wanted[slot])))
        for agent in can:
            asked.add(agent)
            if agent not in taken or find(taken[agent], asked):
                taken[agent] = slot
                return True
        return False

    for slot in range(len(wanted)):
        if not find(slot, set()):
            raise AssertionError(f"nobody is left for {wanted[slot]}")
    return {agent: wanted[slot] for agent, slot in taken.items()}
