-- What was published of an annual report stands: a correction is a new version.
CREATE TRIGGER statistics_report_frozen BEFORE UPDATE ON statistics_annualreport
BEGIN SELECT RAISE(ABORT, '年报公布以后内容不得改写，更正另编新版') WHERE OLD.root <> '' AND (
  NEW."organ_id" IS NOT OLD."organ_id"
  OR NEW."year" IS NOT OLD."year"
  OR NEW."number" IS NOT OLD."number"
  OR NEW."first" IS NOT OLD."first"
  OR NEW."last" IS NOT OLD."last"
  OR NEW."as_of" IS NOT OLD."as_of"
  OR NEW."covers" IS NOT OLD."covers"
  OR NEW."counted" IS NOT OLD."counted"
  OR NEW."months" IS NOT OLD."months"
  OR NEW."manual" IS NOT OLD."manual"
  OR NEW."prior" IS NOT OLD."prior"
  OR NEW."notes" IS NOT OLD."notes"
  OR NEW."texts" IS NOT OLD."texts"
  OR NEW."organ_name" IS NOT OLD."organ_name"
  OR NEW."root" IS NOT OLD."root"
  OR NEW."drafted_by" IS NOT OLD."drafted_by"
  OR NEW."approved_by" IS NOT OLD."approved_by");
END
