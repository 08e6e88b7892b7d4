-- What was published of an annual report stands: a correction is a new version.
CREATE OR REPLACE FUNCTION statistics_report_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.root <> '' AND (
  NEW."organ_id" IS DISTINCT FROM OLD."organ_id"
  OR NEW."year" IS DISTINCT FROM OLD."year"
  OR NEW."number" IS DISTINCT FROM OLD."number"
  OR NEW."first" IS DISTINCT FROM OLD."first"
  OR NEW."last" IS DISTINCT FROM OLD."last"
  OR NEW."as_of" IS DISTINCT FROM OLD."as_of"
  OR NEW."covers" IS DISTINCT FROM OLD."covers"
  OR NEW."counted" IS DISTINCT FROM OLD."counted"
  OR NEW."months" IS DISTINCT FROM OLD."months"
  OR NEW."manual" IS DISTINCT FROM OLD."manual"
  OR NEW."prior" IS DISTINCT FROM OLD."prior"
  OR NEW."notes" IS DISTINCT FROM OLD."notes"
  OR NEW."texts" IS DISTINCT FROM OLD."texts"
  OR NEW."organ_name" IS DISTINCT FROM OLD."organ_name"
  OR NEW."root" IS DISTINCT FROM OLD."root"
  OR NEW."drafted_by" IS DISTINCT FROM OLD."drafted_by"
  OR NEW."approved_by" IS DISTINCT FROM OLD."approved_by") THEN
    RAISE EXCEPTION '年报公布以后内容不得改写，更正另编新版' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER statistics_report_frozen BEFORE UPDATE ON statistics_annualreport
FOR EACH ROW EXECUTE FUNCTION statistics_report_frozen();
