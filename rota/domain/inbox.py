"""What became of what agents asked for in staff copies: an answer for each thing asked, once and for all."""

from enum import StrEnum

from rota.domain.table import Id, Table


class Verdict(StrEnum):
    """Whether it was taken in, or a code that says why not and gives away nothing about anybody."""

    TAKEN = "taken"
    UNREADABLE = "unreadable"
    EDITED = "edited"
    NOT_YOURS = "not-yours"
    UNKNOWN = "unknown"
    SETTLED = "settled"
    MOVED = "moved"
    NOT_FREE = "not-free"
    NOT_ALLOWED = "not-allowed"

    @property
    def words(self) -> str:
        """The verdict in a sentence for whoever asked."""
        return _WORDS[self]


_WORDS = {
    Verdict.TAKEN: "taken in",
    Verdict.UNREADABLE: "it cannot be read; ask anew with the command",
    Verdict.EDITED: "what the leader had written was edited; ask anew with the command",
    Verdict.NOT_YOURS: "only one's own matters can be acted on in a staff copy",
    Verdict.UNKNOWN: "there is no such matter, or no such agent, any more",
    Verdict.SETTLED: "it was settled, or answered, before this came",
    Verdict.MOVED: "the rota has changed since the copy was made; look at it anew",
    Verdict.NOT_FREE: "somebody cannot change on that day",
    Verdict.NOT_ALLOWED: "the rules do not allow it",
}


class Answer(Table):
    """One thing that was asked for in a staff copy, and what became of it.

    ``key`` names it, such as ``changes/k3f9x2m7q1zw/1`` or ``wishes/a2/w1``, and ``digest`` is that of what was
    asked; ``agent`` asked, and ``by`` ran the inbox at the moment ``at``, in UTC.
    """

    key: str
    digest: str
    agent: Id
    verdict: Verdict
    by: Id
    at: str
