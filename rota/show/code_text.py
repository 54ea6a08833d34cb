"""Codes that are no rule's, explained: what each means, which check finds it, and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from rota.rules import Rule
from rota.show.paint import paint, wrapped
from rota.show.rule_markdown import escaped
from rota.show.rules_text import labelled


@dataclass(frozen=True)
class CodeText:
    """A code, one sentence on what it means, the check that finds it (empty for faults of the input), and advice."""

    code: str
    meaning: str
    check: str = ""
    advice: str = ""

    @property
    def facts(self) -> Iterator[tuple[str, str]]:
        """Labels and texts beside the meaning."""
        if self.check:
            yield "Kind", f"what the check of {self.check} finds; no [[rule]] table switches it on or off"
        else:
            yield "Kind", "a fault of the input; what it makes unreadable is not judged (exit code 2)"
        if self.advice:
            yield "Fix", self.advice

    @property
    def markdown(self) -> str:
        """The page in Markdown."""
        lines = (f"**{label}:** {escaped(text)}" for label, text in self.facts)
        return "\n\n".join([escaped(self.meaning), *lines]) + "\n"

    def text(self, *, width: int | None = None, color: bool = False) -> str:
        """The page for a terminal."""
        heading = [
            [(piece, "bold")] for ((piece, _),) in wrapped(f"{self.code}: {self.meaning}", width, hang="  ")
        ]
        facts = (line for label, text in self.facts for line in labelled(label, text, width))
        return paint([*heading, [], *facts], color=color)


Explained = type[Rule] | CodeText
"""What has a page: a rule, or a code that is no rule's."""
