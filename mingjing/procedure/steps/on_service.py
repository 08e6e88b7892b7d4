"""What the service of some papers brings about besides the clocks of its table (行政强制法25③、35、45)."""

from __future__ import annotations

from collections.abc import Callable

from mingjing.law.kinds import Doc, Step
from mingjing.law.limit_table import resolve
from mingjing.law.limits import Unit
from mingjing.procedure import limits
from mingjing.procedure.models import Service
from mingjing.procedure.taking import Taking

TEST_BASIS = "行政强制法25③：检测、检验、检疫、技术鉴定期间，书面告知"


def test_told(t: Taking, service: Service) -> None:
    """The days of a test count out from the day on which the party was told of them in writing."""
    limits.suspend(t.case, "seize.hold", on=service.served_on, basis=TEST_BASIS)


def demanded(t: Taking, service: Service) -> None:
    """A demand that gives more time than the organ's own rule: the clock runs as long as the paper says."""
    asked = t.facts.last(Step.DEMAND_DUTY)
    least = resolve("execution.demand", t.on).amount
    more = int(asked.values["days"]) - least if asked else 0
    if more > 0:
        limits.extend(
            t.case, "execution.demand", days=more, basis="行政强制法35一：催告书载明的履行期限",
            approver=t.by.person_id, unit=Unit.WORKING_DAY,
        )  # fmt: skip


def charged(t: Taking, service: Service) -> None:
    """The thirty days run from the first decision on it; a later one only counts further (强46①)."""
    if "charge.thirty" not in t.facts.clocks:
        limits.start(t.case, "charge.thirty", on=service.served_on)


EFFECTS: dict[Doc, Callable[[Taking, Service], None]] = {
    Doc.TEST_NOTICE: test_told,
    Doc.DUTY_DEMAND: demanded,
    Doc.CHARGE_DECISION: charged,
}
