"""Write a text where the user says, whole or not at all."""

from pathlib import Path

from rota.files.write import replace_file
from rota.work.errors import Unusable


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path``, which may lie anywhere; BadInput if it cannot be written."""
    if path.is_dir() or not path.parent.is_dir():
        raise Unusable(
            f"{path}: this is {'a folder' if path.is_dir() else 'in no folder that exists'}; name a file"
        )
    replace_file(path.parent.resolve(), path.name, text)
