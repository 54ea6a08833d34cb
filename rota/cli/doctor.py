"""``rota doctor``: what about the folder will sooner or later lose or mix up what is written in it."""

import typer

from rota.cli import out
from rota.cli.exits import Exits
from rota.cli.params import HERE, Repo

EPILOG = "Example: rota doctor"


def doctor(repo: Repo = HERE) -> None:
    """Look for what endangers a repository: synced folders, network drives, conflicted copies, leftovers, git.

    Each with what to do. Exits with 1 if anything was found. It changes nothing.
    """
    from rota.show.doctor import troubles_text
    from rota.work.doctor.examine import examine

    found = examine(repo)
    out.result(troubles_text((trouble.where, trouble.what, trouble.fix) for trouble in found))
    if not found:
        out.note("Nothing wrong was found.")
        return
    out.note(f"{len(found)} {'thing' if len(found) == 1 else 'things'} to look at.")
    raise typer.Exit(Exits.FINDINGS)
