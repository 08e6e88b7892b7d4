-- The gate, layer 3 (行政处罚法42、45、57、58): what the law forbids absolutely, refused whatever code asks for it.
CREATE OR REPLACE FUNCTION decision_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.reviewer) THEN
    RAISE EXCEPTION '审核人员是本案承办人，不得作出决定（行政处罚法58）'; END IF;
  IF NEW.kind NOT IN ('summary_penalty', 'inspection', 'measure')
     AND EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.signer) THEN
    RAISE EXCEPTION '签发人是本案承办人，不得作出决定（行政处罚法57）'; END IF;
  IF (SELECT count(DISTINCT h.person_id) FROM cases_handler h JOIN organs_certificate c ON c.id = h.certificate_id
           WHERE h.case_id = NEW.case_id AND NOT h.recused AND c.person_id = h.person_id
             AND h.since <= NEW.decided_on AND (h.until IS NULL OR h.until >= NEW.decided_on)
             AND c.status = 'active' AND c.issued_on <= NEW.decided_on AND c.valid_to >= NEW.decided_on) < 2 THEN
    RAISE EXCEPTION '执法证有效的承办人少于两名，不得作出决定（行政处罚法42）'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER decision_people BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_people();
-- ;;
-- Amounts are those of law.thresholds; a test compares them.
CREATE OR REPLACE FUNCTION decision_summary() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind <> 'summary_penalty' THEN RETURN NEW; END IF;
  IF NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id AND c.kind = 'penalty'
                    AND c.procedure = 'summary') THEN
    RAISE EXCEPTION '不是简易程序的案件，不得当场处罚（行政处罚法51、54）'; END IF;
  IF NEW.confiscated > 0
     OR EXISTS (SELECT 1 FROM cases_party p WHERE p.id = NEW.party_id AND NEW.fine
                 > CASE p.kind WHEN 'organisation' THEN 300000 ELSE 20000 END)
     OR NOT '["warning", "fine"]'::jsonb @> NEW.penalties::jsonb THEN
    RAISE EXCEPTION '超过当场处罚的限额（行政处罚法51）'; END IF;
  IF NOT EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.signer
                    AND NOT h.recused AND h.until IS NULL) THEN
    RAISE EXCEPTION '当场处罚由承办的执法人员签名（行政处罚法52）'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER decision_summary BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_summary();
-- ;;
CREATE OR REPLACE FUNCTION decision_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM documents_documentversion v JOIN documents_document d ON d.id = v.document_id
                      WHERE v.id = NEW.version_id AND v.text_root = NEW.text_root AND d.case_id = NEW.case_id) THEN
    RAISE EXCEPTION '签发的文书不是本案所审核的文本（行政处罚法58）'; END IF;
  IF NOT EXISTS (SELECT 1 FROM cases_party p WHERE p.id = NEW.party_id AND p.case_id = NEW.case_id) THEN
    RAISE EXCEPTION '被处罚的不是本案当事人'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER decision_text BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_text();
-- ;;
CREATE OR REPLACE FUNCTION decision_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM review later JOIN review used ON used.id = NEW.review_id
                  WHERE later.case_id = NEW.case_id AND later.round > used.round) THEN
    RAISE EXCEPTION '审核之后另有一轮审核，不得依旧意见作出决定（行政处罚法58）'; END IF;
  IF NEW.review_required = 1 AND EXISTS (SELECT 1 FROM review_submission s WHERE s.case_id = NEW.case_id
          AND s.round > (SELECT round FROM review WHERE id = NEW.review_id)) THEN
    RAISE EXCEPTION '最近一次送审还没有审核意见，不得作出决定（行政处罚法58）'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER decision_review BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_review();
-- ;;
CREATE OR REPLACE FUNCTION decision_weight() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND NEW.fine > n.fine) THEN
    RAISE EXCEPTION '处罚重于告知的内容（行政处罚法45）'; END IF;
  IF EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND NOT n.penalties::jsonb @> NEW.penalties::jsonb) THEN
    RAISE EXCEPTION '处罚种类多于告知的种类（行政处罚法45）'; END IF;
  IF EXISTS (SELECT 1 FROM notice later JOIN notice used ON used.id = NEW.notice_id
                  WHERE later.case_id = NEW.case_id AND later.ord > used.ord) THEN
    RAISE EXCEPTION '依据的告知之后又作了新的告知'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER decision_weight BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_weight();
