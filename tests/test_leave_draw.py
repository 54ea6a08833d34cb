"""rota leave draw: a recorded lot among contested requests, weighted by earlier refusals, that anybody can recount."""

from collections import Counter
from hashlib import sha256

import pytest

from rota.domain.draws import Result, outcomes, row, settled
from rota.files.repository import Repository
from tests.leave_world import CAP, World

WEEK = ("2027-02-15", "2027-02-19")
WINDOW = ("--from", WEEK[0], "--until", WEEK[1])


@pytest.fixture
def world(tmp_path):
    return World(tmp_path, CAP.format(most=1))


def test_the_lot_is_what_its_description_says():
    # One place after another, by hand: SHA-256 of "7:0" modulo 4 lies in a, b (twice) or c.
    weights = {"c": 1, "a": 1, "b": 2}
    held, drawn = ["a", "b", "b", "c"], []
    while held:
        ball = int(sha256(f"7:{len(drawn)}".encode()).hexdigest(), 16) % len(held)
        drawn.append(held[ball])
        held = [id for id in held if id != drawn[-1]]
    assert row(7, weights) == tuple(drawn)


def test_weights_count_as_often_as_they_say():
    first = Counter(row(seed, {"a": 3, "b": 1})[0] for seed in range(4000))
    # 3000 are expected; six standard deviations are 164.
    assert abs(first["a"] - 3000) < 164


def test_places_are_given_in_the_order_of_the_lot():
    takes = {"a": ["mon", "tue"], "b": ["tue"], "c": ["mon"], "d": ["wed"]}
    results = settled(("b", "a", "c", "d"), takes, {"mon": 1, "tue": 1, "wed": 0})
    won = [id for id, result in results.items() if result is Result.GRANTED]
    # b takes Tuesday, so that a cannot have it and leaves Monday to c; nobody has Wednesday.
    assert won == ["b", "c"]


def contest(world: World) -> dict[str, str]:
    """a2, a4 and a6 want the same week, of which one can go; a2 was refused before."""
    old = world.ask("a2", "2027-03-01")
    assert world.leave("refuse", old, "--reason", "cover").code == 0
    return {agent: world.ask(agent, *WEEK) for agent in ("a2", "a4", "a6")}


def test_a_draw_grants_up_to_the_cap_and_refuses_the_rest(world):
    ids = contest(world)
    weights = {ids["a2"]: 2, ids["a4"]: 1, ids["a6"]: 1}
    # a6 works Monday to Wednesday only; the others want all five days, so that one of them excludes all.
    seed = next(seed for seed in range(100) if row(seed, weights)[0] != ids["a6"])
    ran = world.leave("draw", *WINDOW, "--seed", seed)
    (draw,) = Repository.open(world.root).draws
    order = row(seed, weights)
    agents = {id: agent for agent, id in ids.items()}
    names = {"a2": "a2 Ben Osei", "a4": "a4 Dev Malhotra", "a6": "a6 Farid Noor"}
    width = max(map(len, names.values()))
    rows = "".join(
        f"    {at}  {id}  {names[agents[id]]:{width}}  {2 if agents[id] == 'a2' else 1:>6}  "
        f"{'granted' if at == 1 else 'refused'}\n"
        for at, id in enumerate(order, 1)
    )
    assert ran.out == (
        f"Draw {draw.id} of leave from 2027-02-15 until 2027-02-19\n"
        f"seed {seed}, version 1 of the lot, by a3 at {world.now.isoformat()}\n"
        "\n"
        "scarce day  of              free  asked for\n"
        "2027-02-15  phones (ABS01)     1          3\n"
        "2027-02-16  phones (ABS01)     1          3\n"
        "2027-02-17  phones (ABS01)     1          3\n"
        "2027-02-18  phones (ABS01)     1          2\n"
        "2027-02-19  phones (ABS01)     1          2\n"
        "\n"
        f"place  id            {'agent':{width}}  weight  result\n{rows}"
    )
    assert ran.err == f"Anybody can count it again: rota leave draw --verify {draw.id}\n"
    states = {leave.id: leave.state.value for leave in Repository.open(world.root).leave}
    assert [states[id] for id in order] == ["granted", "refused", "refused"]
    again = world.leave("draw", "--verify", draw.id[:5])
    assert (again.code, again.out) == (0, ran.out)
    assert again.err == "Counted again: the order, the results and the weights are right.\n"


def test_what_a_draw_settled_goes_on_like_other_leave(world):
    ids = contest(world)
    assert world.leave("draw", *WINDOW, "--seed", "3").code == 0
    states = {leave.id: leave for leave in Repository.open(world.root).leave}
    won = next(id for id in ids.values() if states[id].granted)
    lost = next(id for id in ids.values() if not states[id].granted)
    winner, loser = states[won].agent, states[lost].agent
    assert world.state(lost) == "refused (draw)"
    refused = world.leave("approve", lost)
    assert refused.err.startswith(f"rota: leave {lost} of {loser} was refused (draw); ")
    assert world.leave("approve", won).err.startswith(f"rota: leave {won} of {winner} is approved already; ")
    assert world.leave("waitlist", lost, by=loser).code == 0
    freed = world.leave("withdraw", won, by=winner)
    assert f"{loser} moves up on the waitlist: leave {lost}" in freed.err
    assert world.leave("approve", lost).code == 0
    shown = world.leave("show", lost).out.splitlines()
    assert [line.split(" ")[0] for line in shown[1:5]] == ["requested", "refused", "waitlisted", "approved"]


