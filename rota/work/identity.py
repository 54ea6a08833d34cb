"""Who acts: a claim, from the command line, the environment, the login or git's e-mail address.

Nothing here proves anything; what an event records as ``by`` is what its writer said.
"""

import getpass
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from rota.domain.matter import Claim
from rota.files.repository import Repository
from rota.work.errors import Unusable, nearest

VARIABLE = "ROTA_AS"
ME = "me"
"""What stands for the agent who types."""

_WORDS = {Claim.LOGIN: "login", Claim.GIT_EMAIL: "e-mail"}
_FIELDS = {Claim.LOGIN: ("login",), Claim.GIT_EMAIL: ("email",)}
_ALL_FIELDS = ("login", "email", "name")


class Actor(NamedTuple):
    """Who acts, and by what that is known."""

    id: str
    claim: Claim


def acting(repo: Repository, stated: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The id of who acts; Unusable, with what to do about it, if nobody can be told."""
    return actor(repo, stated, environment).id


def actor(repo: Repository, stated: str | None, environment: Mapping[str, str] = os.environ) -> Actor:
    """Who acts, and by what claim; Unusable, with what to do about it, if nobody can be told."""
    if stated:
        return Actor(_known(repo, stated), Claim.STATED)
    if environment.get(VARIABLE):
        return Actor(_known(repo, environment[VARIABLE]), Claim.ENVIRONMENT)
    tried = dict(_traces(repo.root))
    for claim, trace in tried.items():
        if found := _one(repo, trace, f'the {_WORDS[claim]} "{trace}"', _FIELDS[claim]):
            return Actor(found, claim)
    seen = " and no ".join(f'{_WORDS[claim]} "{value}"' for claim, value in tried.items())
    raise Unusable(
        f"nobody can tell who you are: names.toml has no {seen or 'login or e-mail of yours'}; "
        f"say --as ID, set {VARIABLE}=ID, or add your login or e-mail to names.toml"
    )


def agent_id(repo: Repository, text: str, stated: str | None = None) -> str:
    """The agent that ``text`` names: an id, or ``me``; Unusable, with the nearest ids, otherwise."""
    ids = [agent.id for agent in repo.people.agent]
    if text == ME:
        id = acting(repo, stated)
        if id not in ids:
            raise Unusable(f"{id} is no agent, and has no shifts; name an agent by id")
        return id
    if text not in ids:
        by_name = [f'"{id}"' for id in _matching(repo, text)]
        hint = f"did you mean {' or '.join(by_name)}?" if by_name else nearest(text, ids)
        raise Unusable(f'no agent has the id "{text}"; {hint}')
    return text


def leaders(repo: Repository) -> frozenset[str]:
    """Everybody who leads a team, or deputises at some time."""
    deputies = (deputy.id for team in repo.centre.team for deputy in team.deputy)
    return frozenset([*(team.leader for team in repo.centre.team if team.leader), *deputies])


def _known(repo: Repository, claim: str) -> str:
    ids = {agent.id for agent in repo.people.agent} | leaders(repo) | set(repo.names) | set(repo.centre.hr)
    found = claim if claim in ids else _one(repo, claim, f'"{claim}"')
    if not found:
        raise Unusable(f'nobody has the id "{claim}"; {nearest(claim, ids)}')
    return found


def _one(repo: Repository, trace: str, called: str, fields: Iterable[str] = _ALL_FIELDS) -> str | None:
    """The one whom ``trace`` belongs to; Unusable where names.toml gives it to several."""
    found = _matching(repo, trace, fields)
    if len(found) > 1:
        raise Unusable(f"{called} in names.toml is that of {' and '.join(found)}; say --as ID")
    return found[0] if found else None


def _matching(repo: Repository, trace: str, fields: Iterable[str] = _ALL_FIELDS) -> list[str]:
    wanted = trace.casefold()
    return [
        id
        for id, person in repo.names.items()
        if any(str(getattr(person, field)).casefold() == wanted for field in fields)
    ]


def _traces(root: Path) -> Iterator[tuple[Claim, str]]:
    for claim, found in ((Claim.LOGIN, _login()), (Claim.GIT_EMAIL, _git_email(root))):
        if found:
            yield claim, found


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no login at all, as in a container
        return ""


def _git_email(root: Path) -> str:
    command = ["git", "-C", str(root), "config", "user.email"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()
