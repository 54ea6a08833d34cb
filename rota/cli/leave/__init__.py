"""``rota leave``: ask for leave, decide it, take it back, draw it, and look at it; one file for each kind of command."""

import typer

from rota.cli.leave import ask, decide, draw, look
from rota.cli.params import unwrapped

app = typer.Typer(
    help="Ask for leave, grant or refuse it, draw it, take it back, and look at it.", no_args_is_help=True
)

_COMMANDS = (
    ("request", ask.request, ask.REQUEST_EPILOG),
    ("import", ask.import_leave, ask.IMPORT_EPILOG),
    ("approve", decide.approve, decide.APPROVE_EPILOG),
    ("refuse", decide.refuse, decide.REFUSE_EPILOG),
    ("waitlist", ask.waitlist, ask.WAITLIST_EPILOG),
    ("withdraw", ask.withdraw, ask.WITHDRAW_EPILOG),
    ("draw", draw.draw, draw.EPILOG),
    ("show", look.show, look.SHOW_EPILOG),
    ("list", look.list_leave, look.LIST_EPILOG),
    ("calendar", look.calendar, look.CALENDAR_EPILOG),
)

for name, function, epilog in _COMMANDS:
    app.command(name, help=unwrapped(function), epilog=epilog)(function)
