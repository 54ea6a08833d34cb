"""The root of the command line: its commands, what waits for you, and the version."""

import gc
from collections.abc import Callable
from typing import Annotated

import typer

from rota.cli import (
    absence,
    audit,
    calendar,
    check,
    close,
    completion,
    cover,
    demand,
    diff,
    doctor,
    edit,
    explain,
    importing,
    inbox,
    init,
    leave,
    move,
    out,
    parity,
    plan,
    publish,
    repair,
    rounds,
    rules,
    schema,
    service,
    show,
    size,
    staffcopy,
    swap,
    tell,
    waiver,
    whatif,
    wish,
)
from rota.cli.exits import Guarded
from rota.cli.export import command as export
from rota.cli.params import HERE, Repo, unwrapped

PLAN_EPILOG = "Examples: rota plan 2026-12 · rota plan 2026-12 --team front --time-limit 30 · rota plan --from 2026-12-14"

app = typer.Typer(
    name="rota",
    cls=Guarded,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _command(name: str, function: Callable[..., None], epilog: str) -> None:
    app.command(name, help=unwrapped(function), epilog=epilog)(function)


_command("init", init.init, init.EPILOG)
_command("plan", plan.plan, PLAN_EPILOG)
_command("show", show.show, show.EPILOG)
_command("service", service.service, service.EPILOG)
_command("check", check.check, check.EPILOG)
_command("diff", diff.diff, diff.EPILOG)
_command("set", edit.set_cell, edit.SET_EPILOG)
_command("pin", edit.pin, edit.PIN_EPILOG)
_command("unpin", edit.unpin, edit.UNPIN_EPILOG)
_command("tell", tell.tell, tell.EPILOG)
_command("publish", publish.publish, publish.EPILOG)
_command("close", close.close, close.EPILOG)
_command("round", rounds.round_, rounds.EPILOG)
app.add_typer(wish.app, name="wish")
app.add_typer(leave.app, name="leave")
app.add_typer(swap.app, name="swap")
app.add_typer(cover.app, name="cover")
app.add_typer(absence.app, name="absence")
app.add_typer(audit.app, name="audit")
_command("move", move.move, move.EPILOG)
_command("repair", repair.repair, repair.EPILOG)
_command("export", export.export, export.EPILOG)
_command("import", importing.import_, importing.EPILOG)
_command("staff-copy", staffcopy.staff_copy, staffcopy.EPILOG)
_command("inbox", inbox.inbox, inbox.EPILOG)
app.add_typer(waiver.app, name="waiver")
app.add_typer(demand.app, name="demand")
app.add_typer(calendar.app, name="calendar")
_command("whatif", whatif.whatif, whatif.EPILOG)
_command("size", size.size, size.EPILOG)
_command("parity", parity.parity, parity.EPILOG)
_command("doctor", doctor.doctor, doctor.EPILOG)
_command("rules", rules.rules, rules.EPILOG)
_command("explain", explain.explain, explain.EPILOG)
_command("schema", schema.schema, schema.EPILOG)
_command("completion", completion.completion, completion.EPILOG)


def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is, and stop.")] = False,
    repo: Repo = HERE,
) -> None:
    """Plan, show and check the monthly rotas of a council contact centre.

    Without a command it says what waits for you. Results go to stdout, everything else to stderr.

    Exit codes: 0 fine, 1 findings or refused, 2 usage or bad input, 3 no answer in time,
    70 our own fault, 130 interrupted.
    """
    if version:
        _version()
    if context.invoked_subcommand is None:
        from rota.cli.waiting import waiting

        waiting(repo)
    elif repo != HERE:
        raise typer.BadParameter("--repo goes behind the command: rota show --repo DIR")


app.callback(help=unwrapped(root))(root)
for _group in app.registered_groups:
    for _entry in _group.typer_instance.registered_commands if _group.typer_instance else ():
        if _entry.help is None and _entry.callback is not None:
            _entry.help = unwrapped(_entry.callback)


def _version() -> None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        typer.echo(f"rota {version('rota')}")
    except PackageNotFoundError:
        from rota.packs import NOT_INSTALLED, PackError

        raise PackError(NOT_INSTALLED) from None
    raise typer.Exit


def main() -> None:
    """Run rota; the entry point of the installed program."""
    # What a command makes lives until it ends: looking for garbage every few hundred objects finds none.
    gc.set_threshold(100_000)
    out.never_fail_to_print()
    app(prog_name="rota")
