"""Cells of published rotas on days before the agent worked here: no plan makes them, and nothing counts them."""

from collections.abc import Iterator
from datetime import date

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import BadInput, fault
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.rules import Finding
from rota.show.words import counted


def early_cells(repo: Repository) -> Iterator[Finding]:
    """A must finding for each agent and published month with cells before the agent's first day.

    Cells after somebody has left or moved on are what was planned before that was known, and no fault.
    """
    begins = {agent.id: agent.from_ for agent in repo.people.agent if agent.from_ is not None}
    for group in repo.centre.group:
        for month in repo.bases(group.id):
            try:
                base = repo.bases(group.id)[month]
            except BadInput:
                # It is at fault where its rota is judged.
                continue
            yield from _in_base(repo, base, begins)


def _in_base(repo: Repository, base: RotaFile, begins: dict[str, date]) -> Iterator[Finding]:
    for agent, cells in base.gone.items():
        days = [day for day in cells if agent in begins and day < begins[agent]]
        if days:
            yield fault(
                Code.NOT_IN_ROTA,
                f"{agent} has {counted(len(days), 'cell')} in {base.group} {base.month} from {days[0]}, and works here only "
                f"from {begins[agent]}: they count for nothing",
                "correct from of the agent in people.toml, or bring the rota back from git as it was published",
                Place(base.place.file).at("cells", agent, str(days[0])),
                second=repo.agent_place(agent),
                agent=agent,
            ).with_(amount=len(days), unit="cells")
