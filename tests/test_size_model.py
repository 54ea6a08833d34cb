"""The sizing program against brute force over tiny demand, and against what is worked out by hand."""

from itertools import product

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from rota.model.size import HEAD, DayKind, PostKind, Shape, SizeAnswer, SizeTask, Waiting
from rota.model.sizeanswer import answer_size

EARLY, LATE, SATURDAY = "early", "late", "saturday"
SHAPES = {
    EARLY: Shape(frozenset({480, 510}), {}),
    LATE: Shape(frozenset({510, 540}), {}),
    SATURDAY: Shape(frozenset({480, 510, 540}), {}),
}
HALVES = (480, 510, 540)
quick = settings(max_examples=15, deadline=None, derandomize=True, phases=[Phase.generate])
heads = st.tuples(*(st.integers(0, 3) for _ in HALVES))


def kind(
    contract: str = "full", share: int = HEAD, days: tuple[int, ...] = (0, 1), **more: object
) -> PostKind:
    settled = {"cost": 2, "week": share * len(days), "home": "phones", "serves": ("phones",), **more}
    return PostKind(contract, days=dict.fromkeys(days, share), **settled)


def day(weekday: int, *needs: tuple[int, ...], allowed: dict | None = None, **more: object) -> DayKind:
    """A kind of day with one day for each of ``needs``, heads by half hour; full-timers may work both patterns."""
    counted = tuple(
        (1, {("phones", half): count for half, count in zip(HALVES, need, strict=True) if count})
        for need in needs
    )
    patterns = allowed or (
        {"full": (SATURDAY,)} if weekday == 5 else {"full": (EARLY, LATE), "part": (EARLY,)}
    )
    fits = {"phones": (SATURDAY,) if weekday == 5 else (EARLY, LATE)}
    return DayKind(weekday, patterns, fits, counted, **more)


def solve(*days: DayKind, kinds: tuple[PostKind, ...] = (kind(),), **more: object) -> SizeAnswer:
    return answer_size(SizeTask(kinds, SHAPES, days, seconds=20.0, **more))


def worked(need: tuple[int, ...]) -> list[tuple[int, int]]:
    """All numbers of early and late shifts that meet a day's need: early serves the first two half hours, late the last two."""
    first, second, third = need
    return [
        (early, late)
        for early, late in product(range(10), repeat=2)
        if early >= first and late >= third and early + late >= second
    ]


@quick
@given(st.lists(heads, min_size=1, max_size=3), heads, st.sampled_from([1000, 800, 550]), st.integers(0, 2))
def test_it_finds_the_least_fte_that_trying_everything_finds(
    mondays, tuesday, share: int, missable: int
) -> None:
    """Full-timers (cost 2) may work early and late, part-timers (cost 1) early only; some Mondays may be missed."""
    kinds = (kind(share=share), kind("part", share=share, days=(0,), cost=1, part_time=True))
    answer = solve(day(0, *mondays), day(1, tuesday), kinds=kinds, missable={0: missable})

    def does(full: int, part: int) -> bool:
        met = [
            {at for at, need in enumerate(mondays) if (early, late) in worked(need)}
            for early, late in product(range(10), repeat=2)
            if HEAD * late <= share * full and HEAD * (early + late) <= share * (full + part)
        ]
        enough = any(len(mondays) - len(those) <= missable for those in met)
        return enough and any(HEAD * sum(shifts) <= share * full for shifts in worked(tuesday))

    brute = min(2 * full + part for full, part in product(range(14), repeat=2) if does(full, part))
    assert (answer.cost, answer.bound) == (brute, brute)


@quick
@given(heads, heads, st.integers(0, 2), st.sampled_from([1000, 700]), st.sampled_from([1000, 500, 166]))
def test_saturdays_in_turns_cost_a_lieu_day_each(
    monday, tuesday, saturday: int, share: int, turn: int
) -> None:
    answer = solve(
        day(0, monday), day(1, tuesday), day(5, (saturday,) * 3), kinds=(kind(share=share, turn=turn),)
    )

    def does(posts: int) -> bool:
        left = [
            max((share * posts - HEAD * sum(shifts) for shifts in worked(need)), default=-1)
            for need in (monday, tuesday)
        ]
        return min(left) >= 0 and sum(left) >= HEAD * saturday and turn * posts >= HEAD * saturday

    brute = 2 * next(posts for posts in range(40) if does(posts))
    assert (answer.cost, answer.bound) == (brute, brute)


@quick
@given(st.lists(heads, min_size=2, max_size=4), st.lists(heads, min_size=4, max_size=4), st.integers(0, 2))
def test_more_need_never_takes_fewer_fte(needs, more, missable: int) -> None:
    raised = [
        tuple(a + b for a, b in zip(need, extra, strict=True))
        for need, extra in zip(needs, more, strict=False)
    ]
    kinds = (kind(share=850, days=(0,)), kind("part", share=850, days=(0,), cost=1, part_time=True))
    before = solve(day(0, *needs), kinds=kinds, missable={0: missable})
    after = solve(day(0, *raised), kinds=kinds, missable={0: missable})
    assert after.cost >= before.cost


