-- The gate, layer 3 (行政处罚法42、45、57、58): what the law forbids absolutely, refused whatever code asks for it.
CREATE TRIGGER decision_people BEFORE INSERT ON decision
BEGIN
  SELECT RAISE(ABORT, '审核人员是本案承办人，不得作出决定（行政处罚法58）')
   WHERE EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.reviewer);
  SELECT RAISE(ABORT, '签发人是本案承办人，不得作出决定（行政处罚法57）')
   WHERE NEW.kind NOT IN ('summary_penalty', 'inspection', 'measure')
     AND EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.signer);
  SELECT RAISE(ABORT, '执法证有效的承办人少于两名，不得作出决定（行政处罚法42）')
   WHERE (SELECT count(DISTINCT h.person_id) FROM cases_handler h JOIN organs_certificate c ON c.id = h.certificate_id
           WHERE h.case_id = NEW.case_id AND h.recused = 0 AND c.person_id = h.person_id
             AND h.since <= NEW.decided_on AND (h.until IS NULL OR h.until >= NEW.decided_on)
             AND c.status = 'active' AND c.issued_on <= NEW.decided_on AND c.valid_to >= NEW.decided_on) < 2;
END;
-- ;;
-- Amounts are those of law.thresholds; a test compares them.
CREATE TRIGGER decision_summary BEFORE INSERT ON decision
WHEN NEW.kind = 'summary_penalty'
BEGIN
  SELECT RAISE(ABORT, '不是简易程序的案件，不得当场处罚（行政处罚法51、54）')
   WHERE NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id AND c.kind = 'penalty'
                        AND c.procedure = 'summary');
  SELECT RAISE(ABORT, '超过当场处罚的限额（行政处罚法51）')
   WHERE NEW.confiscated > 0
      OR EXISTS (SELECT 1 FROM cases_party p WHERE p.id = NEW.party_id AND NEW.fine
                  > CASE p.kind WHEN 'organisation' THEN 300000 ELSE 20000 END)
      OR EXISTS (SELECT 1 FROM json_each(NEW.penalties) WHERE value NOT IN ('warning', 'fine'));
  SELECT RAISE(ABORT, '当场处罚由承办的执法人员签名（行政处罚法52）')
   WHERE NOT EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.signer
                        AND h.recused = 0 AND h.until IS NULL);
END;
-- ;;
CREATE TRIGGER decision_text BEFORE INSERT ON decision
BEGIN
  SELECT RAISE(ABORT, '签发的文书不是本案所审核的文本（行政处罚法58）')
   WHERE NOT EXISTS (SELECT 1 FROM documents_documentversion v JOIN documents_document d ON d.id = v.document_id
                      WHERE v.id = NEW.version_id AND v.text_root = NEW.text_root AND d.case_id = NEW.case_id);
  SELECT RAISE(ABORT, '被处罚的不是本案当事人')
   WHERE NOT EXISTS (SELECT 1 FROM cases_party p WHERE p.id = NEW.party_id AND p.case_id = NEW.case_id);
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
  SELECT RAISE(ABORT, '处罚种类多于告知的种类（行政处罚法45）')
   WHERE EXISTS (SELECT 1 FROM notice n JOIN json_each(NEW.penalties) k WHERE n.id = NEW.notice_id
                   AND k.value NOT IN (SELECT value FROM json_each(n.penalties)));
  SELECT RAISE(ABORT, '依据的告知之后又作了新的告知')
   WHERE EXISTS (SELECT 1 FROM notice later JOIN notice used ON used.id = NEW.notice_id
                  WHERE later.case_id = NEW.case_id AND later.ord > used.ord);
END;
-- ;;
-- Amounts and kinds are those of law.thresholds (the right to a hearing makes a penalty major); a test compares them.
CREATE TRIGGER decision_discussion BEFORE INSERT ON decision
BEGIN
  SELECT RAISE(ABORT, '情节复杂或者重大的案件没有标明集体讨论（行政处罚法57）')
   WHERE NEW.kind = 'ordinary_penalty' AND NEW.discussion_required = 0
     AND (EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id
                   AND (c.complex_case = 1 OR c.public_interest = 1 OR c.social_risk = 1 OR c.grave_rights = 1))
       OR EXISTS (SELECT 1 FROM cases_party p WHERE p.id = NEW.party_id AND max(NEW.fine, NEW.confiscated)
                   >= CASE p.kind WHEN 'organisation' THEN 5000000 ELSE 500000 END)
       OR EXISTS (SELECT 1 FROM json_each(NEW.penalties) WHERE value
                   IN ('downgrade', 'revoke_licence', 'suspend_business', 'close', 'restrict_employment')));
  SELECT RAISE(ABORT, '集体讨论没有达到法定人数（行政处罚法57）')
   WHERE NEW.discussion_required = 1
     AND EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.discussion_id AND d.quorum = 0);
  SELECT RAISE(ABORT, '集体讨论的结论与决定不一致（行政处罚法57）')
   WHERE EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.discussion_id
                  AND (d.fine <> NEW.fine OR d.penalties <> NEW.penalties));
