"""A limit in dollars, kept before anything is sent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from kling_widgets.api import estimate, in_dollars
from kling_widgets.errors import ConfigError, InputError, KlingError
from kling_widgets.jobs import JobRunner, JobState
from kling_widgets.jobs.money._budget import _given, current_budget, set_budget
from tests.jobs._scripted import PATIENCE, Scripted, answer, finished, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import JobSnapshot, Settings
    from kling_widgets.jobs._loop import LoopThread
    from tests.jobs._scripted import Against
    from tests.jobs.conftest import FastClock


@pytest.fixture(autouse=True)
def _no_limit_stays() -> Iterator[None]:
    _given.clear()
    yield
    _given.clear()


@pytest.fixture
def price(request_: ImageToVideoRequest) -> Decimal:
    known = estimate(request_)
    assert known is not None
    return known.dollars


def end(job: Any) -> None:
    with pytest.raises(KlingError):
        job.wait(PATIENCE)


def charged(units: object) -> Any:
    done = finished().json()["data"]["task_result"]
    return answer("succeed", task_result=done, final_unit_deduction=units)


def test_the_job_that_would_pass_it_is_refused(
    against: Against, request_: ImageToVideoRequest, mp4: bytes, price: Decimal
) -> None:
    """Two fit, the third does not; it is neither sent nor written down."""
    gateway = Scripted([answer()], [finished()], mp4)
    runner = against(gateway)
    set_budget(price * 2)
    for prompt in "ab":
        runner.submit(replace(request_, prompt=prompt)).wait(PATIENCE)
    with pytest.raises(InputError, match=r"would pass your limit .*Nothing was sent"):
        runner.submit(replace(request_, prompt="c"))

    assert len(gateway.sent) == len(runner.jobs()) == 2
    assert runner.purse().left == 0


def test_what_may_have_been_charged_counts(
    against: Against, request_: ImageToVideoRequest, price: Decimal
) -> None:
    """A submit without a known outcome is money that may be gone."""
    runner = against(Scripted([refusal(500, 5000, "oops")], [refusal(400, 1203, "-")]))
    job = runner.submit(request_)

    def stop(seen: JobSnapshot) -> None:
        if seen.state is JobState.UNKNOWN:
            job.stop_watching()

    job.subscribe(stop)
    end(job)
    set_budget(price)
    with pytest.raises(InputError, match=f"maybe spent: .{price}, on their way: .0.00"):
        runner.submit(replace(request_, prompt="another"))

    assert price == runner.purse().total.maybe
    assert runner.purse().total.spent == 0


def test_what_runs_is_reserved(
    against: Against, request_: ImageToVideoRequest, price: Decimal
) -> None:
    """A job on its way counts before it is done."""
    runner = against(Scripted([answer()], [answer("processing")]))
    job = runner.submit(request_)
    set_budget(price)
    with pytest.raises(InputError, match=f"on their way: .{price}"):
        runner.submit(replace(request_, prompt="another"))

    def stop(seen: JobSnapshot) -> None:
        if seen.state is JobState.PROCESSING:
            job.stop_watching()

    job.subscribe(stop)
    end(job)

    assert price == runner.purse().total.reserved


def test_a_refused_job_cost_nothing(
    against: Against, request_: ImageToVideoRequest, price: Decimal
) -> None:
    """Refused before a task existed."""
    runner = against(Scripted([refusal(400, 1201, "no")]))
    end(runner.submit(request_))

    assert runner.purse().total.total == 0


def test_what_was_really_charged_counts(
    against: Against, request_: ImageToVideoRequest, mp4: bytes, price: Decimal
) -> None:
    """The provider's own number takes the estimate's place, if it is one."""
    for units, dollars in (
        ("2.5", in_dollars(Decimal("2.5"))),
        (0, Decimal(0)),
        ("free", price),
    ):
        runner = against(Scripted([answer()], [charged(units)], mp4))
        before = runner.purse().total.spent
        runner.submit(replace(request_, prompt=str(units))).wait(PATIENCE)

        assert dollars == runner.purse().total.spent - before


def test_the_simulator_is_free(
    somewhere: Settings, loop: LoopThread, request_: ImageToVideoRequest
) -> None:
    """Practising uses nothing up, and needs nothing left."""
    runner = JobRunner(replace(somewhere, simulator_speed=1250.0), loop)
    set_budget(0)
    runner.submit(request_).wait(PATIENCE)
    sums = runner.purse()
    loop.close(runner.aclose)

    assert sums.total.total == 0


def test_a_model_without_a_price_cannot_be_limited(
    against: Against, request_: ImageToVideoRequest
) -> None:
    """The way out is named."""
    gateway = Scripted([answer()])
    set_budget(5)
    unknown = replace(request_, model_name="kling-v99", allow_unknown_model=True)
    with pytest.raises(InputError, match=r"price of kling-v99 is not known"):
        against(gateway).submit(unknown)

    assert gateway.sent == []


def test_a_daily_limit_begins_anew(
    against: Against,
    request_: ImageToVideoRequest,
    mp4: bytes,
    price: Decimal,
    clock: FastClock,
) -> None:
    """Tomorrow there is as much again."""
    runner = against(Scripted([answer()], [finished()], mp4))
    set_budget(price, "day")
    runner.submit(request_).wait(PATIENCE)
    with pytest.raises(InputError, match="a day"):
        runner.submit(replace(request_, prompt="another"))
    clock.now += 86_400
    runner.submit(replace(request_, prompt="another")).wait(PATIENCE)

    assert (price, 2 * price) == (
        runner.purse().today.spent,
        runner.purse().total.spent,
    )


def test_the_environment_sets_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the notebook says goes first, also that there is none."""
    monkeypatch.setenv("KLING_WIDGETS_BUDGET", "$3.50/day")
    by_environment = str(current_budget())
    set_budget(None)

    assert by_environment == "$3.50 a day"
    assert current_budget() is None


