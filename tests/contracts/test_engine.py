"""What every engine promises, whichever it is."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from rashomon.engine import ENGINES, Engine, open_engine
from rashomon.errors import InputError, SetupError


class Counter:
    """State of a worker: how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0


def square(state: Counter, number: int) -> tuple[int, int, int]:
    state.asked += 1
    return number * number, state.asked, os.getpid()


def fail_at_five(state: Counter, number: int) -> int:
    if number == 5:
        raise InputError("five", "cannot be used", "leave it out")
    return number


def die_at_five(state: Counter, number: int) -> int:
    if number == 5:
        os._exit(9)
    return number


def no_state() -> Counter:
    raise SetupError("no reader to be had")


def big(state: Counter, number: int) -> str:
    return "x" * 3_000_000 if number % 2 else "y"


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    return open_engine(request.param, 2)


def test_answers_come_in_the_order_of_the_shards(engine: Engine) -> None:
    assert [a for a, _, _ in engine.map(square, list(range(23)), Counter)] == [n * n for n in range(23)]


def test_no_shards_no_answers(engine: Engine) -> None:
    assert list(engine.map(square, [], Counter)) == []


def test_every_worker_makes_its_state_once_and_keeps_it(engine: Engine) -> None:
    by_worker: dict[int, list[int]] = {}
    for _, asked, worker in engine.map(square, list(range(12)), Counter):
        by_worker.setdefault(worker, []).append(asked)
    assert all(asked == list(range(1, len(asked) + 1)) for asked in by_worker.values())
    assert sum(map(len, by_worker.values())) == 12


def test_a_second_run_begins_with_new_state(engine: Engine) -> None:
    assert [next(iter(engine.map(square, [1], Counter)))[1] for _ in range(2)] == [1, 1]


def test_an_error_of_the_work_ends_the_run_as_it_is(engine: Engine) -> None:
    got: list[int] = []
    with pytest.raises(InputError, match="five: cannot be used") as caught:
        got.extend(engine.map(fail_at_five, list(range(9)), Counter))
    assert caught.value.remedy == "leave it out"
    assert got == list(range(len(got)))
    assert len(got) <= 5


def test_an_error_of_the_state_ends_the_run_as_it_is(engine: Engine) -> None:
    with pytest.raises(SetupError, match="no reader to be had"):
        list(engine.map(square, [1, 2, 3], no_state))


def test_answers_larger_than_a_pipe_pass(engine: Engine) -> None:
    assert [len(a) for a in engine.map(big, list(range(6)), Counter)] == [1, 3_000_000] * 3


def test_a_run_may_be_left_early(engine: Engine) -> None:
    run: Iterator[tuple[int, int, int]] = engine.map(square, list(range(40)), Counter)
    assert next(run)[0] == 0
    run.close()  # type: ignore[attr-defined]


def test_a_process_that_dies_is_a_plain_error() -> None:
    with pytest.raises(SetupError, match="--jobs 1"):
        list(open_engine("processes", 2).map(die_at_five, list(range(9)), Counter))


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SetupError, match="processes, serial"):
        open_engine("steam")
