"""All that the law may ask about a case: frozen values, no lookups. ``procedure/facts.py`` fills them.

Dates are Beijing dates, amounts integer 分, roots hex text.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mingjing.law.annulment import Annulled
from mingjing.law.duty import DutyFact
from mingjing.law.kinds import DecisionKind, Doc, PartyKind, Penalty, ReviewOutcome, ReviewPurpose, Stage, Step
from mingjing.law.licence_facts import LicenceFacts
from mingjing.law.thresholds import Proposal
from mingjing.law.visits import Preparation
from mingjing.law.weighed import Weighed


@dataclass(frozen=True, slots=True)
class Officer:
    """A handler of the case as of the act's day."""

    person: str
    name: str
    certificate_valid: bool
    in_field: bool = True


@dataclass(frozen=True, slots=True)
class Round:
    """One round of the legal review. ``outcome`` is None while the opinion is awaited."""

    number: int
    purpose: ReviewPurpose
    text_root: str
    outcome: ReviewOutcome | None = None
    reviewer: str = ""
    sealed: bool = False
    objected: bool = False
    consulted: bool = False


@dataclass(frozen=True, slots=True)
class NoticeFact:
    """The prior notice that counts (the last one). ``window_end`` is the rolled last day."""

    served_on: date | None
    fine: int
    penalties: frozenset[Penalty]
    window_end: date | None
    hearing_told: bool = False
    hearing_window_end: date | None = None
    after_pre_review: bool = False


@dataclass(frozen=True, slots=True)
class StatementFact:
    """The party's statement and defence, after the last notice."""

    presented: int = 0
    answered: int = 0
    waived: bool = False


@dataclass(frozen=True, slots=True)
class HearingFact:
    """The hearing on the last notice."""

    requested_on: date | None = None
    waived: bool = False
    summoned_on: date | None = None
    summons_served_on: date | None = None
    to_be_held_on: date | None = None
    earliest_day: date | None = None
    host_is_handler: bool = False
    held_on: date | None = None
    reported: bool = False


@dataclass(frozen=True, slots=True)
class DiscussionFact:
    """A collective discussion by the heads."""

    held_on: date
    text_root: str
    fine: int
    penalties: frozenset[Penalty]
    kind: str  # "major" | "dispute"
    quorum: bool = True
    reviewer_heard: bool = True


