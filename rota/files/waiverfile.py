"""What is wrong with ``waivers.toml`` in itself: names that lead nowhere, dates that run backwards."""

from collections.abc import Iterator, Mapping

from rota.domain.waivers import Waiver, WaiverFile
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.references import unknown_each
from rota.files.toml import Document
from rota.files.wording import nearest, quoted
from rota.files.world import World
from rota.packs import all_rules
from rota.rules import Finding, Rule

FILE = "waivers.toml"


def waiver_findings(
    world: World, waivers: WaiverFile, documents: Mapping[str, Document]
) -> Iterator[Finding]:
    """Rules, agents, teams and groups that nothing is named, and dates out of order."""
    if not waivers.waiver:
        return
    document = documents[FILE]
    rules = {word: rule for rule in all_rules() for word in (rule.code, rule.name)}
    for at, waiver in enumerate(waivers.waiver):
        yield from _rule(waiver, document, at, rules)
        path = ("waiver", at)
        yield from unknown_each(document, (*path, "agents"), waiver.agents, world.agents, "agent")
        yield from unknown_each(document, (*path, "teams"), waiver.teams, world.teams, "team")
        yield from unknown_each(document, (*path, "groups"), waiver.groups, world.groups, "rota group")
        yield from _dates(waiver, document, at)


def _rule(waiver: Waiver, document: Document, at: int, rules: Mapping[str, type[Rule]]) -> Iterator[Finding]:
    rule = rules.get(waiver.rule)
    if rule is None:
        # Codes are in capitals and names are not: what is near is looked for in both.
        meant = waiver.rule.upper() if waiver.rule.upper() in rules else waiver.rule.lower()
        fix = f"did you mean {quoted(meant)}?" if meant in rules else nearest(waiver.rule, rules)
        message = f"waiver {at + 1}: no rule has the code or the name {quoted(waiver.rule)}"
        yield fault(Code.UNKNOWN_ID, message, fix, document.place("waiver", at, "rule"))
    elif waiver.ground and not rule.law:
        yield fault(
            Code.WRONG_VALUE,
            f"waiver {at + 1}: ground is {quoted(waiver.ground)}, but {rule.code} {rule.name} is no rule of law",
            "leave ground out: only a regulation gives grounds",
            document.place("waiver", at, "ground"),
        )


def _dates(waiver: Waiver, document: Document, at: int) -> Iterator[Finding]:
    pairs = (
        ("from", waiver.from_, "until", waiver.until),
        ("approved", waiver.approved, "expires", waiver.expires),
    )
    for first, begins, second, ends in pairs:
        if ends < begins:
            yield fault(
                Code.DATES,
                f"waiver {at + 1}: {second} {ends} is before {first} {begins}",
                "swap them, or correct the one that is wrong",
                document.place("waiver", at, second),
                second=document.place("waiver", at, first),
            )
