"""One page, of a rule or of a code that is no rule's, as text and as Markdown."""

from collections.abc import Sequence

from rota.show.code_text import CodeText, Explained
from rota.show.rule_facts import InForce
from rota.show.rule_markdown import rule_markdown
from rota.show.rules_text import explain


def as_text(
    page: Explained, here: Sequence[InForce] | None = None, *, width: int | None = None, color: bool = False
) -> str:
    """The page for a terminal; ``here`` is how a rule stands in the repository around."""
    if isinstance(page, CodeText):
        return page.text(width=width, color=color)
    return explain(page, here=here, width=width, color=color)


def as_markdown(page: Explained) -> str:
    """The page in Markdown, below a heading of its own."""
    if isinstance(page, CodeText):
        return f"# {page.code}\n\n{page.markdown}"
    return f"# {page.code} {page.name}\n\n{rule_markdown(page)}"
