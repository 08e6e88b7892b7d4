"""Gates on people, powers, time, party, law and evidence: what every step of a case stands on."""

from __future__ import annotations

from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, Gate, gate, no, ok
from mingjing.law.kinds import Doc, Penalty, Step


@gate("handler.too-few", "两名有资格的执法人员", "行政处罚法42")
def two_qualified_officers(f: CaseFacts) -> Answer:
    """At least two handlers with certificates valid on the act's day, in the field."""
    good = [o for o in f.officers if o.certificate_valid and o.in_field]
    if len({o.person for o in good}) >= 2:
        return ok("、".join(o.name for o in good) + " 的执法证在有效期内")
    bad = "、".join(o.name for o in f.officers if o not in good)
    reason = f"{bad} 的执法证今天无效或不在本领域" if bad else f"现有执法人员 {len(f.officers)} 名"
    return no(reason, "指派两名以上执法证有效的执法人员", Step.ASSIGN_HANDLERS)


@gate("recusal.open", "没有未决定的回避申请", "行政处罚法43")
def no_open_recusal(f: CaseFacts) -> Answer:
    if f.open_recusals:
        return no(f"{'、'.join(f.open_recusals)} 的回避申请还没有决定", "由机关负责人决定是否回避", Step.DECIDE_RECUSAL)
    return ok("没有未决定的回避申请")


@gate("power.not-listed", "职权在权责清单内", "三政办〔2019〕16号三(一)1")
def power_on_list(f: CaseFacts) -> Answer:
    if f.power_listed:
        return ok(f.power_name)
    return no("这项职权不在本机关有效的权责清单内", "核对职权事项；确属本机关职权的，先更新权责清单")


@gate("entrustment.none", "受委托组织在委托的权限和期限内", "行政处罚法20、21")
def within_entrustment(f: CaseFacts) -> Answer:
    """An organisation that acts for another organ does so within an entrustment that is published and in force."""
    if not f.entrusted:
        return ok("以本机关名义实施")
    if f.entrustment:
        return ok(f"委托书 {f.entrustment}")
    return no("没有公布的、今天有效的委托书覆盖这项职权", "报委托机关办理；确已委托的，由委托机关先公布委托执法清单")


@gate("limitation.passed", "没有超过追责时效", "行政处罚法36")
def within_limitation(f: CaseFacts) -> Answer:
    end = f.limitation_end
    if end is None:
        return no("没有填写违法行为发生或者终了的日期", "补填违法行为发生（终了）日期")
    found = f.found_on or f.on
    if found > end:
        years = "五年" if f.life_or_safety else "二年"
        return no(f"发现时已超过{years}（{end} 届满）", "不予立案；已立案的终止案件", Step.TERMINATE)
    return ok(f"发现日 {found}，时效至 {end}")


@gate("party.invalid", "当事人信息正确", "行政处罚法59①一")
def party_valid(f: CaseFacts) -> Answer:
    if f.party_kind is None:
        return no("没有填写当事人", "补填当事人")
    if f.party_problem:
        return no(f.party_problem, "更正当事人信息")
    return ok(f"{f.party_kind.label}，号码校验通过")


@gate("party.under-14", "当事人年满十四周岁", "行政处罚法30")
def party_of_age(f: CaseFacts) -> Answer:
    if f.party_age_at_act is not None and f.party_age_at_act < 14:
        return no("行为时不满十四周岁，不予行政处罚", "作出不予处罚决定，责令监护人管教", Step.DECIDE_NO_PENALTY)
    return ok("已满十四周岁或者不是自然人")


@gate("citation.not-in-force", "引用的条款有效", "行政处罚法37")
def citations_in_force(f: CaseFacts) -> Answer:
    dead = [text for text, good in f.citations if not good]
    if not f.citations:
        return no("没有引用法律、法规、规章条款", "补填违反条款和处罚依据")
    if f.unknown_articles:
        return no(f"没有这样的条文：{'、'.join(f.unknown_articles)}", "在法规库中查到条文后改正条号")
    if dead:
        return no(f"{'、'.join(dead)} 在行为日和今天都不在施行期内", "按从旧兼从轻改引有效条款")
    return ok(f"{len(f.citations)} 条均在施行期内")


def _document(f: CaseFacts, doc: Doc) -> Answer:
    if doc in f.documents:
        return ok(f"{doc.label}已定稿")
    if doc in f.drafts:
        return no(f"{doc.label}还是草稿", f"完成并定稿{doc.label}")
    return no(f"没有{doc.label}", f"制作{doc.label}")


def document(doc: Doc, article: str) -> Gate:
    """A gate that asks for one final document."""
    return Gate(f"document.{doc.value.replace('_', '-')}", doc.label, article, lambda f: _document(f, doc))