-- ;;
-- Amounts and kinds are those of law.thresholds (the right to a hearing makes a penalty major); a test compares them.
CREATE OR REPLACE FUNCTION decision_discussion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'ordinary_penalty' AND NEW.discussion_required = 0
     AND (EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id
                   AND (c.complex_case OR c.public_interest OR c.social_risk OR c.grave_rights))
       OR EXISTS (SELECT 1 FROM cases_party p WHERE p.id = NEW.party_id AND greatest(NEW.fine, NEW.confiscated)
                   >= CASE p.kind WHEN 'organisation' THEN 5000000 ELSE 500000 END)
       OR NEW.penalties::jsonb
           ?| ARRAY['downgrade', 'revoke_licence', 'suspend_business', 'close', 'restrict_employment']) THEN
    RAISE EXCEPTION '情节复杂或者重大的案件没有标明集体讨论（行政处罚法57）'; END IF;
  IF NEW.discussion_required = 1
     AND EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.discussion_id AND d.quorum = 0) THEN
    RAISE EXCEPTION '集体讨论没有达到法定人数（行政处罚法57）'; END IF;
  IF EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.discussion_id
                  AND (d.fine <> NEW.fine OR d.penalties <> NEW.penalties)) THEN
    RAISE EXCEPTION '集体讨论的结论与决定不一致（行政处罚法57）'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER decision_discussion BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_discussion();
-- ;;
CREATE OR REPLACE FUNCTION decision_dates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND n.given_on > NEW.decided_on)
      OR EXISTS (SELECT 1 FROM review r WHERE r.id = NEW.review_id
                  AND (r.given_at AT TIME ZONE 'Asia/Shanghai')::date > NEW.decided_on)
      OR EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.discussion_id AND d.held_on > NEW.decided_on) THEN
    RAISE EXCEPTION '决定日期早于告知、审核或者集体讨论（行政处罚法44、57、58）'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER decision_dates BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_dates();
-- ;;
-- A requisition is followed by its compensation, in the same case (突发事件应对法12).
CREATE OR REPLACE FUNCTION decision_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM decision p WHERE p.case_id = NEW.case_id AND p.party_id = NEW.party_id
                   AND NOT (p.kind = 'requisition' AND NEW.kind = 'compensation')
                   AND NOT EXISTS (SELECT 1 FROM decision_annulment a WHERE a.decision_id = p.id)) THEN
    RAISE EXCEPTION '对同一当事人已有没有撤销的决定（行政处罚法29）'; END IF;
  IF NEW.ord > 0
     AND NOT EXISTS (SELECT 1 FROM decision p JOIN decision_annulment a ON a.decision_id = p.id
                      WHERE p.case_id = NEW.case_id AND p.kind = NEW.kind AND p.party_id = NEW.party_id
                        AND p.ord = NEW.ord - 1) THEN
    RAISE EXCEPTION '前一决定没有被撤销，不得重作'; END IF;
  IF EXISTS (SELECT 1 FROM decision p JOIN decision_annulment a ON a.decision_id = p.id
                  WHERE p.case_id = NEW.case_id
                    AND (EXISTS (SELECT 1 FROM review r WHERE r.id = NEW.review_id AND r.ledger_seq < a.ledger_seq)
                      OR EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND n.ledger_seq < a.ledger_seq)
                      OR EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.discussion_id
                                  AND d.ledger_seq < a.ledger_seq))) THEN
    RAISE EXCEPTION '重新作出的决定不得依据撤销之前的告知、审核、讨论（行政诉讼法71）'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER decision_order BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_order();
-- ;;
CREATE OR REPLACE FUNCTION review_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.reviewer) THEN
    RAISE EXCEPTION '审核人员是本案承办人（行政处罚法58）'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER review_people BEFORE INSERT ON review FOR EACH ROW EXECUTE FUNCTION review_people();
-- ;;
CREATE OR REPLACE FUNCTION review_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.outcome = 'settled' AND NOT EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.minutes_id
          AND d.case_id = NEW.case_id AND d.text_root = NEW.text_root AND d.kind = 'dispute') THEN
    RAISE EXCEPTION '没有同一文本的集体讨论记录，不得依讨论结论通过'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER review_minutes BEFORE INSERT ON review FOR EACH ROW EXECUTE FUNCTION review_minutes();
-- ;;
-- What layer 4 asks of an entry it can only ask of the right kind of entry of the right case.
CREATE OR REPLACE FUNCTION gate_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM decision d WHERE d.ledger_seq = NEW.seq
                   AND (d.case_id <> NEW.case_id OR NEW.type <> 'decision.issued')) THEN
    RAISE EXCEPTION '决定只能随本案的 decision.issued 登记'; END IF;
  IF EXISTS (SELECT 1 FROM decision_annulment a JOIN decision d ON d.id = a.decision_id WHERE a.ledger_seq = NEW.seq
                   AND (d.case_id <> NEW.case_id OR NEW.type <> 'decision.annulled')) THEN
    RAISE EXCEPTION '撤销只能随本案的 decision.annulled 登记'; END IF;
  IF EXISTS (SELECT 1 FROM review r WHERE r.ledger_seq = NEW.seq AND (r.case_id <> NEW.case_id
                    OR NEW.type <> CASE r.outcome WHEN 'object' THEN 'review.returned' ELSE 'review.passed' END)) THEN
    RAISE EXCEPTION '审核意见只能随本案的 review.passed 或者 review.returned 登记'; END IF;
  RETURN NEW;
END $$;
-- ;;
CREATE TRIGGER gate_entry BEFORE INSERT ON ledger_anjuan FOR EACH ROW EXECUTE FUNCTION gate_entry();