END;
-- ;;
CREATE TRIGGER decision_dates BEFORE INSERT ON decision
BEGIN
  SELECT RAISE(ABORT, '决定日期早于告知、审核或者集体讨论（行政处罚法44、57、58）')
   WHERE EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND n.given_on > NEW.decided_on)
      OR EXISTS (SELECT 1 FROM review r WHERE r.id = NEW.review_id AND date(r.given_at, '+8 hours') > NEW.decided_on)
      OR EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.discussion_id AND d.held_on > NEW.decided_on);
END;
-- ;;
-- A requisition is followed by its compensation, in the same case (突发事件应对法12).
CREATE TRIGGER decision_order BEFORE INSERT ON decision
BEGIN
  SELECT RAISE(ABORT, '对同一当事人已有没有撤销的决定（行政处罚法29）')
   WHERE EXISTS (SELECT 1 FROM decision p WHERE p.case_id = NEW.case_id AND p.party_id = NEW.party_id
                   AND NOT (p.kind = 'requisition' AND NEW.kind = 'compensation')
                   AND NOT EXISTS (SELECT 1 FROM decision_annulment a WHERE a.decision_id = p.id));
  SELECT RAISE(ABORT, '前一决定没有被撤销，不得重作')
   WHERE NEW.ord > 0
     AND NOT EXISTS (SELECT 1 FROM decision p JOIN decision_annulment a ON a.decision_id = p.id
                      WHERE p.case_id = NEW.case_id AND p.kind = NEW.kind AND p.party_id = NEW.party_id
                        AND p.ord = NEW.ord - 1);
  SELECT RAISE(ABORT, '重新作出的决定不得依据撤销之前的告知、审核、讨论（行政诉讼法71）')
   WHERE EXISTS (SELECT 1 FROM decision p JOIN decision_annulment a ON a.decision_id = p.id
                  WHERE p.case_id = NEW.case_id
                    AND (EXISTS (SELECT 1 FROM review r WHERE r.id = NEW.review_id AND r.ledger_seq < a.ledger_seq)
                      OR EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND n.ledger_seq < a.ledger_seq)
                      OR EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.discussion_id
                                  AND d.ledger_seq < a.ledger_seq)));
END;
-- ;;
CREATE TRIGGER review_people BEFORE INSERT ON review
BEGIN
  SELECT RAISE(ABORT, '审核人员是本案承办人（行政处罚法58）')
   WHERE EXISTS (SELECT 1 FROM cases_handler h WHERE h.case_id = NEW.case_id AND h.person_id = NEW.reviewer);
END;
-- ;;
CREATE TRIGGER review_minutes BEFORE INSERT ON review
BEGIN
  SELECT RAISE(ABORT, '没有同一文本的集体讨论记录，不得依讨论结论通过')
   WHERE NEW.outcome = 'settled' AND NOT EXISTS (SELECT 1 FROM discussion d WHERE d.id = NEW.minutes_id
          AND d.case_id = NEW.case_id AND d.text_root = NEW.text_root AND d.kind = 'dispute');
END;
-- ;;
-- What layer 4 asks of an entry it can only ask of the right kind of entry of the right case.
CREATE TRIGGER gate_entry BEFORE INSERT ON ledger_anjuan
BEGIN
  SELECT RAISE(ABORT, '决定只能随本案的 decision.issued 登记')
   WHERE EXISTS (SELECT 1 FROM decision d WHERE d.ledger_seq = NEW.seq
                   AND (d.case_id <> NEW.case_id OR NEW.type <> 'decision.issued'));
  SELECT RAISE(ABORT, '撤销只能随本案的 decision.annulled 登记')
   WHERE EXISTS (SELECT 1 FROM decision_annulment a JOIN decision d ON d.id = a.decision_id WHERE a.ledger_seq = NEW.seq
                   AND (d.case_id <> NEW.case_id OR NEW.type <> 'decision.annulled'));
  SELECT RAISE(ABORT, '审核意见只能随本案的 review.passed 或者 review.returned 登记')
   WHERE EXISTS (SELECT 1 FROM review r WHERE r.ledger_seq = NEW.seq AND (r.case_id <> NEW.case_id
                    OR NEW.type <> CASE r.outcome WHEN 'object' THEN 'review.returned' ELSE 'review.passed' END));
END;