@dataclass(frozen=True, slots=True)
class RecordingNeed:
    """An audio/video record that the list asks for (音像记录事项清单)."""

    code: str
    label: str
    mandatory: bool
    present: bool
    excused: bool = False


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """The issued decision, if any."""

    kind: str
    decided_on: date
    fine: int
    sealed_copy: bool
    served_on: date | None
    entry_sealed: bool
    paid: int = 0
    deferred_until: date | None = None
    payment_due: date | None = None
    demanded_on: date | None = None
    demand_due: date | None = None
    remedy_end: date | None = None
    court_window_end: date | None = None
    court_from: date | None = None  # from when the court may be asked, where a deferral ends later than the remedies
    ended: bool = False  # 终结执行: what is unpaid will not be paid
    enforced: bool = False
    surcharge: int = 0
    annulled: bool = False
    published: bool = False
    publish_scope: str = "must"


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: when (Beijing date and moment), by whom, and what it was given."""

    step: Step
    on: date
    at: datetime
    by: str = ""
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClockFact:
    """One clock of the case: its last day (rolled), and the day it was met; ``stopped`` while it is suspended."""

    started_on: date
    due: date
    met_on: date | None = None
    stopped: bool = False
    extended: bool = False
    nominal: date | None = None  # the last day before it rolls over days off


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything the gates of the five acts may ask. ``on`` is the day of the act, ``at`` its moment in Beijing.

    ``history`` are the steps taken so far, oldest first; ``details`` what this kind of act keeps about its matter;
    ``served`` the day on which each kind of document last took effect on the party.
    """

    on: date
    stage: Stage
    field: str
    region_valid: bool
    order: str  # "notice_first" | "review_first"
    party_kind: PartyKind | None
    party_problem: str
    party_age_at_act: int | None
    officers: tuple[Officer, ...]
    open_recusals: tuple[str, ...]
    power_listed: bool
    power_name: str
    citations: tuple[tuple[str, bool], ...]  # (text, in force on the day of the act and of today)
    act_ended_on: date | None
    found_on: date | None
    filed_on: date | None
    life_or_safety: bool
    proposal: Proposal | None
    no_penalty_ground: str  # why no penalty is proposed (行政处罚法30、31、33、57①二三); "" when one is
    documents: frozenset[Doc]  # final, with the signatures they need
    drafts: frozenset[Doc]
    draft_problems: tuple[str, ...]  # what the decision draft still lacks
    evidence_count: int
    expert_needed: bool
    expert_present: bool
    final_text_root: str
    final_text_changed: str  # says what changed after the cut; "" when unchanged
    beyond_notice: str = ""  # fields, other than the paragraph on notice, that differ from the text reviewed before it
    rounds: tuple[Round, ...] = ()
    notice: NoticeFact | None = None
    statement: StatementFact = dataclasses.field(default_factory=StatementFact)
    hearing: HearingFact = dataclasses.field(default_factory=HearingFact)
    discussions: tuple[DiscussionFact, ...] = ()
    recordings: tuple[RecordingNeed, ...] = ()
    preserved_open: int = 0
    corrections_open: int = 0
    decision: DecisionFact | None = None
    suspended_since: date | None = None
    suspension_basis: str = ""
    extension_basis: str = ""
    crime_suspected: bool = False
    unserved: tuple[str, ...] = ()
    signer: str = ""  # who is about to sign the decision
    reviewer: str = ""  # who is about to give an opinion
    former_handlers: frozenset[str] = frozenset()
    filing_due: bool = False
    publication_settled: bool = False
    at: datetime | None = None
    holiday: bool = False  # 法定节假日 (强43), not merely a day off
    holiday_written: bool = False  # the day of execution that the draft names is one
    history: tuple[Taken, ...] = ()
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    clocks: Mapping[str, ClockFact] = dataclasses.field(default_factory=dict)
    served: Mapping[Doc, date] = dataclasses.field(default_factory=dict)
    draft_doc: Doc | None = None  # the decision text that is being written
    decisions: tuple[DecisionKind, ...] = ()  # in force
    filings_open: tuple[str, ...] = ()  # what the party handed in and nobody has taken up
    entrusted: bool = False  # an organisation that acts for another organ (处20)
    entrustment: str = ""  # number of the entrustment in force that covers the power (处20、21)
    power_basis: str = ""  # what the power stands on in the list
    elsewhere: tuple[str, ...] = ()  # things of this measure that another measure holds already (强23②)
    duty: DutyFact | None = None  # the decision to be executed, or the case a measure serves
    source: str = ""  # where the case comes from (cases.checks)
    draft_values: Mapping[str, Any] = dataclasses.field(default_factory=dict)  # of the decision text being written
    licence: LicenceFacts | None = None  # of a licence: the item, its materials, the licence that exists
    preparation: Preparation | None = None  # of an inspection: earlier visits, cap, plan
    annulled: Annulled | None = None  # the last decision of the case that was annulled
    unknown_articles: tuple[str, ...] = ()  # articles cited that their statutes do not have
    weighed: Weighed | None = None  # the reckoning of discretion that counts

    def each(self, *steps: Step) -> Iterator[Taken]:
        """Every time one of these steps was taken, oldest first."""
        return (t for t in self.history if t.step in steps)

    def last(self, *steps: Step) -> Taken | None:
        """The last time one of these steps was taken."""
        return next((t for t in reversed(self.history) if t.step in steps), None)

    def done(self, *steps: Step) -> bool:
        """Whether one of these steps was ever taken."""
        return self.last(*steps) is not None

    @property
    def handled_by(self) -> frozenset[str]:
        """Everyone who handles the case or ever did."""
        return self.former_handlers | {o.person for o in self.officers}

    @property
    def last_round(self) -> Round | None:
        """The latest review round, whatever its outcome."""
        return max(self.rounds, key=lambda r: r.number, default=None)

    @property
    def limitation_end(self) -> date | None:
        """Last day on which the act may be found (行政处罚法36): 2 years, 5 where life or finance was harmed."""
        if self.act_ended_on is None:
            return None
        years = 5 if self.life_or_safety else 2
        try:
            return self.act_ended_on.replace(year=self.act_ended_on.year + years)
        except ValueError:  # 29 February
            return self.act_ended_on.replace(year=self.act_ended_on.year + years, day=28)

    @property
    def day_after_window(self) -> date | None:
        """First day on which a decision may follow an unanswered notice."""
        return self.notice.window_end + timedelta(days=1) if self.notice and self.notice.window_end else None
