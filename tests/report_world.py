"""The one report that the tests of every format compare whole: two months, the repository, and hostile text in it."""

from datetime import date
from pathlib import Path

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import fault, remark
from rota.report import Described, Report, Section
from rota.rules import Excuse, Finding, Level

NAMES = {"ann": "Ann Example", "bob": "Bob Featherstone"}
ROTA = Place("rotas/town/2026-06.toml")
RULE = Place("rules.toml", ("rule", 3), 21, 1)
WAIVER = Place("waivers.toml", ("waiver", 0), 4, 1)
SUNDAY = date(2026, 6, 7)
MONDAY = date(2026, 6, 8)

RUN = Finding(
    "DAYS01",
    Level.MUST,
    "day 7 in a row, limit 6",
    2,
    "ann",
    SUNDAY,
    (("ann", SUNDAY),),
    "max-days-in-row",
    "give ann a day off between 1 and 7 June",
    Place(ROTA.file, ("cells", "ann", "2026-06-07"), 12, 1),
    RULE,
    unit="days past the limit",
    source="works agreement, clause 3",
)
FACT = RUN.with_(
    agent="bob",
    amount=1,
    in_facts=True,
    second=None,
    place=Place(ROTA.file, ("cells", "bob", "2026-06-07"), 48, 1),
)
WAIVED = RUN.with_(agent="cat", amount=1, second=None, cells=(), excuse=Excuse.WAIVED, ground=WAIVER)
BEFORE = WAIVED.with_(agent="dan", excuse=Excuse.BEFORE, ground=None)
SERVICE = Finding(
    "SKILL02",
    Level.SHOULD,
    "ann is at cash on Mon 8 Jun, the month's service is phones",
    1,
    "ann",
    MONDAY,
    (("ann", MONDAY),),
    "same-service",
    "move the agent back",
    Place(ROTA.file, ("cells", "ann", "2026-06-08"), 13, 1),
    unit="days",
)
REFUSED = Finding(
    "WISH01",
    Level.WISH,
    "works on a day wished off",
    agent="ann",
    day=MONDAY,
    rule="wishes",
    place=Place("wishes/ann.toml", ("wish", 0), 3, 1),
    strong=True,
    unit="wishes refused",
)
UNKNOWN = Finding(
    "DAYS01",
    Level.MUST,
    "no cells before 1 June",
    0,
    rule="max-days-in-row",
    fix="add May",
    place=Place(ROTA.file, (), 1, 1),
    unknown=True,
    unit="days past the limit",
)
EVIL = "::error file=x::|<b>`x`</b> [a](http://x.example) {0} ##vso[task.x]y ]]> @ann #1 \x1b[2J\r\n::stop-commands::z"
HOSTILE = remark(
    Code.UNKNOWN_ID,
    EVIL,
    "see | `www.x.example`, a_b*c*",
    Place("wishes/a b.toml", ("wish", 1, "from"), 2, 8),
).with_(rule="evil")
HOSTILE_LINE = 'from = "\t<b>\x1b[2J"'

RULES = {
    "max-days-in-row": "DAYS01",
    "same-service": "SKILL02",
    "wishes": "WISH01",
    "trained": "SKILL01",
}
JUNE = Section(
    "the published rota of town 2026-06",
    (RUN, FACT, SERVICE, REFUSED, UNKNOWN, WAIVED, BEFORE),
    "town",
    "2026-06",
    RULES,
)
JULY = Section("draft 1 of town 2026-07", (), "town", "2026-07", {"trained": "SKILL01"})
WHOLE = Section("the repository", (HOSTILE,))

LINES = {
    RUN.place: '2026-06-07 = "early phones"',
    RULE: "[[rule]]  # in a row",
    FACT.place: '2026-06-07 = "late phones"',
    SERVICE.place: '2026-06-08 = "early cash"',
    UNKNOWN.place: "# Written by rota",
    HOSTILE.place: HOSTILE_LINE,
}
DESCRIBED = {
    "DAYS01": Described(
        "DAYS01",
        "max-days-in-row",
        "Nobody works more than N days in a row.",
        "# DAYS01\n\nCounts days; takes `deputy = [{ id = 1 }]`.",
    ),
    "WISH01": Described("WISH01", "wishes", "Wishes are granted.", "Wishes."),
}
REPORT = Report(
    (JUNE, JULY, WHOLE),
    left_out=2,
    lines={place: text for place, text in LINES.items() if place},
    names=NAMES,
    described=DESCRIBED,
    folder="hr/rotas",
)
"""It fails; of ``JUNE`` alone it is :data:`ALONE`."""

ALONE = Report((JUNE,), lines=REPORT.lines, names=NAMES, described=DESCRIBED)

FAULT = fault(
    Code.UNKNOWN_KEY,
    'team "front": unknown key "leeder"',
    'did you mean "leader"?',
    Place("centre.toml", ("team", 0, "leeder"), 16, 1),
)
FAULTY = Report(
    (JULY, Section("the files", (FAULT,), faults=True)),
    faulty=True,
    lines={FAULT.place: 'leeder = "a3"'} if FAULT.place else {},
)
EMPTY = Report(())


def expected(name: str) -> str:
    """What a format is to make of :data:`REPORT`, as it was read by eye."""
    return (Path(__file__).parent / "reports" / name).read_text("utf-8")
