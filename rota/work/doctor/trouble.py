"""One thing that the doctor found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    """What is wrong, with the file or folder that it is about, and what to do about it."""

    where: str
    what: str
    fix: str
