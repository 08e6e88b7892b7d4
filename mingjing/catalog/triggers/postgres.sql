-- Rows of a list version are written with the version and never again: no UPDATE, no DELETE, no row added later.
CREATE OR REPLACE FUNCTION catalog_listrow_with_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM catalog_listversion v WHERE v.id = NEW.version_id AND v.state = 'draft'
                    AND NOT EXISTS (SELECT 1 FROM ledger_anjuan e WHERE e.seq >= v.ledger_seq)) THEN
    RAISE EXCEPTION '清单各行只能随新的版本写入' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER catalog_listrow_insert BEFORE INSERT ON catalog_listrow
FOR EACH ROW EXECUTE FUNCTION catalog_listrow_with_version();
-- ;;
CREATE TRIGGER catalog_listrow_no_update BEFORE UPDATE ON catalog_listrow
FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER catalog_listrow_no_delete BEFORE DELETE ON catalog_listrow
FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER catalog_listrow_no_truncate BEFORE TRUNCATE ON catalog_listrow
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
-- ;;
-- An article's text stands as it was entered: another text is another version of the statute.
CREATE TRIGGER article_no_update BEFORE UPDATE ON catalog_article FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER article_no_delete BEFORE DELETE ON catalog_article FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER article_no_truncate BEFORE TRUNCATE ON catalog_article FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
