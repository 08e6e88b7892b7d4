-- What a change was found to touch stands; how it was settled is a row of its own.
CREATE TRIGGER affected_no_update BEFORE UPDATE ON upkeep_affected FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER affected_no_delete BEFORE DELETE ON upkeep_affected FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER affected_no_truncate BEFORE TRUNCATE ON upkeep_affected FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