def test_part_timers_are_no_more_of_the_posts_than_allowed() -> None:
    """Four heads early: part-timers alone cost 4; with half of the posts at most, 2 + 2 cost 6."""
    kinds = (kind(days=(0,)), kind("part", days=(0,), cost=1, part_time=True))
    needs = day(0, (4, 4, 0))
    assert solve(needs, kinds=kinds).cost == 4
    assert solve(needs, kinds=kinds, part_time=50).cost == 6


def test_a_break_is_taken_out_where_it_hurts_least() -> None:
    """One head all day with a break in either of the later half hours: two posts, whose breaks do not meet."""
    broken = Shape(frozenset(HALVES), {510: frozenset({510}), 540: frozenset({540})})
    task = SizeTask(
        (kind(days=(0,)),), SHAPES | {EARLY: broken}, (day(0, (1, 1, 1), allowed={"full": (EARLY,)}),)
    )
    answer = answer_size(task)
    assert answer.posts == (2,)
    assert answer.shifts == ({(EARLY, "phones", 510): 1, (EARLY, "phones", 540): 1},)


def test_days_to_choose_from_are_worked_where_they_are_needed() -> None:
    """One day a week out of two, a head on each: two posts; a single one works only one of the days."""
    one_day = kind(week=HEAD)
    assert solve(day(0, (1, 1, 0)), day(1, (1, 1, 0)), kinds=(one_day,)).posts == (2,)
    assert solve(day(0, (1, 1, 0)), day(1, (0, 0, 0)), kinds=(one_day,)).posts == (1,)


def test_posts_are_where_the_work_is_though_others_are_trained_for_it() -> None:
    """Two heads at the desk every day: all could belong to the phones, who are trained for it, and at most one does."""
    kinds = (kind(serves=("phones", "desk")), kind(home="desk", serves=("desk",)))
    needs = tuple((1, {("desk", half): 2 for half in HALVES[:2]}) for _ in range(1))
    days = tuple(
        DayKind(at, {"full": (EARLY,)}, {"desk": (EARLY,), "phones": (EARLY,)}, needs) for at in (0, 1)
    )
    phones, desk = answer_size(SizeTask(kinds, SHAPES, days)).posts
    assert (phones + desk, desk >= 1) == (2, True)


def test_of_equally_good_answers_it_is_the_one_nearest_to_today() -> None:
    kinds = (kind(days=(0,), today=1), kind("other", days=(0,), today=2))
    needs = day(0, (3, 3, 0), allowed={"full": (EARLY, LATE), "other": (EARLY, LATE)})
    assert solve(needs, kinds=kinds).posts == (1, 2)


def test_work_that_can_wait_fills_the_troughs_beside_it() -> None:
    """Two heads are there for the first half hour; of their second ones, two half hours of e-mail are done at no cost."""
    needs = DayKind(
        0, {"full": (EARLY,)}, {"phones": (EARLY,), "email": (EARLY,)}, ((1, {("phones", 480): 2}),)
    )
    waiting = Waiting("email", ("phones",), 0, {0: 2 * HEAD})
    kinds = (kind(days=(0,)),)
    answer = answer_size(SizeTask(kinds, SHAPES, (needs,), waiting=(waiting,)))
    assert answer.posts == (2,)
    assert answer.aside == ({("email", "phones", 510): 2},)
    more = Waiting("email", ("phones",), 0, {0: 3 * HEAD})
    assert answer_size(SizeTask(kinds, SHAPES, (needs,), waiting=(more,))).posts == (3,)


def test_work_that_can_wait_waits_no_longer_than_its_deadline() -> None:
    """Four half hours come in on Monday. Due that day they take two early shifts then; a day later, one on each day."""
    days = tuple(DayKind(at, {"full": (EARLY,)}, {"email": (EARLY,)}, ((1, {}),)) for at in (0, 1))
    kinds = (kind(home="email", serves=("email",), week=2 * HEAD),)
    at_once = SizeTask(kinds, SHAPES, days, waiting=(Waiting("email", (), 0, {0: 4 * HEAD}),))
    tomorrow = SizeTask(kinds, SHAPES, days, waiting=(Waiting("email", (), 1, {0: 4 * HEAD}),))
    assert answer_size(at_once).posts == (2,)
    assert answer_size(tomorrow).posts == (1,)


def test_what_nobody_may_work_on_is_proven_impossible() -> None:
    answer = solve(day(1, (1, 0, 0)), kinds=(kind(days=(0,)),))
    assert (answer.posts, answer.impossible) == (None, True)