@gate("evidence.none", "有证据", "行政处罚法40、46")
def evidence_present(f: CaseFacts) -> Answer:
    if f.evidence_count:
        return ok(f"{f.evidence_count} 件证据已入库")
    return no("还没有证据", "上传证据并登记证明对象")


@gate("evidence.expert-missing", "鉴定（评估）报告", "三政办〔2019〕16号三(三)4")
def expert_report_present(f: CaseFacts) -> Answer:
    if not f.expert_needed:
        return ok("本案不需要鉴定、检测")
    return ok("鉴定意见已入库") if f.expert_present else no("缺少鉴定（检测、评估）意见", "上传鉴定意见")


@gate("recording.missing", "应录音像齐全", "三政办〔2019〕16号三(二)2")
def required_recordings_present(f: CaseFacts) -> Answer:
    missing = [r.label for r in f.recordings if r.mandatory and not (r.present or r.excused)]
    if missing:
        return no(f"缺少音像：{'、'.join(missing)}", "上传原始音像；确实没有的，说明理由并经另一人批准")
    excused = sum(r.excused for r in f.recordings)
    return ok("必录环节均有音像" + (f"，{excused} 处经批准说明理由" if excused else ""))


@gate("preservation.open", "登记保存的物品已处理", "行政处罚法56")
def preserved_goods_handled(f: CaseFacts) -> Answer:
    if f.preserved_open:
        return no(
            f"{f.preserved_open} 批先行登记保存的物品还没有处理决定", "七个工作日内作出处理决定", Step.HANDLE_PRESERVED
        )
    return ok("没有待处理的登记保存物品")


@gate("case.suspended", "案件没有中止", "行政处罚法60")
def not_suspended(f: CaseFacts) -> Answer:
    if f.suspended_since:
        return no(f"案件自 {f.suspended_since} 起中止", "恢复案件", Step.RESUME)
    return ok("案件没有中止")


@gate("case.not-suspended", "案件已中止", "行政处罚法60")
def is_suspended(f: CaseFacts) -> Answer:
    return ok(f"自 {f.suspended_since} 起中止") if f.suspended_since else no("案件没有中止", "不需要恢复")


@gate("suspension.no-rule", "有本领域规定的中止依据", "行政处罚法60")
def suspension_has_rule(f: CaseFacts) -> Answer:
    if f.suspension_basis:
        return ok(f.suspension_basis)
    return no(
        "本领域没有可以中止计算九十日的规定，不得停算",
        "引用法律、法规、规章中有日期、有条文的规定；没有规定的继续办理",
    )


@gate("extension.no-rule", "有本领域规定的延长依据", "行政处罚法60")
def extension_has_rule(f: CaseFacts) -> Answer:
    if f.extension_basis:
        return ok(f.extension_basis)
    return no("本领域没有可以延长九十日的规定，不得延长", "在期限内作出决定；另有规定的，引用该条文")


@gate("proposal.none", "处罚建议", "行政处罚法57")
def proposal_made(f: CaseFacts) -> Answer:
    p = f.proposal
    if f.no_penalty_ground:
        return ok(f"拟不予处罚：{f.no_penalty_ground}")
    if p is None or not p.penalties:
        return no("没有填写拟处罚的种类", "在案件中填写处罚建议", Step.CONCLUDE)
    if Penalty.FINE in p.penalties and p.fine <= 0:
        return no("拟处罚款但没有填写数额", "填写罚款数额")
    return ok("、".join(k.label for k in Penalty if k in p.penalties) + (f" {p.fine / 100:,.2f} 元" if p.fine else ""))


@gate("crime.suspected", "不涉嫌犯罪", "行政处罚法27、57①四")
def no_crime_suspected(f: CaseFacts) -> Answer:
    if f.crime_suspected:
        return no("标明涉嫌犯罪", "移送司法机关", Step.TRANSFER)
    return ok("未发现涉嫌犯罪")


@gate("proposal.no-ground", "不予处罚的理由", "行政处罚法30、31、33、57①二、三")
def no_penalty_ground_given(f: CaseFacts) -> Answer:
    if f.no_penalty_ground:
        return ok(f.no_penalty_ground)
    return no("没有填写不予处罚的法定情形", "在案件的处罚建议中选择不予处罚并写明理由")


@gate("party.unanswered", "当事人提交的意见已处理", "行政处罚法45；行政强制法36；行政许可法36、48")
def party_heard(f: CaseFacts) -> Answer:
    """What the party handed in by itself is taken up before anything is decided."""
    if f.filings_open:
        return no(f"当事人在线提交的{'、'.join(f.filings_open)}还没有办理", "登记或者答复后再作决定")
    return ok("没有待处理的当事人提交")
