"""``rota schema``: JSON Schemas of the files, for editors."""

from pathlib import Path
from typing import Annotated

import typer

from rota.cli import out

EPILOG = "Examples: rota schema · rota schema centre · rota schema --write schemas"


def schema(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Such as centre, people or rules.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write all schemas into this folder, or the one named.")
    ] = None,
) -> None:
    """Print the JSON Schema of a file, or list the names there are."""
    from rota.work.schema import names, text_of, write_to

    if write is not None:
        for file in write_to(write, name):
            out.result(file)
    elif name is None:
        out.result("\n".join(names()))
    else:
        out.result(text_of(name))
