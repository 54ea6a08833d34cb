"""Where everything stands in the workbook: whoever reads one back goes by this page.

Rows and columns count from 1, as people and openpyxl count them. Every text in a cell is text, also where it looks like a
number or a formula; there are no formulas.

Sheet ``Rota``: below the row of dates, which are real dates, every row with an id in column A is an agent's, in any
order; rows of teams, of cover and of notes have nothing in column A. A cell's value is the plain code (``EP``, ``EP*``
with timed parts, ``.``, ``o``); ``?`` is a cell that is missing, and empty are days on which the agent is not in this
rota. The signs ``~`` changed and ``!`` pinned are the cell's number format alone. Unlocked is what a leader may edit:
shifts, off, lieu and training; leave, absence and closed days are facts, and missing cells are planned. The editions for leaders and HR
can be edited, that for the team cannot.

Sheet ``Key``: from ``KEY_FIRST_ROW`` on a row for each code, the code in column A, the cell's own words in column B, what
it means in column C. The allowed ones come first; the name ``codes`` is the range of them.

Sheet ``Origin``, very hidden: each of ``FIELDS`` in a row of its own, the name in column A and the text in column B. In
editions that can be edited then come, from ``ORIGIN_DATES_ROW`` on, the days as ISO dates, and below them a row for each
agent: the id, for each day the whole cell as rota writes it, empty where there is none, and behind the days what is only
shown of the agent, in the order of ``SHOWN``.
"""

FORMAT = "rota-sheet/1"

ROTA = "Rota"
BY_AGENT = "By agent"
TOTALS = "Totals"
TERMS = "Terms"
COVER = "Cover and service level"
CHANGES = "Changes since the last version"
KEY = "Key"
ORIGIN = "Origin"

CODES = "codes"
"""The name of the range of allowed codes."""

TITLE_ROW = 1
SUBTITLE_ROW = 2
HEADS_ROW = 4
"""Of the sheets that are tables: their column heads."""

ID_COLUMN = 1
NAME_COLUMN = 2
FIRST_DAY_COLUMN = 3
WEEKS_ROW = 3
WEEKDAYS_ROW = 4
DATES_ROW = 5
FIRST_AGENT_ROW = 6

CODE_COLUMN = 1
CELL_COLUMN = 2
MEANING_COLUMN = 3
KEY_FIRST_ROW = HEADS_ROW + 1

FIELDS = ("format", "group", "month", "for", "version", "mark")
ORIGIN_DATES_ROW = len(FIELDS) + 2
ORIGIN_FIRST_ROW = ORIGIN_DATES_ROW + 1
ORIGIN_ID_COLUMN = 1
ORIGIN_FIRST_DAY_COLUMN = 2

COUNTS = (
    "Shifts",
    "Saturdays",
    "Saturdays worked",
    "Lates",
    "Saturdays in 52 weeks",
    "Lates in 52 weeks",
    "52 weeks: known since",
)
SUMS = (
    "Hours counted",
    "Lieu brought",
    "Lieu earned",
    "Lieu taken",
    "Lieu balance",
    "Strong wishes granted",
    "Strong wishes in all",
    "Mild wishes granted",
    "Mild wishes in all",
)
"""The heads of the sheet Totals, behind the agent's id, name and team; the team is not shown the sums."""

SHOWN = ("Name", *COUNTS, *SUMS)
"""What the sheets Rota and Totals show of an agent and nobody edits, by the heads of the sheet Totals."""

MISSING = "?"
PARTS = "*"
"""Behind a code: the shift has timed parts."""

CHANGED = '@"~"'
PINNED = '@"!"'
"""Number formats of cells that were others in the version before, and of those that are pinned."""
