"""Whether git keeps the file that says who the ids are."""

from collections.abc import Iterator

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import remark
from rota.files.git import Git, GitTrouble
from rota.files.names import FILE as NAMES
from rota.files.paths import checkout
from rota.files.repository import Repository
from rota.rules import Finding
from rota.work.privacy.numbers import made_up

_LET_GIT = "see whether `git ls-files` answers here, and check again"


def names_tracked(repo: Repository) -> Iterator[Finding]:
    """A finding if git tracks ``names.toml``; nothing outside git, and unknown where git does not answer.

    Where everybody in it has an address of a domain that is kept for examples, it names nobody.
    """
    top = checkout(repo.root)
    if top is None or (repo.names and all(made_up(name.email) for name in repo.names.values())):
        return
    below = repo.root.relative_to(top).as_posix()
    prefix = "" if below == "." else f"{below}/"
    try:
        tracked = bool(Git(top, prefix).run("ls-files", "-z", "--", f"{prefix}{NAMES}"))
    except GitTrouble as trouble:
        message = f"whether git tracks {NAMES} is not known: {trouble}"
        yield remark(Code.NAMES_TRACKED, message, _LET_GIT, Place(NAMES)).with_(unknown=True, amount=0)
        return
    if tracked:
        yield remark(
            Code.NAMES_TRACKED,
            f"git tracks {NAMES}, so names and addresses are in the history",
            f"git rm --cached {NAMES}, add it to .gitignore, commit, and have the history cleaned before it is shared any further",
            Place(NAMES),
        )
