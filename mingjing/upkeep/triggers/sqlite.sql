-- What a change was found to touch stands; how it was settled is a row of its own.
CREATE TRIGGER affected_no_update BEFORE UPDATE ON upkeep_affected
BEGIN SELECT RAISE(ABORT, '受影响事项不得改写'); END;
-- ;;
CREATE TRIGGER affected_no_delete BEFORE DELETE ON upkeep_affected
BEGIN SELECT RAISE(ABORT, '受影响事项不得删除'); END;
