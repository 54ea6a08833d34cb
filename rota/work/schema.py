"""JSON Schemas of the files that people write and of what `check` prints, printed or put where editors find them."""

from collections.abc import Iterator
from pathlib import Path

from rota.files.schema import Schema, dump, file_name, schemas
from rota.files.write import replace_file
from rota.packs import all_rules
from rota.show.report.schema import schema as schema_of_report
from rota.work.errors import unknown

REPORT = "check"
"""What `rota check --format json` prints."""


def names() -> tuple[str, ...]:
    """The names of all schemas."""
    return tuple(_all())


def text_of(name: str) -> str:
    """The schema ``name`` as JSON; Unusable, with the names there are, if there is none."""
    found = _all()
    if name not in found:
        raise unknown("schema", name, found)
    return dump(found[name])


def write_to(folder: Path, name: str | None) -> Iterator[str]:
    """Write the schema ``name``, or all, into ``folder``, and give the path of each."""
    texts = {name: text_of(name)} if name else {each: dump(schema) for each, schema in _all().items()}
    folder.mkdir(parents=True, exist_ok=True)
    for each, text in texts.items():
        replace_file(folder.resolve(), file_name(each), text)
        yield (folder / file_name(each)).as_posix()


def _all() -> dict[str, Schema]:
    return schemas(all_rules()) | {REPORT: schema_of_report()}
