-- Rows of a list version are written with the version and never again: no UPDATE, no DELETE, no row added later.
CREATE TRIGGER catalog_listrow_insert BEFORE INSERT ON catalog_listrow
BEGIN
  SELECT RAISE(ABORT, '清单各行只能随新的版本写入')
   WHERE NOT EXISTS (SELECT 1 FROM catalog_listversion v WHERE v.id = NEW.version_id AND v.state = 'draft'
                        AND NOT EXISTS (SELECT 1 FROM ledger_anjuan e WHERE e.seq >= v.ledger_seq));
END;
-- ;;
CREATE TRIGGER catalog_listrow_no_update BEFORE UPDATE ON catalog_listrow
BEGIN SELECT RAISE(ABORT, '清单版本的各行不得改写，另存新稿'); END;
-- ;;
CREATE TRIGGER catalog_listrow_no_delete BEFORE DELETE ON catalog_listrow
BEGIN SELECT RAISE(ABORT, '清单版本的各行不得删除，另存新稿'); END;
-- ;;
-- An article's text stands as it was entered: another text is another version of the statute.
CREATE TRIGGER article_no_update BEFORE UPDATE ON catalog_article
BEGIN SELECT RAISE(ABORT, '法规条文不得改写，新的文本登记为新的版本'); END;
-- ;;
CREATE TRIGGER article_no_delete BEFORE DELETE ON catalog_article
BEGIN SELECT RAISE(ABORT, '法规条文不得删除'); END;
