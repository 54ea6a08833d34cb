"""``rota whatif``: a month under a change, side by side with the plan."""

from enum import StrEnum
from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Draft, Group, Month, Repo
from rota.cli.telling import telling

EPILOG = (
    "Examples: rota whatif 2026-12 --calls +20% · rota whatif 2026-12 --absent 3 --calls +10% · "
    "rota whatif 2026-12 --cap 5 · rota whatif 2026-12 --add-agent full-time,phones,reception · "
    "rota whatif 2026-12 --close town-hall,2026-12-24"
)


class WhatIfFormat(StrEnum):
    """How it is written."""

    TEXT = "text"
    JSON = "json"


Calls = Annotated[
    str | None,
    typer.Option(metavar="PERCENT", help="So many more or fewer calls in every half hour: +20% or -10%."),
]
Absent = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="N agents absent all month, from the home services in proportion."),
]
Cap = Annotated[
    int | None, typer.Option(metavar="N", min=0, help="N may be away at once, in every absence-cap.")
]
AddAgent = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CONTRACT,SKILL,..", help="One more agent, at home where the first skill is. Repeatable."
    ),
]
Close = Annotated[
    list[str] | None,
    typer.Option(metavar="SITE,DATE", help="A site closed on a day of the month. Repeatable."),
]
TimeLimit = Annotated[
    float | None,
    typer.Option("--time-limit", metavar="SECONDS", min=1, help="How long each plan may take; default: 75."),
]
Reproducible = Annotated[
    bool, typer.Option("--reproducible", help="The same input always gives the same plans; takes longer.")
]


def whatif(  # noqa: PLR0913, PLR0917 - one for each option
    month: Month,
    calls: Calls = None,
    absent: Absent = None,
    cap: Cap = None,
    add_agent: AddAgent = None,
    close: Close = None,
    group: Group = None,
    draft: Draft = None,
    time_limit: TimeLimit = None,
    reproducible: Reproducible = False,
    form: Annotated[WhatIfFormat, typer.Option("--format", help="How it is written.")] = WhatIfFormat.TEXT,
    repo: Repo = HERE,
) -> None:
    """Show MONTH under a change side by side with its plan: the published rota, or else the newest draft.

    First the plan as it stands, the same cells under the change; then the month planned anew under it. Where there is no
    plan yet, the month is first planned as it is. Changes can be combined. Nothing is written; Ctrl-C stops
    planning and takes the best rota so far.
    """
    from rota.files.repository import Repository
    from rota.show.whatif import whatif_text
    from rota.show.whatifjson import whatif_json
    from rota.work.choose import group_of
    from rota.work.planning.solving import default_limits
    from rota.work.whatif.change import change_of
    from rota.work.whatif.whatif import Asked
    from rota.work.whatif.whatif import whatif as compare

    change = change_of(calls, absent, cap, add_agent or (), close or ())
    repository = Repository.open(repo)
    limits = default_limits(time_limit, reproducible=reproducible)
    asked = Asked(group_of(repository, group), month, change, limits, draft)
    with telling() as tell:
        found = compare(repository, asked, tell)
    if form is WhatIfFormat.JSON:
        out.result(whatif_json(found))
    else:
        out.prose(whatif_text(found, color=out.colour()))
