-- The gate, layer 3 (行政处罚法42、45、57、58): what the law forbids absolutely, refused whatever code asks for it.
CREATE OR REPLACE FUNCTION gate_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.reviewer) THEN
    RAISE EXCEPTION '审核人员是本案承办人，不得作出决定（行政处罚法58）'; END IF;
  IF EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.signer) THEN
    RAISE EXCEPTION '签发人是本案承办人，不得作出决定（行政处罚法57）'; END IF;
  IF (SELECT count(DISTINCT h.person_id) FROM cases_handler h JOIN organs_certificate c ON c.id = h.certificate_id
       WHERE h.case_id = NEW.case_id AND NOT h.recused AND c.person_id = h.person_id
         AND h.since <= NEW.decided_on AND (h.until IS NULL OR h.until >= NEW.decided_on)
         AND c.status = 'active' AND c.issued_on <= NEW.decided_on AND c.valid_to >= NEW.decided_on) < 2 THEN
    RAISE EXCEPTION '执法证有效的承办人少于两名，不得作出决定（行政处罚法42）'; END IF;
  IF EXISTS (SELECT 1 FROM review later JOIN review used ON used.id = NEW.review_id
              WHERE later.case_id = NEW.case_id AND later.round > used.round) THEN
    RAISE EXCEPTION '审核之后另有一轮审核，不得依旧意见作出决定（行政处罚法58）'; END IF;
  IF NEW.review_required = 1 AND EXISTS (SELECT 1 FROM review_submission s WHERE s.case_id = NEW.case_id
              AND s.round > (SELECT round FROM review WHERE id = NEW.review_id)) THEN
    RAISE EXCEPTION '最近一次送审还没有审核意见，不得作出决定（行政处罚法58）'; END IF;
  IF EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND NEW.fine > n.fine) THEN
    RAISE EXCEPTION '处罚重于告知的内容（行政处罚法45）'; END IF;
  IF EXISTS (SELECT 1 FROM notice later JOIN notice used ON used.id = NEW.notice_id
              WHERE later.case_id = NEW.case_id AND later.ord > used.ord) THEN
    RAISE EXCEPTION '依据的告知之后又作了新的告知'; END IF;
  IF NEW.kind = 'ordinary_penalty' AND NEW.discussion_required = 0
     AND (NEW.fine >= 10000000 OR EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id
            AND (c.complex_case OR c.public_interest OR c.social_risk OR c.grave_rights))) THEN
    RAISE EXCEPTION '情节复杂或者重大的案件没有标明集体讨论（行政处罚法57）'; END IF;
  IF EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.discussion_id
              AND (d.fine <> NEW.fine OR d.penalties <> NEW.penalties)) THEN
    RAISE EXCEPTION '集体讨论的结论与决定不一致（行政处罚法57）'; END IF;
  IF NEW.ord > 0 AND NOT EXISTS (SELECT 1 FROM decision p JOIN decision_annulment a ON a.decision_id = p.id
              WHERE p.case_id = NEW.case_id AND p.kind = NEW.kind AND p.party_id = NEW.party_id
                AND p.ord = NEW.ord - 1) THEN
    RAISE EXCEPTION '前一决定没有被撤销，不得重作'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER decision_gate BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION gate_decision();
-- ;;
CREATE OR REPLACE FUNCTION gate_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.reviewer) THEN
    RAISE EXCEPTION '审核人员是本案承办人（行政处罚法58）'; END IF;
  IF NEW.outcome = 'settled' AND NOT EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.minutes_id
              AND d.case_id = NEW.case_id AND d.text_root = NEW.text_root AND d.kind = 'dispute') THEN
    RAISE EXCEPTION '没有同一文本的集体讨论记录，不得依讨论结论通过'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER review_gate BEFORE INSERT ON review FOR EACH ROW EXECUTE FUNCTION gate_review();
-- ;;
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% 只追加，不得改写或者删除', TG_TABLE_NAME; END $$;
-- ;;
CREATE TRIGGER notice_append_only BEFORE UPDATE OR DELETE ON notice FOR EACH ROW EXECUTE FUNCTION append_only();
-- ;;
CREATE TRIGGER discussion_append_only BEFORE UPDATE OR DELETE ON discussion FOR EACH ROW EXECUTE FUNCTION append_only();
-- ;;
CREATE TRIGGER review_append_only BEFORE UPDATE OR DELETE ON review FOR EACH ROW EXECUTE FUNCTION append_only();
-- ;;
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION append_only();
-- ;;
CREATE TRIGGER annulment_append_only BEFORE UPDATE OR DELETE ON decision_annulment FOR EACH ROW EXECUTE FUNCTION append_only();
