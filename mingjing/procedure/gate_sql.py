"""SQL of notice, discussion, decision and annulment: the gate, layer 3 (design: ledger §4), for both engines."""

from mingjing.law.kinds import DecisionKind
from mingjing.law.reviewing import ALWAYS
from mingjing.review.gate_sql import BOUND

KINDS = ", ".join(f"'{kind}'" for kind in DecisionKind)
REVIEWED = ", ".join(f"'{kind}'" for kind in DecisionKind if kind in ALWAYS)

CASE = "case_id varchar(32) NOT NULL REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED,"
VERSION = "version_id varchar(32) NOT NULL REFERENCES documents_documentversion(id) DEFERRABLE INITIALLY DEFERRED,"

TABLES = (
    f"""CREATE TABLE notice ({BOUND}
  {CASE}
  ord smallint NOT NULL CHECK (ord >= 0),
  {VERSION}
  hearing_told smallint NOT NULL CHECK (hearing_told IN (0, 1)),
  fine bigint NOT NULL CHECK (fine >= 0),
  penalties text NOT NULL,
  grounds text NOT NULL,
  given_on date NOT NULL,
  CONSTRAINT notice_order_once UNIQUE (case_id, ord),
  CONSTRAINT notice_gate_key UNIQUE (id, case_id)
)""",
    f"""CREATE TABLE discussion ({BOUND}
  {CASE}
  ord smallint NOT NULL CHECK (ord >= 0),
  kind varchar(8) NOT NULL CHECK (kind IN ('major', 'dispute')),
  text_root varchar(64) NOT NULL,
  {VERSION}
  chair varchar(32) NOT NULL REFERENCES organs_person(id) DEFERRABLE INITIALLY DEFERRED,
  members text NOT NULL,
  reviewer_heard smallint NOT NULL CHECK (reviewer_heard IN (0, 1)),
  quorum smallint NOT NULL CHECK (quorum IN (0, 1)),
  fine bigint NOT NULL CHECK (fine >= 0),
  penalties text NOT NULL,
  conclusion text NOT NULL,
  held_on date NOT NULL,
  CONSTRAINT discussion_order_once UNIQUE (case_id, ord),
  CONSTRAINT discussion_gate_key UNIQUE (id, case_id)
)""",
    f"""CREATE TABLE decision ({BOUND}
  {CASE}
  kind varchar(20) NOT NULL CHECK (kind IN ({KINDS})),
  party_id varchar(32) NOT NULL REFERENCES cases_party(id) DEFERRABLE INITIALLY DEFERRED,
  ord smallint NOT NULL CHECK (ord >= 0),
  {VERSION}
  text_root varchar(64) NOT NULL CHECK (length(text_root) = 64),
  review_required smallint NOT NULL CHECK (review_required IN (0, 1)),
  review_id varchar(32),
  review_purpose varchar(12),
  review_outcome varchar(8),
  reviewer varchar(32),
  notice_id varchar(32),
  discussion_required smallint NOT NULL CHECK (discussion_required IN (0, 1)),
  discussion_id varchar(32),
  signer varchar(32) NOT NULL REFERENCES organs_person(id) DEFERRABLE INITIALLY DEFERRED,
  number varchar(60) NOT NULL,
  decided_on date NOT NULL,
  fine bigint NOT NULL CHECK (fine >= 0),
  confiscated bigint NOT NULL CHECK (confiscated >= 0),
  penalties text NOT NULL,
  CONSTRAINT decision_order_once UNIQUE (case_id, kind, party_id, ord),
  CONSTRAINT decision_number_once UNIQUE (number),
  CONSTRAINT decision_penalty_reviewed CHECK (kind NOT IN ({REVIEWED}) OR review_required = 1),
  CONSTRAINT decision_review_whole CHECK (review_required = 0 OR (review_id IS NOT NULL
    AND review_purpose IS NOT NULL AND review_outcome IS NOT NULL AND reviewer IS NOT NULL)),
  CONSTRAINT decision_review_final CHECK (review_purpose = 'final'),
  CONSTRAINT decision_review_passed CHECK (review_outcome IN ('agree', 'settled')),
  CONSTRAINT decision_notice_given CHECK (kind <> 'ordinary_penalty' OR notice_id IS NOT NULL),
  CONSTRAINT decision_discussed CHECK (discussion_required = 0 OR discussion_id IS NOT NULL),
  CONSTRAINT decision_signer_apart CHECK (reviewer <> signer),
  CONSTRAINT decision_review_gate FOREIGN KEY (review_id, case_id, text_root, review_purpose, review_outcome, reviewer)
    REFERENCES review (id, case_id, text_root, purpose, outcome, reviewer),
  CONSTRAINT decision_notice_gate FOREIGN KEY (notice_id, case_id) REFERENCES notice (id, case_id),
  CONSTRAINT decision_discussion_gate FOREIGN KEY (discussion_id, case_id) REFERENCES discussion (id, case_id)
)""",
    "CREATE INDEX decision_entry ON decision (ledger_seq)",  # the trigger on every new entry looks here
    f"""CREATE TABLE decision_annulment ({BOUND}
  decision_id varchar(32) NOT NULL UNIQUE REFERENCES decision(id) DEFERRABLE INITIALLY DEFERRED,
  ground varchar(40) NOT NULL,
  "by" varchar(120) NOT NULL,
  annulled_on date NOT NULL
)""",
    "CREATE INDEX decision_annulment_entry ON decision_annulment (ledger_seq)",
)
