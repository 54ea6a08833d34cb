"""The small working repository that ``rota init`` starts from: ``examples/tiny``, kept once."""

from pathlib import Path

from rota.files.schema import reference
from rota.work.errors import Unusable

INSTALLED = Path(__file__).parents[1] / "starter"
CHECKOUT = Path(__file__).parents[3] / "examples" / "tiny"
ATTRIBUTES = "* text=auto eol=lf\n"
IGNORED = "# Who is behind which id: names and addresses never enter the history.\nnames.toml\nnotices/\n.rota-*.tmp\n"
_PARTS = ("centre.toml", "people.toml", "names.toml", "rules.toml", "demand.toml", "history.toml")
_TOOLS = "# Written by rota"
_FOLDERS = ("calendar", "wishes", "leave")


def starter_files() -> dict[str, str]:
    """The starter's texts by path; each file that people write names its schema in its first line."""
    root = _root()
    files = {name: (root / name).read_text(encoding="utf-8") for name in _PARTS}
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*.toml")):
            files[path.relative_to(root).as_posix()] = path.read_text(encoding="utf-8")
    return {name: with_schema(name, text) for name, text in files.items()}


def with_schema(file: str, text: str) -> str:
    """``text`` with its schema named in its first line, unless it is there or the tool writes the file."""
    if text.startswith(("#:schema", _TOOLS)):
        return text
    folder, _, name = file.rpartition("/")
    return f"{reference(folder or name.removesuffix('.toml'), file.count('/'))}\n{text}"


def _root() -> Path:
    """In an installed rota the starter lies beside this package; in a checkout it is the example itself."""
    for root in (INSTALLED, CHECKOUT):
        if (root / "centre.toml").is_file():
            return root
    raise Unusable("rota is not installed whole: its starter repository is missing; install it again")
