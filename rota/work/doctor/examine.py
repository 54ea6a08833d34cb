"""Everything that the doctor looks at, also in a repository that cannot be read."""

from pathlib import Path

from rota.files.errors import BadInput
from rota.files.paths import find_root
from rota.files.repository import Repository
from rota.work.doctor.calendar import calendar_troubles
from rota.work.doctor.facts import fact_troubles
from rota.work.doctor.gitcare import git_troubles
from rota.work.doctor.leftovers import file_troubles
from rota.work.doctor.place import place_troubles
from rota.work.doctor.trouble import Trouble


def examine(start: Path) -> tuple[Trouble, ...]:
    """All troubles of the repository around ``start``; BadInput if there is none."""
    root = find_root(start)
    found = [*place_troubles(root), *file_troubles(root), *git_troubles(root)]
    try:
        repo = Repository.open(root)
        found += [*fact_troubles(repo), *calendar_troubles(repo)]
    except BadInput as error:
        count = len(error.findings)
        found.append(
            Trouble(
                str(root),
                f"its files cannot all be read: {count} {'finding' if count == 1 else 'findings'}",
                "see them with: rota check",
            )
        )
    return tuple(found)
