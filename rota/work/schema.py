"""JSON Schemas of the files that people write, printed or put where editors find them."""

from collections.abc import Iterator
from pathlib import Path

from rota.files.schema import dump, file_name, schemas
from rota.files.write import replace_file
from rota.packs import all_rules
from rota.work.errors import unknown


def names() -> tuple[str, ...]:
    """The names of all schemas."""
    return tuple(schemas(all_rules()))


def text_of(name: str) -> str:
    """The schema ``name`` as JSON; Unusable, with the names there are, if there is none."""
    found = schemas(all_rules())
    if name not in found:
        raise unknown("schema", name, found)
    return dump(found[name])


def write_to(folder: Path, name: str | None) -> Iterator[str]:
    """Write the schema ``name``, or all, into ``folder``, and give the path of each."""
    texts = (
        {name: text_of(name)}
        if name
        else {each: dump(schema) for each, schema in schemas(all_rules()).items()}
    )
    folder.mkdir(parents=True, exist_ok=True)
    for each, text in texts.items():
        replace_file(folder.resolve(), file_name(each), text)
        yield (folder / file_name(each)).as_posix()
