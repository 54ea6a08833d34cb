"""The table of codes of somebody else's spreadsheet: what its cells and its names of agents mean here."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import Field

from rota.domain.table import Table
from rota.files.codes import Code
from rota.files.errors import BadInput, fault
from rota.files.loading import Loader
from rota.files.repository import Repository
from rota.files.toml import Document
from rota.files.wording import nearest, quoted
from rota.rules import Finding
from rota.work.errors import Unusable
from rota.work.importing.words import CellWords

ANY_DAY = date(2026, 1, 5)
"""What a code stands for can be read on whichever day."""


class CodeTable(Table):
    """``[codes]``: what a cell says, by its code. ``[agents]``: the id of an agent, by the name on the sheet."""

    codes: dict[str, str] = Field(default_factory=dict)
    agents: dict[str, str] = Field(default_factory=dict)


def read_codes(repo: Repository, path: Path) -> CodeTable:
    """The table at ``path``; BadInput names every code that stands for no cell, and every agent who is none."""
    if not path.is_file():
        raise Unusable(f'there is no file {path}; write one with a table [codes], such as "AL" = "leave"')
    whole = path.resolve()
    loader = Loader(whole.parent)
    table = loader.model(CodeTable, whole.name)
    document = loader.documents.get(whole.name)
    found = [
        finding.with_(place=replace(finding.place, file=str(path)))
        for finding in loader.findings
        if finding.place
    ]
    if table is not None and document is not None:
        here = Document(str(path), document.text, document.data)
        found += [*_bad_codes(repo, table, here), *_bad_agents(repo, table, here)]
    if found or table is None:
        raise BadInput(found)
    return table


def _bad_codes(repo: Repository, table: CodeTable, document: Document) -> Iterator[Finding]:
    words = CellWords(repo)
    service = repo.centre.service[0].id
    for code, text in table.codes.items():
        if words.plain(" ".join(text.split()), ANY_DAY, service) is None:
            message = f"the code {quoted(code)} stands for {quoted(text)}, which is no cell"
            fix = f'write "PATTERN SERVICE", such as "{repo.centre.pattern[0].id} {service}", or off, leave, lieu, absent...'
            yield fault(Code.BAD_CELL, message, fix, document.place("codes", code))


def _bad_agents(repo: Repository, table: CodeTable, document: Document) -> Iterator[Finding]:
    known = {agent.id for agent in repo.people.agent}
    for name, id in table.agents.items():
        if id not in known:
            message = f"{quoted(name)} is said to be {quoted(id)}, and no agent has that id"
            yield fault(Code.UNKNOWN_ID, message, nearest(id, known), document.place("agents", name))
