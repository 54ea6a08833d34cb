"""Exit codes, and the one place where an error becomes one.

No traceback reaches the screen: what nobody foresaw is written to a log in the temporary folder.
"""

import contextlib
import os
import sys
import tempfile
import traceback
from enum import IntEnum
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from rota.cli import out


class Exits(IntEnum):
    """What every command means by its exit code."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    NO_ANSWER = 3
    OUR_FAULT = 70
    INTERRUPTED = 130


class Guarded(TyperGroup):
    """The root command: whatever its commands raise ends in a message and an exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line and leave with its exit code."""
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
        except Exception as error:
            code = exit_code(error)
        sys.exit(code or Exits.FINE)

    def invoke(self, ctx: Any) -> Any:
        """Run one command; a reader who closes the pipe early ends it quietly."""
        before = len(_written())
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _silence_stdout()
            return Exits.FINE
        except KeyboardInterrupt:
            out.note(_interrupted(_written()[before:]))
            raise typer.Exit(Exits.INTERRUPTED) from None
        return result


def _written() -> list[str]:
    """What was written so far; a command that has not loaded the writer has written nothing."""
    writer = sys.modules.get("rota.files.write")
    return list(writer.written) if writer else []


def _interrupted(files: list[str]) -> str:
    if not files:
        return "Interrupted; nothing was changed."
    return f"Interrupted; {', '.join(files)} was written before, and stays. Look at it before you try again."


def exit_code(error: Exception) -> int:
    """Tell the user about ``error`` on stderr, and say which exit code it means."""
    from rota.files.errors import BadInput
    from rota.packs import PackError
    from rota.work.errors import NoAnswer, Refused, Unusable

    if isinstance(error, TyperException):
        return _usage(error)
    if isinstance(error, BadInput):
        out.findings(error.findings)
        return Exits.USAGE
    if isinstance(error, Refused):
        out.findings(error.findings)
    if isinstance(error, PackError | Unusable | Refused | NoAnswer):
        out.problem(str(error))
        return _CODES[type(error).__name__]
    if isinstance(error, OSError):
        out.problem(_system(error))
        return Exits.USAGE
    return _our_fault(error)


_CODES = {
    "PackError": Exits.USAGE,
    "Unusable": Exits.USAGE,
    "Refused": Exits.FINDINGS,
    "NoAnswer": Exits.NO_ANSWER,
}


_ADVICE = {
    "Invalid value for '--to': 'pdf'": "For a PDF open the page of --to html or board in a browser and print it.",
}
"""What to do instead, for values that are no choice but that anybody would try."""


def _usage(error: TyperException) -> int:
    # The parser of options lets a name of its own slip in before what a choice has to say.
    message = " ".join(error.format_message().split()).replace("': Value error, ", "': ", 1)
    if not message:
        return error.exit_code  # a group without a command has printed its help, and has no more to say
    out.problem(message)
    for asked, advice in _ADVICE.items():
        if message.startswith(asked):
            out.note(advice)
    context = getattr(error, "ctx", None)
    if context is not None:
        out.note(f"See `{context.command_path} --help`.")
    return error.exit_code


def _system(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else reason


def _our_fault(error: Exception) -> int:
    log = _write_log(error)
    out.problem(f"rota itself went wrong ({type(error).__name__}). This is our fault, not yours.")
    out.note(f"The details are in {log}; please send that file to whoever looks after rota.")
    return Exits.OUR_FAULT


def _write_log(error: Exception) -> Path:
    handle, name = tempfile.mkstemp(prefix="rota-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.write(f"rota {' '.join(sys.argv[1:])}\n\n")
        log.writelines(traceback.format_exception(error))
    return Path(name)


def _silence_stdout() -> None:
    """Point stdout at nothing, so that Python's own flush at the end cannot fail a second time."""
    # A stdout that is no real file, as in tests, has nothing that could fail.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
