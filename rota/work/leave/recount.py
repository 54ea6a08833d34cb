"""Count a draw again, from what it recorded and from the refusals that the repository knows."""

from rota.domain.draws import Draw, row, settled
from rota.files.repository import Repository
from rota.work.choose import matter_of
from rota.work.leave.drawing import weight
from rota.work.round.dates import day_at


def recount(repo: Repository, text: str) -> tuple[Draw, tuple[str, ...]]:
    """The draw whose id is, or begins with, ``text``, and all in which it differs from a recount."""
    chain = matter_of(repo.draw_chains, text, "draw")
    draw = next(draw for draw in repo.draws if draw.id == chain.id)
    return draw, (*unlike(draw), *_weights(repo, draw))


def unlike(draw: Draw) -> tuple[str, ...]:
    """All in which ``draw`` differs from what its own seed, weights and scarce days make of it."""
    return *_order(draw), *_results(draw)


def _order(draw: Draw) -> tuple[str, ...]:
    found = tuple(place.leave for place in draw.event.place)
    right = row(draw.event.seed, {place.leave: place.weight for place in draw.event.place})
    return () if found == right else (f"the order should be {', '.join(right)}",)


def _results(draw: Draw) -> tuple[str, ...]:
    places = draw.event.place
    free = {scarce.key: scarce.free for scarce in draw.event.scarce}
    unknown = sorted({key for place in places for key in place.wanted if key not in free})
    if unknown:
        return tuple(f"{key} is not among the scarce days" for key in unknown)
    right = settled([place.leave for place in places], {place.leave: place.wanted for place in places}, free)
    return tuple(
        f"{place.leave} should be {right[place.leave].value}"
        for place in places
        if place.result is not right[place.leave]
    )


def _weights(repo: Repository, draw: Draw) -> tuple[str, ...]:
    agents = {leave.id: leave.agent for leave in repo.leave}
    on = day_at(repo.centre, draw.event.at)
    right = {place.leave: weight(repo, agents[place.leave], on, draw) for place in draw.event.place}
    return tuple(
        f"the weight of {place.leave} should be {right[place.leave]}"
        for place in draw.event.place
        if place.weight != right[place.leave]
    )
