"""Which file of a folder of calendars is whose, for the leader who tells each agent the address of theirs."""

from collections.abc import Mapping, Sequence

from rota.show.paint import width_of
from rota.show.safe import safe
from rota.show.words import agent_words


def addresses_text(calendars: Sequence[tuple[str, str]], names: Mapping[str, str]) -> str:
    """A line for each file: the agent, and the name of the file; nothing where there is none."""
    said = [(agent_words(agent, names), safe(file)) for agent, file in calendars]
    column = max((width_of(agent) for agent, _ in said), default=0)
    return "".join(f"{agent}{' ' * (column - width_of(agent))}  {file}\n" for agent, file in said)
