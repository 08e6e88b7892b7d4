-- The two logs only grow at their end (design: ledger §3). Tested by raw SQL, each with its trigger taken away.
-- The last check of an insert: REPLACE through the unique leaf would delete an entry whose number is not the new one.
CREATE TRIGGER ledger_anjuan_append BEFORE INSERT ON ledger_anjuan
BEGIN
  SELECT CASE
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM ledger_anjuan)
      THEN RAISE(ABORT, '账本 anjuan 只能在末尾追加下一条')
    WHEN NEW.ts_ms < (SELECT ts_ms FROM ledger_anjuan WHERE seq = NEW.seq - 1)
      THEN RAISE(ABORT, '账本 anjuan 的时间不得倒退')
    WHEN EXISTS (SELECT 1 FROM ledger_anjuan WHERE leaf = NEW.leaf)
      THEN RAISE(ABORT, '账本 anjuan 中已有同样的叶子')
  END;
END;
-- ;;
CREATE TRIGGER ledger_anjuan_no_update BEFORE UPDATE ON ledger_anjuan
BEGIN SELECT RAISE(ABORT, '账本 anjuan 只追加，不得改写'); END;
-- ;;
CREATE TRIGGER ledger_anjuan_no_delete BEFORE DELETE ON ledger_anjuan
BEGIN SELECT RAISE(ABORT, '账本 anjuan 只追加，不得删除'); END;
-- ;;
CREATE TRIGGER ledger_gongshi_append BEFORE INSERT ON ledger_gongshi
BEGIN
  SELECT CASE
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM ledger_gongshi)
      THEN RAISE(ABORT, '账本 gongshi 只能在末尾追加下一条')
    WHEN NEW.ts_ms < (SELECT ts_ms FROM ledger_gongshi WHERE seq = NEW.seq - 1)
      THEN RAISE(ABORT, '账本 gongshi 的时间不得倒退')
    WHEN EXISTS (SELECT 1 FROM ledger_gongshi WHERE leaf = NEW.leaf)
      THEN RAISE(ABORT, '账本 gongshi 中已有同样的叶子')
  END;
END;
-- ;;
CREATE TRIGGER ledger_gongshi_no_update BEFORE UPDATE ON ledger_gongshi
BEGIN SELECT RAISE(ABORT, '账本 gongshi 只追加，不得改写'); END;
-- ;;
CREATE TRIGGER ledger_gongshi_no_delete BEFORE DELETE ON ledger_gongshi
BEGIN SELECT RAISE(ABORT, '账本 gongshi 只追加，不得删除'); END;
-- ;;
CREATE TRIGGER ledger_head_no_insert BEFORE INSERT ON ledger_head
BEGIN SELECT RAISE(ABORT, '账本的队首行固定不变'); END;
-- ;;
CREATE TRIGGER ledger_head_no_update BEFORE UPDATE ON ledger_head
BEGIN SELECT RAISE(ABORT, '账本的队首行固定不变'); END;
-- ;;
CREATE TRIGGER ledger_head_no_delete BEFORE DELETE ON ledger_head
BEGIN SELECT RAISE(ABORT, '账本的队首行固定不变'); END;
