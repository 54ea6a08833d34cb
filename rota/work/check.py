"""Judge rotas: one, a month's, or all that count, by every rule in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rota.domain.period import Period
from rota.files.repository import Repository
from rota.work.choose import Chosen, choose, every, group_of
from rota.work.errors import Unusable
from rota.work.publishing.stage import title
from rota.work.ruleset import rules_of
from rota.work.show import display_names
from rota.work.situation import Judged, check_rota

ANY_MONTH = "2026-01"
"""All rule tables are read, whichever month's are asked for."""


@dataclass(frozen=True)
class Checked:
    """What was judged, by its name, and the verdicts on it."""

    title: str
    judged: Judged
    names: Mapping[str, str]

    @property
    def heading(self) -> str:
        """The title as the first line of a text."""
        return f"Checked: {self.title}"


def check_all(repo: Repository) -> Iterator[Checked]:
    """Every published rota and the newest draft of every month; the rules are read even if there is none."""
    found = False
    for chosen in every(repo):
        found = True
        yield _checked(repo, chosen)
    if not found:
        rules_of(repo, Period.of_month(ANY_MONTH))


def check_month(repo: Repository, month: str, group: str | None, draft: int | None) -> Checked:
    """One month's draft or rota, as :func:`rota.work.choose.choose` picks it."""
    return _checked(repo, choose(repo, group_of(repo, group), month, draft))


def check_file(repo: Repository, path: Path) -> Checked:
    """Any rota file, also one that lies outside the repository or was made by hand; Unusable if there is none."""
    if not path.is_file():
        raise Unusable(
            f"there is no file {path}; give the path of a rota file, or a month: rota check 2026-12"
        )
    file = repo.rota_at(path)
    return Checked(str(path), check_rota(repo, file), display_names(repo))


def _checked(repo: Repository, chosen: Chosen) -> Checked:
    return Checked(title(repo, chosen), check_rota(repo, chosen.file), display_names(repo))
