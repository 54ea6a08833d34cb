"""Answers to what was asked for in staff copies: a file for each, written once, found by its name."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from rota.domain.inbox import Answer
from rota.files.lines import facts
from rota.files.loading import listing, validate
from rota.files.toml import read_toml
from rota.files.write import Taken, create_file

FOLDER = "inbox"
HEADER = "# Written by rota, once: what became of something that was asked for in a staff copy."


def path_of(key: str, digest: str) -> str:
    """Where the answer to one thing is kept; folders by digest, so that none grows without end."""
    return f"{FOLDER}/{digest[:2]}/{key.replace('/', '-')}-{digest[:16]}.toml"


def answered(root: Path, key: str, digest: str) -> Answer | None:
    """The answer to what was asked for; None while there is none. BadInput if it cannot be read."""
    file = path_of(key, digest)
    return _read(root, file) if (root / file).is_file() else None


def write_answer(root: Path, answer: Answer) -> bool:
    """Write an answer; False if there is one already. BadInput if it cannot be written."""
    try:
        create_file(root, path_of(answer.key, answer.digest), dump(answer))
    except Taken:
        return False
    return True


def all_answers(root: Path) -> Iterator[Answer]:
    """Every answer, in order of time; BadInput if one cannot be read."""
    files = [
        f"{FOLDER}/{folder}/{name}"
        for folder in listing(root, FOLDER)
        for name in listing(root, f"{FOLDER}/{folder}")
    ]
    found = (answer for file in files if (answer := _read(root, file)) is not None)
    yield from sorted(found, key=lambda answer: (answer.at, answer.key, answer.digest))


def dump(answer: Answer) -> str:
    """The text of an answer, one fact a line."""
    return f"{HEADER}\n{facts(answer.model_dump(by_alias=True))}"


def _read(root: Path, file: str) -> Answer | None:
    try:
        return validate(Answer, read_toml(root, file).data)
    except ValidationError:
        # What is no answer answers nothing: the inbox looks at it anew.
        return None
