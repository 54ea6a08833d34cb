"""Whose row it is: an agent's id, or the name that names.toml or the table of codes gives."""

import re
from collections import defaultdict
from collections.abc import Mapping

from rota.files.repository import Repository
from rota.files.wording import close, either
from rota.work.errors import nearest
from rota.work.init.values import as_id


class Roster:
    """Finds agents by what a sheet calls them."""

    def __init__(self, repo: Repository, called: Mapping[str, str] | None = None) -> None:
        self._ids = {agent.id for agent in repo.people.agent}
        self._or = "" if called is None else "in a table of codes, under [agents], say who it is: --codes"
        self._named: dict[str, set[str]] = defaultdict(set)
        for id, person in repo.names.items():
            if id in self._ids and person.name:
                self._named[_plain(person.name)].add(id)
        for name, id in (called or {}).items():
            self._named[_plain(name)] = {id}
        named = (person.name for id, person in repo.names.items() if id in self._ids and person.name)
        self._shown = {_plain(each): each for each in (*self._ids, *named)}

    def find(self, text: str) -> str | None:
        """The agent whom ``text`` names; None if nobody, or several."""
        found = self._all(text)
        return next(iter(found)) if len(found) == 1 else None

    def is_agent(self, text: str) -> bool:
        """Whether ``text`` names anybody."""
        return bool(text) and bool(self._all(text))

    def wrong(self, text: str) -> tuple[str, str]:
        """What is wrong with a ``text`` that names nobody or several, and what to do."""
        if found := self._all(text):
            return (
                f"is the name of {' and '.join(sorted(found))}",
                f"write the id{self._or and f'; or {self._or}'}",
            )
        near = [self._shown[each] for each in close(_plain(text), self._shown)]
        meant = f"did you mean {either(near)}? Or" if near else f"{nearest(text, self._ids)}; or"
        return "is no agent", f"{meant} {self._or}" if self._or else meant.removesuffix(" Or").removesuffix(
            "; or"
        )

    def _all(self, text: str) -> set[str]:
        id = as_id(text)
        return {id} if id in self._ids and id is not None else self._named.get(_plain(text), set())


def _plain(name: str) -> str:
    """A name as it is compared: without case, ``Whitlock, Ana`` as ``ana whitlock``."""
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma else name
    return " ".join(re.sub(r"[^\w\s'-]", " ", turned.casefold()).split())
