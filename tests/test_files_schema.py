"""JSON Schemas: good files pass both taplo and tombi, and both report a wrong key."""

import json
import subprocess
import sysconfig
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest

from rota.domain.table import Duration
from rota.files.schema import FOLDER, dump, file_name, reference, schemas
from rota.files.toml import read_toml
from rota.rules import Rule
from tests.files_world import FILES, make

SCRIPTS = Path(sysconfig.get_path("scripts"))
SCHEMA_OF = {"calendar": "calendar", "wishes": "wishes", "leave": "leave", "rotas": "rota"}


class Runs(Rule):
    """A rule with a setting."""

    code: ClassVar[str] = "DAYS01"
    name: ClassVar[str] = "max-days-in-row"
    days: int = 6


class Rest(Rule):
    """A rule with another."""

    code: ClassVar[str] = "REST01"
    name: ClassVar[str] = "daily-rest"
    at_least: Duration = 660


SCHEMAS = schemas([Runs, Rest])


def schema_name(file: str) -> str:
    return SCHEMA_OF.get(file.partition("/")[0], file.removesuffix(".toml"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make(tmp_path)
    (tmp_path / FOLDER).mkdir()
    for name, schema in SCHEMAS.items():
        (tmp_path / FOLDER / file_name(name)).write_text(dump(schema))
    extra = '\n[[rule]]\nuse = "daily-rest"\nat-least = "11:00"\nfrom = 2026-11-30\n'
    for file, text in FILES.items():
        written = text + (extra if file == "rules.toml" else "")
        (tmp_path / file).write_text(f"{reference(schema_name(file), file.count('/'))}\n{written}")
    return tmp_path


def lint(root: Path, tool: str) -> subprocess.CompletedProcess[str]:
    options = ["--no-auto-config"] if tool == "taplo" else ["--offline", "--error-on-warnings"]
    files = sorted(str(path.relative_to(root)) for path in root.rglob("*.toml"))
    return subprocess.run(
        [SCRIPTS / tool, "lint", *options, *files], cwd=root, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("tool", ["taplo", "tombi"])
def test_good_files_pass(root: Path, tool: str) -> None:
    done = lint(root, tool)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("tool", ["taplo", "tombi"])
@pytest.mark.parametrize("file", [file for file in FILES if not file.startswith("rotas")])
def test_a_wrong_key_is_reported(root: Path, tool: str, file: str) -> None:
    path = root / file
    path.write_text(path.read_text() + "bogus-key = 1\n")
    done = lint(root, tool)
    assert done.returncode != 0
    assert "bogus-key" in done.stdout + done.stderr


@pytest.mark.parametrize("tool", ["taplo", "tombi"])
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rules.toml", "days = 6", 'days = "six"'),
        ("rules.toml", 'use = "max-days-in-row"', 'use = "max-days-in-a-row"'),
        ("centre.toml", 'open = "08:30"', 'open = "8.30"'),
        ("centre.toml", "fte = 1.0", "fte = 2.0"),
        ("people.toml", 'id = "bob"', 'id = "Bob"'),
        ("wishes/ann.toml", 'what = "pattern"', 'what = "patern"'),
    ],
)
def test_a_wrong_value_is_reported(root: Path, tool: str, file: str, old: str, new: str) -> None:
    path = root / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    assert lint(root, tool).returncode != 0


@pytest.mark.parametrize("file", FILES)
def test_a_third_reader_agrees_that_the_files_are_good(root: Path, file: str) -> None:
    document = read_toml(root, file)
    jsonschema.Draft7Validator(SCHEMAS[schema_name(file)]).validate(as_json(document.data))


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas_of_kebab_case_keys(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])
    assert not any("_" in key for key in keys(json.loads(dump(SCHEMAS[name]))))


def keys(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [key for entry in schema for key in keys(entry)]
    if not isinstance(schema, dict):
        return []
    return [*schema.get("properties", {}), *(key for child in schema.values() for key in keys(child))]


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_json(child) for key, child in value.items()}
    if isinstance(value, list):
        return [as_json(child) for child in value]
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
