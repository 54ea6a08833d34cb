"""Where the installed program begins: a shell that asks how a word goes on is answered before anything heavy is loaded."""

import os

ASKING = "ROTA_COMPLETING"
"""Set by the shell's completion alone: which shell asks. The words typed so far are then the arguments."""


def main() -> None:
    """Run rota, or answer a shell that completes a word."""
    shell = os.environ.get(ASKING)
    if shell:
        from rota.cli.complete.answer import answer

        answer(shell)
        return
    from rota.cli.main import main as run

    run()
