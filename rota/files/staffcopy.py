"""The mark of a staff copy: a repository that shows agents what they may see, and takes what they ask for."""

from typing import Literal

from pydantic import Field

from rota.domain.table import Id, Table
from rota.files.lines import facts, present

FILE = "staff-copy.toml"
HEADER = "# Written by rota: what is asked for in this folder is taken in by the leader's `rota inbox`."


class StaffCopy(Table):
    """``staff-copy.toml``: of which rota group the copy is, for whom, and what rota itself put into it.

    ``agent`` is set where it is for one alone, whose own matters are in it. ``shows`` is the digest of the
    files that rota wrote. ``given`` holds the digests of matters and wishes that came from the repository:
    all others were asked for here.
    """

    format: Literal[1] = 1
    group: Id
    agent: Id | None = None
    shows: str = ""
    given: dict[str, str] = Field(default_factory=dict)


def dump(copy: StaffCopy) -> str:
    """The text of the mark, one fact a line."""
    data = copy.model_dump(by_alias=True)
    data["given"] = dict(sorted(copy.given.items()))
    return f"{HEADER}\n{facts(present(data))}"
