"""Who acts in a command, and for whom: ``--as`` and ``--means`` to an act."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from rota.cli.params import Means
    from rota.files.repository import Repository
    from rota.work.act import Act


def act_for(
    repo: "Repository",
    agent: str,
    as_: str | None,
    means: "Means | None",
    parties: "Collection[str]" = (),
) -> "Act":
    """The one who acts in a matter of ``agent`` (an id): themselves, or a leader who enters it for them.

    ``parties`` are all whose matter it is; none of them enters the word of another.
    """
    from rota.domain import matter
    from rota.work.identity import actor
    from rota.work.rights import for_agent

    who = actor(repo, as_)
    told = None if means is None else matter.Means(means.value)
    return for_agent(repo, who.id, agent, who.claim, told, parties)


def act_alone(repo: "Repository", as_: str | None) -> "Act":
    """The one who acts in their own name, as a leader does who approves; whether they may is not asked here."""
    from rota.work.act import Act
    from rota.work.identity import actor

    who = actor(repo, as_)
    return Act(who.id, who.claim)