def test_drawn_leave_can_be_taken_back_once_its_month_is_published(world):
    ids = contest(world)
    assert world.leave("draw", *WINDOW, "--seed", "3").code == 0
    won = next(leave for leave in Repository.open(world.root).leave if leave.granted)
    assert won.id in ids.values()
    plan = world.run("plan", "2027-02", "--reproducible", "--time-limit", "5")
    assert plan.code == 0, plan.err
    published = world.run("publish", "2027-02")
    assert published.code == 0, published.err
    ran = world.leave("withdraw", won.id, "--means", "phone")
    assert (ran.code, ran.err.splitlines()[0].split(":")[0]) == (0, f"{won.agent} on 2027-02-15")
    month = Repository.open(world.root).rotas("town-hall")["2027-02"].cells[won.agent]
    assert month[won.first].is_shift
    assert world.run("check", "2027-02").code == 0


def test_a_second_draw_weighs_the_first(world):
    ids = contest(world)
    world.leave("draw", *WINDOW, "--seed", "3")
    states = {leave.id: leave for leave in Repository.open(world.root).leave}
    later = {agent: world.ask(agent, "2027-03-15", "2027-03-16") for agent in ("a2", "a4", "a6")}
    assert world.leave("draw", "--from", "2027-03-15", "--until", "2027-03-15").code == 0
    second = max(Repository.open(world.root).draws, key=lambda draw: draw.event.at)
    weights = {place.leave: place.weight for place in second.event.place}
    for agent, id in later.items():
        lost = not states[ids[agent]].granted
        assert weights[id] == 1 + (agent == "a2") + lost
    assert world.leave("draw", "--verify", second.id).code == 0
    first = min(Repository.open(world.root).draws, key=lambda draw: draw.event.at)
    assert world.leave("draw", "--verify", first.id).code == 0


def test_a_draw_that_was_tampered_with_is_found_out(world):
    ids = contest(world)
    world.leave("draw", *WINDOW, "--seed", "3")
    (draw,) = Repository.open(world.root).draws
    file = world.root / "draws" / draw.id / "1.toml"
    text = file.read_text()
    file.write_text(
        text.replace('result = "refused"', 'result = "granted"').replace("weight = 2", "weight = 9")
    )
    ran = world.leave("draw", "--verify", draw.id)
    assert ran.code == 1
    lost = [place.leave for place in draw.event.place if place.result is Result.REFUSED]
    for id in lost:
        assert f"rota: draw {draw.id}: {id} should be refused\n" in ran.err
    assert f"rota: draw {draw.id}: the weight of {ids['a2']} should be 2\n" in ran.err


def test_only_what_is_contested_is_drawn(world):
    alone = world.ask("a2", "2027-02-15")
    ran = world.leave("draw", *WINDOW)
    assert (ran.code, ran.err) == (
        2,
        "rota: nothing is contested from 2027-02-15 until 2027-02-19: every request could be granted "
        "beside the others; see `rota leave list`\n",
    )
    assert world.leave("approve", alone).code == 0
    # Whoever cannot be granted in any case is no match for the others.
    full = world.ask("a4", "2027-02-15", "2027-02-16")
    ids = [world.ask("a1", "2027-02-17"), world.ask("a6", "2027-02-17")]
    drawn = world.leave("draw", *WINDOW, "--home", "phones")
    assert drawn.code == 0
    assert drawn.err.splitlines()[0] == (
        f"Not drawn: leave {full} cannot be granted in any case "
        "(ABS01: 2 of phones would be away on Mon 15 Feb, at most 1 can be; away: a2)."
    )
    (draw,) = Repository.open(world.root).draws
    assert {place.leave for place in draw.event.place} == set(ids)
    assert world.state(full).startswith("waiting: ")


def test_nobody_draws_for_themselves_nor_a_published_month(world):
    contest(world)
    own = world.ask("a1", *WEEK)
    party = world.leave("draw", *WINDOW, by="a1")
    assert (party.code, party.err) == (
        1,
        "rota: a1 is a party to this draw; nobody approves their own. That is for a3\n",
    )
    agent = world.leave("draw", *WINDOW, by="a5")
    assert (agent.code, agent.err) == (1, "rota: a5 may not approve this draw. That is for a3\n")
    assert own not in outcomes(Repository.open(world.root).draws)
    ids = [world.ask("a2", "2026-12-14"), world.ask("a4", "2026-12-14")]
    ran = world.leave("draw", "--from", "2026-12-14", "--until", "2026-12-14")
    assert ran.code == 1
    assert ran.err.startswith("rota: 2026-12-14 is published, and leave ")
    assert any(id in ran.err for id in ids)


def test_a_leave_drawn_twice_by_a_merge_is_refused_if_either_refused_it(world):
    ids = contest(world)
    world.leave("draw", *WINDOW, "--seed", "3")
    (draw,) = Repository.open(world.root).draws
    # The other clone drew with another seed; the merge brings both.
    others = [
        seed
        for seed in range(50)
        if row(seed, {p.leave: p.weight for p in draw.event.place})[0] != draw.event.place[0].leave
    ]
    text = (world.root / "draws" / draw.id / "1.toml").read_text()
    swapped = text.replace('"granted"', '"x"').replace('"refused"', '"granted"').replace('"x"', '"refused"')
    (world.root / "draws" / "k3f9x2m7q1zw").mkdir()
    (world.root / "draws" / "k3f9x2m7q1zw" / "1.toml").write_text(
        swapped.replace("seed = 3", f"seed = {others[0]}")
    )
    assert {world.state(id) for id in ids.values()} == {"refused (draw)"}
