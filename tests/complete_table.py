"""The table of commands that completion reads, made from the command line itself: ``python -m tests.complete_table``."""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from typer.main import get_command

from rota.cli.main import app
from rota.work.schema import names

FILE = Path(__file__).parents[1] / "rota" / "cli" / "complete" / "table.py"

HEAD = '''"""The commands, what each takes and which options it has; made by ``python -m tests.complete_table``, which a test repeats."""

_TABLE = """
'''

FOOT = '''"""

COMMANDS: dict[str, tuple[str, str]] = {
    path.strip(): (arguments.strip(), options.strip())
    for path, arguments, options in (line.split(" : ") for line in _TABLE.strip("\\n").split("\\n"))
}
"""By the command's words: the kinds of its arguments in order, and its options, each with the kind of its value.

A kind in small letters is a list of choices; ``...`` follows an argument that may be given many times, ``+`` such an option.
"""
'''

SAME = ("AGENT", "CELL", "EMPLOYER", "GROUP", "MONTH", "PATTERN", "RULE", "SERVICE", "SITE", "TEAM", "YEAR")

KINDS = {
    **{kind: kind for kind in SAME},
    **{"A": "ROTA", "B": "ROTA", "CODE|NAME": "RULE", "RULE,...": "RULE,", "CONTRACT,..": "CONTRACT,"},
    **{"CONTRACT,SKILL,..": "CONTRACT", "SITE,DATE": "SITE", "ID|AGENT": "MATTER/AGENT"},
    **dict.fromkeys(("CSV", "FILE", "PATH", "SHEET"), "FILE"),
    "DIR": "DIR",
    **dict.fromkeys(
        ("DATE", "UNTIL", "DAYS", "DIGEST", "PERCENT", "REF", "SECONDS", "TIMES", "TEXT", "N"), "TEXT"
    ),
}
"""What completion offers, by what the help calls a value."""

SPECIAL = {
    ("--as", "ID"): "WHO",
    ("--draft", "N"): "DRAFT",
    ("--verify", "ID"): "DRAW",
    ("wish", "ID"): "WISH",
    ("change", "ID"): "MATTER",
    ("leave", "ID"): "MATTER",
    ("absence", "ID"): "MATTER",
    ("--sheet", "NAME"): "TEXT",
}
"""The same where it takes the name of the argument or option as well."""


def table() -> str:
    """The text of the table."""
    rows = [_row(path, command) for path, command in _commands(get_command(app), "")]
    return HEAD + "".join(rows) + FOOT


def _commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, below in sorted(getattr(command, "commands", {}).items()):
        yield from _commands(below, f"{path} {name}".strip())


def _row(path: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    said = " ".join(_kind(path, entry) + ("..." if entry.nargs != 1 else "") for entry in arguments)
    named = " ".join(word for entry in options for word in _option(path, entry))
    return f"{path} : {said} : {f'{named} --help'.strip()}\n"


def _option(path: str, entry: Any) -> Iterator[str]:
    for name in (*entry.opts, *entry.secondary_opts):
        if name.startswith("--"):
            yield name + ("+" if entry.multiple else "") + ("" if entry.is_flag else f"={_kind(path, entry)}")


def _kind(path: str, entry: Any) -> str:
    choices = entry.type_descriptor.annotation
    inner = getattr(choices, "__args__", (choices,))[0]
    if isinstance(inner, type) and issubclass(inner, Enum):
        return "|".join(str(choice.value) for choice in inner)
    # Typer itself writes the name in capitals where nothing else is said: [YEAR]...
    metavar = str(entry.metavar).replace("[", "").replace("]", "")
    metavar = metavar if metavar.endswith(",...") else metavar.removesuffix("...")
    if (path, metavar) == ("schema", "NAME"):
        return "|".join(names())
    name = entry.opts[0]
    known = SPECIAL.get((name, metavar)) or KINDS.get(metavar)
    if known is None:
        raise SystemExit(f"rota {path}: what is offered for {name} {metavar}? Say so in {__name__}.")
    return known


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")
