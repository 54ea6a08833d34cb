"""Commands run at a terminal, as a page that looks like one."""

import fcntl
import io
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

THEME = TerminalTheme(
    (16, 18, 22),
    (222, 226, 230),
    [
        (60, 64, 70),
        (240, 113, 120),
        (134, 203, 110),
        (240, 198, 116),
        (122, 170, 255),
        (216, 140, 230),
        (104, 206, 212),
        (205, 209, 214),
    ],
)
"""Eight colours that can be told apart on a dark ground."""

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Terminal</title>
<style>body {{ margin: 0; background: {background} }}
pre {{ display: inline-block; margin: 0; padding: 12px 18px; font: 14px/1.3 "DejaVu Sans Mono", monospace; color: {foreground} }}</style>
<pre>{code}</pre></html>
"""


def typed(command: Sequence[str], folder: Path, columns: int, environment: Mapping[str, str]) -> str:
    """What a terminal of so many columns is sent by ``command``, colours and all."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    settings = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
    for hushed in ("NO_COLOR", "COLUMNS"):
        settings.pop(hushed, None)
    with subprocess.Popen(
        command, cwd=folder, env=settings, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL
    ) as running:
        os.close(theirs)
        sent = _all_of(ours)
    assert running.returncode == 0, (command, sent)
    return sent


def _all_of(terminal: int) -> str:
    """Everything sent until nobody is there to send any more."""
    sent = b""
    with os.fdopen(terminal, "rb", buffering=0) as stream:
        try:
            while chunk := stream.read(65536):
                sent += chunk
        except OSError:  # how Linux says that the other side is gone
            pass
    return sent.decode("utf-8").replace("\r\n", "\n")


def as_page(command: str, sent: str, columns: int) -> str:
    """A command and what the terminal was sent, as HTML."""
    console = Console(
        record=True,
        width=columns,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
    )
    console.print(Text.assemble(("$ ", "green"), (command, "bold")))
    console.print(Text.from_ansi(sent), soft_wrap=True)
    return console.export_html(theme=THEME, inline_styles=True, code_format=PAGE)
