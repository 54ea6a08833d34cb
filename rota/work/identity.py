"""Who acts: a claim, from the command line, the environment, the login or git's e-mail address.

Nothing here proves anything; what an event records as ``by`` is what its writer said.
"""

import getpass
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from rota.files.repository import Repository
from rota.work.errors import Unusable, nearest

VARIABLE = "ROTA_AS"
ME = "me"
"""What stands for the agent who types."""


def acting(repo: Repository, stated: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The id of who acts; Unusable, with what to do about it, if nobody can be told."""
    claim = stated or environment.get(VARIABLE)
    if claim:
        return _known(repo, claim)
    tried = dict(_traces(repo.root))
    for trace in tried.values():
        found = _matching(repo, trace)
        if found:
            return found
    seen = " and no ".join(f'{what} "{value}"' for what, value in tried.items()) or "login or e-mail of yours"
    raise Unusable(
        f"nobody can tell who you are: names.toml has no {seen}; "
        f"say --as ID, set {VARIABLE}=ID, or add your login or e-mail to names.toml"
    )


def agent_id(repo: Repository, text: str, stated: str | None = None) -> str:
    """The agent that ``text`` names: an id, or ``me``; Unusable, with the nearest ids, otherwise."""
    if text == ME:
        return acting(repo, stated)
    ids = [agent.id for agent in repo.people.agent]
    if text not in ids:
        by_name = _matching(repo, text)
        hint = f'did you mean "{by_name}"?' if by_name else nearest(text, ids)
        raise Unusable(f'no agent has the id "{text}"; {hint}')
    return text


def leaders(repo: Repository) -> frozenset[str]:
    """Everybody who leads a team."""
    return frozenset(team.leader for team in repo.centre.team if team.leader)


def _known(repo: Repository, claim: str) -> str:
    ids = {agent.id for agent in repo.people.agent} | leaders(repo) | set(repo.names)
    found = claim if claim in ids else _matching(repo, claim)
    if not found:
        raise Unusable(f'nobody has the id "{claim}"; {nearest(claim, ids)}')
    return found


def _matching(repo: Repository, trace: str) -> str | None:
    wanted = trace.casefold()
    for id, person in repo.names.items():
        if wanted in {str(text).casefold() for text in (person.login, person.email, person.name) if text}:
            return id
    return None


def _traces(root: Path) -> Iterator[tuple[str, str]]:
    for what, found in (("login", _login()), ("e-mail", _git_email(root))):
        if found:
            yield what, found


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
