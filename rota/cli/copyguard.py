"""In a staff copy agents look and ask; whatever decides is done in the whole repository, and refused here."""

import os
from pathlib import Path

import typer

REPOSITORY, MARK = "centre.toml", "staff-copy.toml"
"""What makes a folder a rota repository, and one of those a staff copy; known here so that --help stays fast."""

ALLOWED = frozenset(
    {
        *("rota", "show", "export", "doctor", "inbox", "init", "rules", "explain", "schema"),
        *("wish add", "wish none", "wish list", "wish remove", "wish import"),
        *("leave request", "leave waitlist", "leave withdraw", "leave list"),
        *(
            "swap find",
            "swap request",
            "swap accept",
            "swap decline",
            "swap withdraw",
            "swap list",
            "swap show",
        ),
        *("cover accept", "cover decline", "cover list", "cover show"),
    }
)
"""Commands that are for agents, or that look at nothing but what is there."""


def may_run(context: typer.Context, repo: Path) -> Path:
    """The repository, if this command may be run in it; Refused in a staff copy, saying where it is for."""
    command = " ".join(context.command_path.split()[1:]) or "rota"
    if not context.resilient_parsing and command not in ALLOWED and context.invoked_subcommand is None:
        here = Path(os.path.realpath(repo))
        root = next((folder for folder in (here, *here.parents) if (folder / REPOSITORY).is_file()), None)
        if root is not None and (root / MARK).is_file():
            from rota.work.errors import Refused

            raise Refused(
                f"this is a staff copy: `rota {command}` is for the whole repository, which leaders and HR have; "
                "here one looks, wishes, and asks for swaps and leave"
            )
    return repo
