"""What became of one thing that was asked for in a staff copy."""

from dataclasses import dataclass

from rota.domain.inbox import Verdict


@dataclass(frozen=True)
class Taken:
    """The verdict, which whoever asked is told; ``why`` is for the leader alone, since it may say more than they may know."""

    verdict: Verdict
    why: str = ""

    @property
    def ok(self) -> bool:
        """Whether it was taken in."""
        return self.verdict is Verdict.TAKEN


TAKEN = Taken(Verdict.TAKEN)
