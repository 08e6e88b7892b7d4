"""SQL of the opinion table, for both engines: made by hand because a Django alteration would drop its keys."""

BOUND = """
  id varchar(32) NOT NULL PRIMARY KEY,
  ledger_seq bigint NOT NULL REFERENCES ledger_anjuan(seq) DEFERRABLE INITIALLY DEFERRED,
  row_salt {binary} NOT NULL,"""

REVIEW = (
    """CREATE TABLE review ("""
    + BOUND
    + """
  case_id varchar(32) NOT NULL REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED,
  round smallint NOT NULL CHECK (round > 0),
  purpose varchar(12) NOT NULL CHECK (purpose IN ('pre_notice', 'final')),
  text_root varchar(64) NOT NULL CHECK (length(text_root) = 64),
  outcome varchar(8) NOT NULL CHECK (outcome IN ('agree', 'object', 'settled')),
  minutes_id varchar(32),
  reviewer varchar(32) NOT NULL REFERENCES organs_person(id) DEFERRABLE INITIALLY DEFERRED,
  submission_id varchar(32) REFERENCES review_submission(id) DEFERRABLE INITIALLY DEFERRED,
  grounds text NOT NULL,
  words text NOT NULL,
  given_at {moment} NOT NULL,
  CONSTRAINT review_round_once UNIQUE (case_id, round),
  CONSTRAINT review_gate_key UNIQUE (id, case_id, text_root, purpose, outcome, reviewer),
  CONSTRAINT review_settled_by_minutes CHECK (outcome <> 'settled' OR minutes_id IS NOT NULL)
)""",
    "CREATE INDEX review_entry ON review (ledger_seq)",  # the trigger on every new entry looks here
)


def for_sqlite(statements: tuple[str, ...]) -> list[str]:
    """The statements with SQLite's names of types."""
    return [s.format(binary="BLOB", moment="datetime") for s in statements]


def for_postgresql(statements: tuple[str, ...]) -> list[str]:
    """The statements with PostgreSQL's names of types."""
    return [s.format(binary="bytea", moment="timestamp with time zone") for s in statements]
