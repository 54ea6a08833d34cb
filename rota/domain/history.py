"""Opening balances of a centre that starts with the tool (``history.toml``)."""

from pydantic import Field

from rota.domain.table import Day, Duration, Id, Table


class Balance(Table):
    """What one agent brings along.

    ``saturdays`` are the Saturdays worked since the history's ``since``; ``lates`` the late shifts
    worked and ``refused`` the wishes refused in the same time; ``lieu`` is the time owed to the
    agent, negative where the agent owes it. ``leave`` is what was taken of the leave year until
    ``as_of``, and ``carried`` what was brought into that year from the one before.
    """

    id: Id
    saturdays: tuple[Day, ...] = ()
    lates: int = Field(default=0, ge=0)
    refused: int = Field(default=0, ge=0)
    lieu: Duration = 0
    leave: Duration = 0
    carried: Duration = 0


class History(Table):
    """``history.toml``: balances counted from ``since`` to ``as_of``, both included.

    Cells of rotas up to ``as_of`` are not counted again; those after it are added.
    """

    since: Day | None = None
    as_of: Day | None = None
    agent: tuple[Balance, ...] = ()

    def of(self, agent: str) -> Balance:
        """The balance of ``agent``; zeros for one who is not listed."""
        return next((entry for entry in self.agent if entry.id == agent), None) or Balance(id=agent)
