"""``rota calendar``: the days that are not like others; one file for each command."""

import typer

from rota.cli.calendar import importing, show, sync
from rota.cli.params import unwrapped

app = typer.Typer(
    help="Bank holidays, closures and school holidays: write them, bring them in, look at them.",
    no_args_is_help=True,
)

_COMMANDS = (
    ("show", show.show, show.EPILOG),
    ("sync", sync.sync, sync.EPILOG),
    ("import", importing.import_, importing.EPILOG),
)

for name, function, epilog in _COMMANDS:
    app.command(name, help=unwrapped(function), epilog=epilog)(function)
