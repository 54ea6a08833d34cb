"""``rota completion``: what a shell needs to complete the words of rota."""

from enum import StrEnum
from typing import Annotated

import typer

from rota.cli import out

EPILOG = "Examples: rota completion bash · rota completion fish > ~/.config/fish/completions/rota.fish"


class Shell(StrEnum):
    """The shells that can be told."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh or fish.", show_default=False)],
) -> None:
    """Print what makes a shell complete commands, ids, months, rules, states, drafts and open matters.

    Its first lines say where to put it. It changes no file of yours.
    """
    from rota.show.completion import SCRIPTS

    out.result(SCRIPTS[shell.value])
