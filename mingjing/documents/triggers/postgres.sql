-- An issued version never changes; units and salts are written once (design: ledger §4, P2).
CREATE OR REPLACE FUNCTION documents_version_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'final' THEN RAISE EXCEPTION '已经制发的文书不得改写'; END IF;
  IF NEW."values" IS DISTINCT FROM OLD."values" OR NEW.content_sha256 <> OLD.content_sha256
     OR NEW.document_id <> OLD.document_id OR NEW.no <> OLD.no OR NEW.author_id IS DISTINCT FROM OLD.author_id
     OR NEW.made_at <> OLD.made_at THEN
    RAISE EXCEPTION '文书的内容不得改写，修改另存新稿'; END IF;
  IF OLD.text_root <> '' AND NEW.text_root <> OLD.text_root THEN RAISE EXCEPTION '文书只切分一次'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE OR REPLACE FUNCTION documents_number_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.last <> OLD.last + 1 OR NEW.organ_code <> OLD.organ_code OR NEW.prefix <> OLD.prefix
     OR NEW.year <> OLD.year THEN
    RAISE EXCEPTION '文号只能逐一递增'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER documents_version_final BEFORE UPDATE ON documents_documentversion FOR EACH ROW EXECUTE FUNCTION documents_version_final();
-- ;;
CREATE TRIGGER documents_unit_once BEFORE UPDATE ON documents_documentunit FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER documents_unit_kept BEFORE DELETE ON documents_documentunit FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER documents_salt_once BEFORE UPDATE ON documents_documentsalt FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
-- ;;
CREATE TRIGGER documents_number_up BEFORE UPDATE ON documents_numbersequence FOR EACH ROW EXECUTE FUNCTION documents_number_up();
-- ;;
CREATE TRIGGER documents_number_kept BEFORE DELETE ON documents_numbersequence FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
