"""The answer to a shell: a value a line, with a tab and a description where the shell can show one."""

import os
import sys
from contextlib import suppress

from rota.cli.complete.line import asked
from rota.cli.complete.values import values

_DESCRIBED = frozenset({"zsh", "fish"})


def answer(shell: str) -> None:
    """Print how the last of the words typed can go on; nothing at all is better than a complaint in the middle of a line."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    try:
        for value, about in values(asked(sys.argv[1:], shell)):
            sys.stdout.write(f"{value}\t{about}\n" if about and shell in _DESCRIBED else f"{value}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough. Python's own flush at the end must not fail a second time.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
