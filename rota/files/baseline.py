"""``baseline.toml``: the findings that were there when the check was switched on, one a line, by their fingerprints."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from rota.domain.table import Table
from rota.files.lines import facts

FILE = "baseline.toml"
HEADER = "# Written by rota check --write-baseline: findings that fail nothing. It only ever shrinks."

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class Baseline(Table):
    """``baseline.toml``: what each finding is about, by its fingerprint."""

    format: Literal[1] = 1
    finding: dict[Fingerprint, str] = Field(default_factory=dict)


def dump(finding: Mapping[str, str]) -> str:
    """The text of the file, one finding a line, those about the same thing together."""
    ordered = dict(sorted(finding.items(), key=lambda entry: (entry[1], entry[0])))
    return f"{HEADER}\n{facts({'format': 1, 'finding': ordered})}"