@pytest.mark.parametrize(
    "wrong",
    [
        *("five", "-1", -1, True, float("nan"), float("inf"), "5,00", b"5", ""),
        *(10**12, [10**5000], "9" * 5000, np.array([1, 2])),
        *(Decimal("NaN"), Decimal("1e999999999"), Decimal("1e-999999999")),
    ],
)
def test_what_is_no_sum_is_refused(wrong: object) -> None:
    """And what was set before stays."""
    set_budget(4)
    with pytest.raises(ConfigError, match="must be a sum in US dollars") as caught:
        set_budget(wrong)

    assert len(caught.value.message) < 200
    assert str(current_budget()) == "$4.00"


@pytest.mark.parametrize(
    "sum_", [5, 5.0, "5", " $5.00 ", Decimal(5), np.int64(5), np.float32(5)]
)
def test_a_sum_in_any_form(sum_: object) -> None:
    """Numbers of other libraries are numbers."""
    set_budget(sum_)

    assert str(current_budget()) == "$5.00"


@pytest.mark.parametrize("per", ["week", 5, [], np.array(["day", "day"])])
def test_what_is_no_span_is_refused(per: Any) -> None:
    """A limit holds for all time, or for each day."""
    with pytest.raises(ConfigError, match="it can be 'day' or left out"):
        set_budget(5, per)


@pytest.mark.parametrize("wrong", ["lots", "5/month"])
def test_an_unreadable_environment_stops_everything(
    wrong: str,
    against: Against,
    request_: ImageToVideoRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Taking it for no limit would be dear."""
    monkeypatch.setenv("KLING_WIDGETS_BUDGET", wrong)
    gateway = Scripted([answer()])
    with pytest.raises(ConfigError, match="KLING_WIDGETS_BUDGET is"):
        against(gateway).submit(request_)

    assert gateway.sent == []


def test_the_table_is_readable(
    against: Against, request_: ImageToVideoRequest, mp4: bytes, price: Decimal
) -> None:
    """As text and as HTML."""
    runner = against(Scripted([answer()], [finished()], mp4))
    runner.submit(request_).wait(PATIENCE)
    set_budget(5)
    sums = runner.purse()

    assert f"Limit $5.00; ${5 - price} left." in repr(sums)
    assert f"<td>${price}</td><td>${price}</td>" in sums._repr_html_()
    assert sums._repr_html_().startswith('<div class="mathjax_ignore')
