"""The posts that a year needs, for a reader with a pocket calculator: text, JSON and CSV."""

import csv
import io
import json
from collections.abc import Iterator
from fractions import Fraction

from rota.domain.presence import Presence
from rota.domain.sized import Bind, PostLine, Sized
from rota.show.paint import Line, paint
from rota.show.safe import guarded, safe
from rota.show.sizecount import binding, number, peaks, week, yields
from rota.show.table import Column, table
from rota.show.words import signed

FORMAT = "rota-size/1"
COLUMNS = ("contract", "home", "fte", "posts", "today", "difference")


def size_text(sized: Sized, *, color: bool = False) -> str:
    """What is needed against what is there; then what asks for it, what a post yields, and an ordinary week."""
    sections = [
        [*_posts(sized), *_proof(sized)],
        list(binding(sized)),
        list(yields(sized)),
        list(peaks(sized)),
        list(week(sized)),
        list(_reckoned(sized)),
    ]
    lines: list[Line] = [[(_title(sized), "bold")], []]
    for section in sections:
        lines += [*section, []] if section else []
    return paint(lines[:-1], color=color)


def _title(sized: Sized) -> str:
    return f"Posts of {safe(sized.group)} in {sized.year}, with {sized.percent}% of the days of each weekday met in full"


def _posts(sized: Sized) -> Iterator[Line]:
    right = [Column(title, right=True) for title in ("posts", "today", "difference")]
    rows = [[line.contract, line.home, *_figures(line.needed, line.today)] for line in sized.posts]
    rows += [["as today", home, str(kept), str(kept), "0"] for home, kept in sized.beside.items()]
    rows += [["all posts", "", *_figures(sized.needed, sized.today)]]
    off = number(sized.fte - sized.fte_today, 1)
    rows += [
        [
            "FTE sized",
            "",
            number(sized.fte, 1),
            number(sized.fte_today, 1),
            f"+{off}" if sized.fte > sized.fte_today else off,
        ]
    ]
    yield from table([Column("Contract"), Column("home service"), *right], rows)


def _figures(needed: int, today: int) -> tuple[str, str, str]:
    return str(needed), str(today), signed(needed - today)


def _proof(sized: Sized) -> Iterator[Line]:
    yield []
    if sized.proven:
        yield [("It is proven that fewer FTE do not do.", "green")]
        return
    gap = number(100 * (sized.fte - sized.bound) / sized.fte, 1)
    yield [
        (
            f"Time ran out: at least {number(sized.bound, 1)} FTE are proven to be needed, a gap of {gap}%.",
            "yellow",
        )
    ]
    yield [("More may be found with --time-limit, or with fewer --contracts.", "")]


def _reckoned(sized: Sized) -> Iterator[Line]:
    """All that was assumed, said aloud."""
    yield [("How it is reckoned", "bold")]
    for text in _assumptions(sized):
        yield [(f"* {safe(text)}", "")]


def _assumptions(sized: Sized) -> Iterator[str]:
    yield (
        "A day is met when every half hour of every service has its required headcount, breaks taken out where a "
        "pattern has a break-window. Leave is spread evenly over the year."
    )
    if sized.shrunk:
        shrunk = ", ".join(sized.shrunk)
        yield (
            f"Absence {_percent(sized.absent)} beyond what the shrinkage of {shrunk} already counts; --absence sets it."
        )
    else:
        yield f"Absence {_percent(sized.absent)} of the days that leave leaves: an assumption; --absence sets it."
    share = f"one Saturday in {sized.every} at full time" if sized.every else "no rule limits Saturdays"
    yield f"Saturdays: {share}; each is a day off in lieu in its week."
    yield f"New posts: {', '.join(entry.contract.id for entry in sized.presences)}; part-time {sized.part_time}% at most."
    if sized.unused:
        yield f"No new posts of {', '.join(sized.unused)}: name contracts with --contracts."
    for home, others in sized.serves.items():
        if others:
            yield f"Posts of {home} also serve {', '.join(others)}, as half of today's do at least."
    for home, kept in sized.beside.items():
        yield f"{home} has no demand: its {kept} stay as they are."
    yield from sized.notes


def _percent(share: Fraction) -> str:
    return f"{number(100 * share, 1).removesuffix('.0')}%"


def size_csv(sized: Sized) -> str:
    """A row for each contract and home service, those kept as they are without a contract."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in sized.posts:
        values = (line.contract, line.home, line.fte, line.needed, line.today, line.needed - line.today)
        writer.writerow([guarded(str(value)) if isinstance(value, str) else value for value in values])
    for home, kept in sized.beside.items():
        writer.writerow(["", guarded(home), "", kept, kept, 0])
    return text.getvalue()


def size_json(sized: Sized) -> str:
    """JSON of the format ``rota-size/1``; FTE and days are exact, such as ``"4/5"``."""
    document = {
        "format": FORMAT,
        "group": sized.group,
        "year": sized.year,
        "days-met-percent": sized.percent,
        "absence": str(sized.absent),
        "saturday-one-in": sized.every,
        "part-time-percent": sized.part_time,
        "posts": [_post_json(line) for line in sized.posts],
        "kept-as-today": dict(sized.beside),
        "fte": {"needed": str(sized.fte), "today": str(sized.fte_today), "at-least": str(sized.bound)},
        "proven": sized.proven,
        "binds": {"contract": sized.basis, "what": [_bind_json(entry) for entry in sized.binds]},
        "yields": {entry.contract.id: _yield_json(entry) for entry in sized.presences},
        "week": [
            {
                "weekday": entry.weekday + 1,
                "met": entry.met,
                "days": entry.of,
                "shifts": [
                    {"pattern": pattern, "service": service, "heads": heads}
                    for (pattern, service), heads in sorted(entry.shifts.items())
                ],
            }
            for entry in sized.week
        ],
        "notes": [safe(text) for text in _assumptions(sized)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _post_json(line: PostLine) -> dict[str, object]:
    return {
        "contract": line.contract,
        "home": line.home,
        "fte": str(line.fte),
        "posts": line.needed,
        "today": line.today,
    }


def _bind_json(bind: Bind) -> dict[str, object]:
    return {
        "what": bind.what,
        "amount": str(bind.amount),
        "a-post-gives": str(bind.gives),
        "posts": number(bind.posts, 3),
    }


def _yield_json(entry: Presence) -> dict[str, object]:
    return {
        "contracted": str(entry.contracted),
        "school-holidays": str(entry.in_breaks),
        "closed": str(entry.closed),
        "leave": str(entry.leave),
        "absence": str(entry.absence),
        "at-work": str(entry.present),
        "saturday-one-in": entry.wait,
    }
