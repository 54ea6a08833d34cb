"""``rota demand``: what is expected, where that comes from, and a forecast of it; one file for each command."""

import typer

from rota.cli.demand import forecast, show
from rota.cli.params import unwrapped

app = typer.Typer(
    help="Show what is expected and what it asks for, and forecast calls.", no_args_is_help=True
)

_COMMANDS = (("show", show.show, show.EPILOG), ("forecast", forecast.forecast, forecast.EPILOG))

for name, function, epilog in _COMMANDS:
    app.command(name, help=unwrapped(function), epilog=epilog)(function)
