"""Codes of what can be wrong beside the rules; one code for each kind of fault, never reused."""

from enum import StrEnum


class Code(StrEnum):
    """``meaning`` is one sentence for people. DATA are faults of the input; the other families are looked at by checks."""

    meaning: str

    @property
    def check(self) -> str:
        """The name of the check that finds it; empty for faults of the input."""
        return _CHECKS.get(self.value.rstrip("0123456789"), "")

    def __new__(cls, code: str, meaning: str) -> "Code":
        """A code with its meaning."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    UNREADABLE = "DATA01", "A file is missing, cannot be read, or lies outside the repository."
    ENCODING = "DATA02", "A file is not UTF-8 text."
    TOO_LARGE = "DATA03", "A file is larger, deeper or longer than any rota needs."
    SYNTAX = "DATA04", "A file is not TOML."
    CHARACTER = "DATA05", "A text holds control characters or ones that reverse the reading order."
    UNKNOWN_KEY = "DATA06", "A table has a key that nothing reads."
    MISSING_KEY = "DATA07", "A table lacks a key that it needs."
    WRONG_VALUE = "DATA08", "A value has the wrong type, or one that cannot be."
    UNKNOWN_ID = "DATA09", "An id is used that nothing has."
    DUPLICATE_ID = "DATA10", "Two tables have the same id."
    RESERVED_ID = "DATA11", "An id is a name that some computers keep for themselves."
    DATES = "DATA12", "Dates run backwards, or lie outside what their file is about."
    OUTSIDE_HOURS = "DATA13", "A pattern or a need lies outside the opening hours."
    NOBODY_TRAINED = "DATA14", "A service has demand, and nobody is trained for it."
    TEAM_GROUP = "DATA15", "A team belongs to no rota group, or to two."
    CLASHING_LOCKS = "DATA16", "An agent's agreed limits leave nothing of what the contract asks."
    BAD_CELL = "DATA17", "A cell cannot be read, or names a pattern or service that does not exist."
    NOT_IN_ROTA = "DATA18", "A rota has cells of an agent who does not belong to its group then."
    GAP = "DATA19", "A rota lacks the cell of an agent on a day of its period."
    BROKEN_CHAIN = "DATA20", "A matter's events are not whole, or were edited after they were written."
    NOT_WRITTEN = "DATA21", "A file could not be written; what was there before still is."
    MISNAMED = "DATA22", "A file says that it is about something else than its name does."
    CONTRADICTION = "DATA23", "Two facts about one thing contradict each other."
    TAMPERED = "DATA24", "What was written once is not what it was, is gone, or came later than it says."


_CHECKS = {"AUDIT": "authority", "PRIV": "privacy", "WAIV": "waivers"}
