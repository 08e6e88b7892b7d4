-- The gate, layer 3 (行政处罚法42、45、57、58): what the law forbids absolutely, refused whatever code asks for it.
CREATE TRIGGER decision_people BEFORE INSERT ON decision
BEGIN
  SELECT RAISE(ABORT, '审核人员是本案承办人，不得作出决定（行政处罚法58）')
   WHERE EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.reviewer);
  SELECT RAISE(ABORT, '签发人是本案承办人，不得作出决定（行政处罚法57）')
   WHERE EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.signer);
  SELECT RAISE(ABORT, '执法证有效的承办人少于两名，不得作出决定（行政处罚法42）')
   WHERE (SELECT count(DISTINCT h.person_id) FROM cases_handler h JOIN organs_certificate c ON c.id = h.certificate_id
           WHERE h.case_id = NEW.case_id AND h.recused = 0 AND c.person_id = h.person_id
             AND h.since <= NEW.decided_on AND (h.until IS NULL OR h.until >= NEW.decided_on)
             AND c.status = 'active' AND c.issued_on <= NEW.decided_on AND c.valid_to >= NEW.decided_on) < 2;
END;
-- ;;
CREATE TRIGGER decision_review BEFORE INSERT ON decision
BEGIN
  SELECT RAISE(ABORT, '审核之后另有一轮审核，不得依旧意见作出决定（行政处罚法58）')
   WHERE EXISTS (SELECT 1 FROM review later JOIN review used ON used.id = NEW.review_id
                  WHERE later.case_id = NEW.case_id AND later.round > used.round);
  SELECT RAISE(ABORT, '最近一次送审还没有审核意见，不得作出决定（行政处罚法58）')
   WHERE NEW.review_required = 1 AND EXISTS (SELECT 1 FROM review_submission s WHERE s.case_id = NEW.case_id
          AND s.round > (SELECT round FROM review WHERE id = NEW.review_id));
END;
-- ;;
CREATE TRIGGER decision_weight BEFORE INSERT ON decision
BEGIN
  SELECT RAISE(ABORT, '处罚重于告知的内容（行政处罚法45）')
   WHERE EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND NEW.fine > n.fine);
  SELECT RAISE(ABORT, '依据的告知之后又作了新的告知')
   WHERE EXISTS (SELECT 1 FROM notice later JOIN notice used ON used.id = NEW.notice_id
                  WHERE later.case_id = NEW.case_id AND later.ord > used.ord);
  SELECT RAISE(ABORT, '情节复杂或者重大的案件没有标明集体讨论（行政处罚法57）')
   WHERE NEW.kind = 'ordinary_penalty' AND NEW.discussion_required = 0
     AND (NEW.fine >= 10000000 OR EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id
            AND (c.complex_case = 1 OR c.public_interest = 1 OR c.social_risk = 1 OR c.grave_rights = 1)));
  SELECT RAISE(ABORT, '集体讨论的结论与决定不一致（行政处罚法57）')
   WHERE EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.discussion_id
                  AND (d.fine <> NEW.fine OR d.penalties <> NEW.penalties));
END;
-- ;;
CREATE TRIGGER decision_order BEFORE INSERT ON decision
WHEN NEW.ord > 0
BEGIN
  SELECT RAISE(ABORT, '前一决定没有被撤销，不得重作')
   WHERE NOT EXISTS (SELECT 1 FROM decision p JOIN decision_annulment a ON a.decision_id = p.id
                      WHERE p.case_id = NEW.case_id AND p.kind = NEW.kind AND p.party_id = NEW.party_id
                        AND p.ord = NEW.ord - 1);
END;
-- ;;
CREATE TRIGGER review_people BEFORE INSERT ON review
BEGIN
  SELECT RAISE(ABORT, '审核人员是本案承办人（行政处罚法58）')
   WHERE EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.reviewer);
  SELECT RAISE(ABORT, '没有同一文本的集体讨论记录，不得依讨论结论通过')
   WHERE NEW.outcome = 'settled' AND NOT EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.minutes_id
          AND d.case_id = NEW.case_id AND d.text_root = NEW.text_root AND d.kind = 'dispute');
END;
-- ;;
CREATE TRIGGER notice_no_update BEFORE UPDATE ON notice BEGIN SELECT RAISE(ABORT, '告知记录只追加，不得改写'); END;
-- ;;
CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice BEGIN SELECT RAISE(ABORT, '告知记录只追加，不得删除'); END;
-- ;;
CREATE TRIGGER discussion_no_update BEFORE UPDATE ON discussion BEGIN SELECT RAISE(ABORT, '集体讨论记录只追加，不得改写'); END;
-- ;;
CREATE TRIGGER discussion_no_delete BEFORE DELETE ON discussion BEGIN SELECT RAISE(ABORT, '集体讨论记录只追加，不得删除'); END;
-- ;;
CREATE TRIGGER review_no_update BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, '审核意见只追加，不得改写'); END;
-- ;;
CREATE TRIGGER review_no_delete BEFORE DELETE ON review BEGIN SELECT RAISE(ABORT, '审核意见只追加，不得删除'); END;
-- ;;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, '决定只追加，不得改写'); END;
-- ;;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, '决定只追加，不得删除'); END;
-- ;;
CREATE TRIGGER annulment_no_update BEFORE UPDATE ON decision_annulment BEGIN SELECT RAISE(ABORT, '撤销记录只追加，不得改写'); END;
-- ;;
CREATE TRIGGER annulment_no_delete BEFORE DELETE ON decision_annulment BEGIN SELECT RAISE(ABORT, '撤销记录只追加，不得删除'); END;
