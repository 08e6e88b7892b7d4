-- A kept file and a finished round of checking are facts: no UPDATE, no DELETE, no REPLACE.
CREATE TRIGGER vault_blob_insert BEFORE INSERT ON vault_blob
BEGIN
  SELECT RAISE(ABORT, 'vault_blob 的摘要应为 64 位小写十六进制数')
   WHERE length(NEW.sha256) <> 64 OR NEW.sha256 GLOB '*[^0-9a-f]*';
  SELECT RAISE(ABORT, 'vault_blob 中已有的行不得顶替')
   WHERE EXISTS (SELECT 1 FROM vault_blob WHERE sha256 = NEW.sha256);
END;
-- ;;
CREATE TRIGGER vault_blob_no_update BEFORE UPDATE ON vault_blob
BEGIN SELECT RAISE(ABORT, 'vault_blob 只追加，不得改写'); END;
-- ;;
CREATE TRIGGER vault_blob_no_delete BEFORE DELETE ON vault_blob
BEGIN SELECT RAISE(ABORT, 'vault_blob 只追加，不得删除'); END;
-- ;;
CREATE TRIGGER vault_scrub_no_update BEFORE UPDATE ON vault_scrub
BEGIN SELECT RAISE(ABORT, 'vault_scrub 只追加，不得改写'); END;
-- ;;
CREATE TRIGGER vault_scrub_no_delete BEFORE DELETE ON vault_scrub
BEGIN SELECT RAISE(ABORT, 'vault_scrub 只追加，不得删除'); END;
