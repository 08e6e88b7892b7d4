"""双随机 of the demonstration: the item of the list, its pool of invented firms, the draw, and its visits in step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from mingjing.catalog import actions as catalog
from mingjing.catalog.models import RandomItem
from mingjing.config.demo.deed import Deed
from mingjing.config.demo.founding import FOUNDER
from mingjing.config.demo.visiting import Visiting, VisitMatter, firm, items_of
from mingjing.disclosure import draws
from mingjing.law.draw import Bias
from mingjing.organs.permissions import actor_for
from mingjing.procedure import drawn
from mingjing.procedure.drawing import Wish
from mingjing.procedure.models import Draw

RISKS = "BBANBCBBDN"  # of every ten firms: credit risk classes, most of them ordinary


@dataclass
class Drawing(Deed):
    """One draw under way, from the list to its visits; every method is one act of its people."""

    matter: VisitMatter
    size: int = 60
    first_firm: int = 1
    draw: str = ""
    visits: list[Visiting] = field(default_factory=list)

    @property
    def item(self) -> RandomItem:
        return RandomItem.objects.get(organ=self.world.organs[self.organ])

    def list_item(self) -> None:
        """The item on the organ's list and its pool, as an installation enters them."""
        m, owner = self.matter, self.world.organs[self.organ]
        item = RandomItem.objects.filter(organ=owner, name=m.cause).first() or catalog.list_random_item(
            by=FOUNDER, now=self.at, organ=owner, power_id=self.world.powers[self.organ, m.power],
            code=f"{owner.pk[:6]}-SJ-01", name=m.cause, subject=m.targets, ratio="5%", frequency="每年不少于 2 批",
            method="现场检查", contents=items_of(m), valid_from=self.on,
        )  # fmt: skip
        rows = []
        for n in range(self.first_firm, self.first_firm + self.size):
            party = firm(n, m)
            named = {k: party[k] for k in ("name", "code", "representative", "address", "phone")}
            rows.append({"id": f"t{n:05d}", "kind": "org", "risk": RISKS[n % 10], **named})
        catalog.register_targets(by=FOUNDER, item=item, rows=rows, valid_from=self.on, now=self.at)
        self.report("登记抽查事项和名录库", item.ledger_id)

    def commit(self, number: int) -> None:
        made = draws.commit(
            actor=self.actor("U"), item_id=self.item.pk, wish=Wish(number=number), key=f"demo-{self.n}", now=self.at
        )
        self.draw = made.pk
        self.report("登记名录库", made.ledger_id)

    def run(self) -> None:
        self.report("随机抽取", draws.run(actor=self.actor("U"), draw_id=self.draw, now=self.at).ledger_id)

    def redraw(self) -> None:
        """An officer says that a relative works at the first firm: another is drawn for it."""
        first = drawn.drawn_of(Draw.objects.get(pk=self.draw))[0]
        made = draws.redraw(
            actor=self.actor("U"), draw_id=self.draw, target=first.target.id, officer=first.officers[1],
            reason=Bias.KIN.value, now=self.at,
        )  # fmt: skip
        self.report("回避重派", made.ledger_id)

    def open_visits(self) -> None:
        """One visit per firm drawn, led by the first of its two officers."""
        cases = drawn.open_visits(
            actor=self.actor("U"), draw_id=self.draw, planned_from=self.on, planned_to=self.on + timedelta(days=30),
            now=self.at,
        )  # fmt: skip
        for n, case in enumerate(cases):
            number = int(case.details["draw_target"][1:])
            lead = case.handlers.get(lead=True).person
            visit = Visiting(
                self.world, self.organ, self.matter, self.n + n, self.at, self.report, case.pk, firm_no=number,
                leader=actor_for(lead, self.on),
            )  # fmt: skip
            self.visits.append(visit)
            self.report("登记启动", case.ledger_id)

    def each(self, name: str, *, working_days: int = 0, minutes: int = 0) -> Iterator[None]:
        """Every visit takes the same step, one after another, when the time has come."""
        self.wait(working_days, minutes=minutes)
        yield
        for visit in self.visits:
            visit.at = self.at
            getattr(visit, name)()

    def show_results(self) -> None:
        """What the worker does: results published since stand on the page of their draw."""
        draws.catch_up(self.at)
