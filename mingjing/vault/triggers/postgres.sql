-- A kept file and a finished round of checking are facts: no UPDATE, no DELETE, no TRUNCATE.
CREATE OR REPLACE FUNCTION vault_blob_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sha256 !~ '^[0-9a-f]{64}$' THEN
    RAISE EXCEPTION 'vault_blob 的摘要应为 64 位小写十六进制数' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER vault_blob_insert BEFORE INSERT ON vault_blob FOR EACH ROW EXECUTE FUNCTION vault_blob_name();
-- ;;
CREATE TRIGGER vault_blob_no_update BEFORE UPDATE ON vault_blob FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER vault_blob_no_delete BEFORE DELETE ON vault_blob FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER vault_blob_no_truncate BEFORE TRUNCATE ON vault_blob FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER vault_scrub_no_update BEFORE UPDATE ON vault_scrub FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER vault_scrub_no_delete BEFORE DELETE ON vault_scrub FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER vault_scrub_no_truncate BEFORE TRUNCATE ON vault_scrub FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
