-- An issued version never changes; units and salts are written once (design: ledger §4, P2).
CREATE TRIGGER documents_version_final BEFORE UPDATE ON documents_documentversion
BEGIN
  SELECT RAISE(ABORT, '已经制发的文书不得改写') WHERE OLD.state = 'final';
  SELECT RAISE(ABORT, '文书的内容不得改写，修改另存新稿')
   WHERE NEW."values" IS NOT OLD."values" OR NEW.content_sha256 IS NOT OLD.content_sha256
      OR NEW.document_id IS NOT OLD.document_id OR NEW.no IS NOT OLD.no OR NEW.author_id IS NOT OLD.author_id
      OR NEW.made_at IS NOT OLD.made_at;
  SELECT RAISE(ABORT, '文书只切分一次') WHERE OLD.text_root <> '' AND NEW.text_root IS NOT OLD.text_root;
END;
-- ;;
CREATE TRIGGER documents_unit_once BEFORE UPDATE ON documents_documentunit
BEGIN SELECT RAISE(ABORT, '文书的单元不得改写'); END;
-- ;;
CREATE TRIGGER documents_unit_kept BEFORE DELETE ON documents_documentunit
BEGIN SELECT RAISE(ABORT, '文书的单元不得删除'); END;
-- ;;
CREATE TRIGGER documents_salt_once BEFORE UPDATE ON documents_documentsalt
BEGIN SELECT RAISE(ABORT, '单元的盐值不得改写'); END;
-- ;;
CREATE TRIGGER documents_number_up BEFORE UPDATE ON documents_numbersequence
BEGIN
  SELECT RAISE(ABORT, '文号只能逐一递增')
   WHERE NEW.last IS NOT OLD.last + 1 OR NEW.organ_code IS NOT OLD.organ_code OR NEW.prefix IS NOT OLD.prefix
      OR NEW.year IS NOT OLD.year;
END;
-- ;;
CREATE TRIGGER documents_number_kept BEFORE DELETE ON documents_numbersequence
BEGIN SELECT RAISE(ABORT, '文号登记不得删除'); END;
