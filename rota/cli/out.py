"""What goes to the screen: results to stdout, everything else to stderr, plain text in pipes."""

import io
import os
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rota.rules import Finding


def result(text: str) -> None:
    """Print what the command was asked for, ending in one newline."""
    sys.stdout.write(text if text.endswith("\n") or not text else f"{text}\n")


def prose(text: str) -> None:
    """Print what the command was asked for, lines too long for the terminal broken between words."""
    from rota.show.fold import folded

    result(folded(text, width()))


def note(text: str) -> None:
    """Tell how it went: a summary, progress or the next step. Not part of the result."""
    sys.stderr.write(f"{_safe(text)}\n")


def never_fail_to_print() -> None:
    """Write what a terminal's old character set lacks as an escape, instead of failing on a name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def problem(text: str) -> None:
    """Say what went wrong, one line for each thing."""
    for line in text.splitlines() or [""]:
        note(f"rota: {line}")


def findings(found: "Iterable[Finding]") -> None:
    """List findings on stderr: each with its place, what is wrong, and the next step."""
    for finding in found:
        parts = [str(part) for part in (finding.agent, finding.day) if part is not None]
        who = " ".join(parts if parts and parts[0] not in finding.message else parts[1:])
        place = f"{finding.place}: " if finding.place and finding.place.file else ""
        note(f"{place}{finding.code} {who + ': ' if who else ''}{finding.message}")
        if finding.second:
            note(f"  See also {finding.second}")
        if finding.excuse:
            note(f"  {finding.excuse.value.capitalize()}: {finding.ground}")
        elif finding.fix:
            note(f"  Next: {finding.fix}")


def width(stream: TextIO | None = None) -> int | None:
    """Columns of the terminal; None for a pipe or a file, where nothing is wrapped or cut."""
    if not _terminal(stream or sys.stdout):
        return None
    return shutil.get_terminal_size().columns


def height() -> int | None:
    """Lines of the terminal; None for a pipe or a file, where nothing scrolls away."""
    return shutil.get_terminal_size().lines if _terminal(sys.stdout) else None


def colour(stream: TextIO | None = None) -> bool:
    """Whether to colour: only on a terminal that can, and never under NO_COLOR."""
    capable = os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")
    return capable and _terminal(stream or sys.stdout)


def screen() -> bool:
    """Whether stdout is a terminal on which text can be drawn again in its place."""
    return os.environ.get("TERM") != "dumb" and _terminal(sys.stdout)


def blocks(stream: TextIO | None = None) -> bool:
    """Whether block characters can be written as they are; what cannot is drawn with digits."""
    try:
        "\u2581\u2588".encode(getattr(stream or sys.stdout, "encoding", None) or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def _terminal(stream: TextIO) -> bool:
    return bool(getattr(stream, "isatty", None)) and stream.isatty()


def _safe(text: str) -> str:
    from rota.show.safe import safe

    return "\n".join(safe(line) for line in text.split("\n"))
