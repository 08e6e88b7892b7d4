-- The two logs only grow at their end (design: ledger §3). Tested by raw SQL, each with its trigger taken away.
CREATE OR REPLACE FUNCTION ledger_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last_seq bigint; last_ts bigint;
BEGIN
  EXECUTE format('SELECT seq, ts_ms FROM %I ORDER BY seq DESC LIMIT 1', TG_TABLE_NAME) INTO last_seq, last_ts;
  IF NEW.seq IS DISTINCT FROM coalesce(last_seq, -1) + 1 THEN
    RAISE EXCEPTION '% 只能在末尾追加下一条', TG_TABLE_NAME; END IF;
  IF NEW.ts_ms < last_ts THEN
    RAISE EXCEPTION '% 的时间不得倒退', TG_TABLE_NAME; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% 不得改写或者删除（%）', TG_TABLE_NAME, TG_OP; END $$;
-- ;;
-- A bound row is written only under the entry that comes next: the lock makes a second writer wait until that entry
-- stands, so that nobody can hide a row under another's entry. The deferred foreign key demands the entry at commit.
CREATE OR REPLACE FUNCTION ledger_bound_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM ledger_head WHERE log = 'anjuan' FOR UPDATE;
  IF NEW.ledger_seq IS NULL OR EXISTS (SELECT 1 FROM ledger_anjuan WHERE seq >= NEW.ledger_seq) THEN
    RAISE EXCEPTION '% 的写入必须随一条新的登记', TG_TABLE_NAME; END IF;
  IF TG_OP = 'UPDATE' AND (NEW.id <> OLD.id OR NEW.ledger_seq < OLD.ledger_seq) THEN
    RAISE EXCEPTION '% 的编号不得改写，登记序号只能增大', TG_TABLE_NAME; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER ledger_anjuan_append BEFORE INSERT ON ledger_anjuan FOR EACH ROW EXECUTE FUNCTION ledger_append();
-- ;;
CREATE TRIGGER ledger_anjuan_no_update BEFORE UPDATE ON ledger_anjuan FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER ledger_anjuan_no_delete BEFORE DELETE ON ledger_anjuan FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER ledger_anjuan_no_truncate BEFORE TRUNCATE ON ledger_anjuan FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER ledger_gongshi_append BEFORE INSERT ON ledger_gongshi FOR EACH ROW EXECUTE FUNCTION ledger_append();
-- ;;
CREATE TRIGGER ledger_gongshi_no_update BEFORE UPDATE ON ledger_gongshi FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER ledger_gongshi_no_delete BEFORE DELETE ON ledger_gongshi FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER ledger_gongshi_no_truncate BEFORE TRUNCATE ON ledger_gongshi FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER ledger_head_fixed BEFORE INSERT OR UPDATE OR DELETE ON ledger_head FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER ledger_head_no_truncate BEFORE TRUNCATE ON ledger_head FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
