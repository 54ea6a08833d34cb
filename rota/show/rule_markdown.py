"""The page of a rule in Markdown: for the rule book, and for formats that carry their rules along."""

import re
from collections.abc import Iterator, Sequence

from rota.rules import Rule
from rota.rules.page import Example, Page, page_of
from rota.show.example import drawing, letters_of, people_of
from rota.show.paint import paint
from rota.show.rule_facts import facts_of, sections_of
from rota.show.safe import safe
from rota.show.settings import Setting, settings_of

_CODE = re.compile(r"``(.+?)``|`(.+?)`")
_MARKUP = re.compile(r"([\\*_<>|\[\]])")


def rule_markdown(rule: type[Rule], *, key: bool = True) -> str:
    """The page of ``rule`` below its heading; ``key`` says whether letters and people of its examples are explained."""
    page = page_of(rule)
    parts = [capitalised(escaped(page.says))]
    parts += [_labelled(label, escaped(text)) for label, text in sections_of(rule, page)]
    parts += [_settings(settings_of(rule))]
    parts += [_labelled(label, escaped(text)) for label, text in facts_of(rule)]
    if page.setting:
        parts.append(f"```toml\n{page.setting}\n```")
    parts += [text for example in page.examples for text in _example(example)]
    if key and page.examples:
        parts += [*_key(page)]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """Text of a page as Markdown: code stays code, and nothing else is taken for markup."""
    pieces: list[str] = []
    reached = 0
    for found in _CODE.finditer(text):
        pieces += [
            _MARKUP.sub(r"\\\1", safe(text[reached : found.start()])),
            f"`{safe(found[1] or found[2])}`",
        ]
        reached = found.end()
    return "".join([*pieces, _MARKUP.sub(r"\\\1", safe(text[reached:]))])


def capitalised(text: str) -> str:
    """A sentence that begins with a capital."""
    return text[:1].upper() + text[1:]


def _labelled(label: str, text: str) -> str:
    return f"**{label}:** {text}" if label else text


def _settings(settings: Sequence[Setting]) -> str:
    if not settings:
        return ""
    about = any(entry.about for entry in settings)
    rows = [["setting", "default", *(["meaning"] * about)], ["---"] * (2 + about)]
    rows += [
        [f"`{entry.key}`", _default(entry.default), *([escaped(entry.about)] * about)] for entry in settings
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _default(text: str) -> str:
    return text if text in ("must be given", "not set") else f"`{text}`".replace("|", r"\|")


def _example(example: Example) -> Iterator[str]:
    label = "Fails" if example.fails else "Passes"
    yield _labelled(label, escaped(str(example.table.get("name", ""))))
    yield f"```text\n{paint(drawing(example))}```"


def _key(page: Page) -> Iterator[str]:
    yield f"Letters: {escaped(letters_of(page.examples))}."
    yield f"People: {escaped(people_of(page.examples))}."
