"""Lists of the demonstration, published by the same words of the same people as anywhere: draft, check, approve, guide.

Rows rest on the invented organs' powers; statutes, limits and hotlines are real, circumstances of the lenient list are
invented and say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from mingjing.catalog import drafting, generating, lists, publishing
from mingjing.catalog import queries as catalog
from mingjing.catalog.models import ListVersion
from mingjing.config.demo.founding import AV_LIST, World
from mingjing.config.demo.visiting import VISITS, items_of
from mingjing.config.demo.world import ORGANS, OrganSeed, credit_code
from mingjing.law.kinds import ActKind
from mingjing.law.licence_items import items_on
from mingjing.law.list_kinds import BY_CODE
from mingjing.ledger.actions import act
from mingjing.organs.permissions import require

SINCE = "2021-07-15"
DUTIES = {
    ActKind.PENALTY: ("立案、调查取证、审核、告知、听证、决定、送达、执行、公示、归档", "90 日（行政处罚法60）"),
    ActKind.COERCION: ("报批、实施、制作笔录和清单、延长或者解除、移送、归档", "30 日，可以延长 30 日（行政强制法25）"),
    ActKind.INSPECTION: ("计划、审批、通知、检查、记录、告知结果、复查、公示", "按批准的检查期限"),
    ActKind.LEVY: ("核定、通知、征收、催缴、减免缓审批、归档", "按法定期限"),
    ActKind.LICENCE: ("受理、审查、听证、决定、颁证、公示、监督检查", "20 个工作日（行政许可法42）"),
}
CONTENT = "告知权利、出示证件、全过程、当事人陈述和签名"
# One organ has not yet brought its list to the code of 2026-08-15: what "keeping fresh" finds in the demonstration.
OLD_BASIS = {
    ("szhj", "对物料堆场未采取防尘措施的处罚"): "《中华人民共和国大气污染防治法》第一百一十七条",
    ("szhj", "排污单位现场检查"): "《中华人民共和国大气污染防治法》第二十九条",
}
# Organs that publish lists; two small ones have not begun, as the overview shows.
BEHIND = frozenset({"ymwj", "kfq"})
NOT_YET = {"lscg": "review-catalogue", "mcyj": "lenient-list"}  # one list each still under way


def publish(world: World, now: datetime) -> None:
    """Every list of every organ, each taken by its people as far as it goes."""
    for seed in ORGANS:
        if seed.key == "sj" or seed.key in BEHIND or seed.key not in world.organs:
            continue
        for kind, rows in _lists(world, seed, now):
            version = _drafted(world, seed.key, kind, rows, now)
            if version is not None:
                _taken(world, seed.key, version, now, far=NOT_YET.get(seed.key) != kind)
    _subjects(world, now)


def _lists(world: World, seed: OrganSeed, now: datetime) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    on = now.date()
    powers = list(catalog.powers(world.organs[seed.key].pk, on))
    dates = {"valid_from": SINCE, "valid_to": ""}
    yield "powers", [
        {
            "code": p.code, "act": p.kind, "name": p.name, "basis": OLD_BASIS.get((seed.key, p.name), p.basis), "duties": DUTIES[ActKind(p.kind)][0],
            "term": DUTIES[ActKind(p.kind)][1], "fee": "按规定标准收取" if p.kind == ActKind.LEVY else "不收费",
            "unit": "执法一科", "level": "市级" if seed.region == "411200" else "县级", **dates,
        }
        for p in powers
    ]  # fmt: skip
    yield "officers", []
    items = [m for m in VISITS.values() if (seed.key, m.power) in world.powers]
    if items:
        yield "inspection-items", [_item(world, seed, n, m, on.isoformat()) for n, m in enumerate(items, 1)]
    if seed.key in {"scjg", "sthj", "cg"}:
        yield "av-items", [_av_item(*row) for row in AV_LIST]
    yield "review-catalogue", list(_review(powers, dates))
    guides = [item for item in items_on(on) if any(p.name == item.name for p in powers)]
    if guides:
        yield "guides", [_guide(world, seed, item, n) for n, item in enumerate(guides, 1)]
    yield "channels", list(_channels(world, seed, dates))
    yield "lenient-list", list(_lenient(seed, dates))
    if seed.key == "cg":
        yield "entrustments", [
            {
                "code": "三城管委〔2026〕1号", "trustee": "示例城区综合执法大队", "trustee_code": credit_code("12", "411200", 901),
                "powers": [p.code for p in powers if p.kind == ActKind.PENALTY][:2], "valid_from": "2026-01-01",
                "authority": "以委托机关名义调查取证、作出简易程序处罚决定", "basis": "《中华人民共和国行政处罚法》第二十条",
                "supervision": "每季度抽查案卷，收支全部上缴", "valid_to": "2028-12-31",
            }
        ]  # fmt: skip


def _item(world: World, seed: OrganSeed, n: int, matter: Any, since: str) -> dict[str, Any]:
    power = catalog.power_named(
        world.organs[seed.key].pk, ActKind.INSPECTION, _power_name(world, seed, matter), _day(since)
    )
    assert power is not None
    return {
        "code": f"{seed.serial:02d}-SJ-{n:03d}", "power": power.code, "name": matter.cause, "basis": power.basis,
        "unit": "执法一科", "subject": matter.targets, "ratio": "5%", "frequency": "每年不少于 2 批", "method": "现场检查",
        "contents": [f"{row['item']}：{row['standard']}" for row in items_of(matter)], "type": "random",
        "risk": "A 类减少频次，D 类加大频次", "valid_from": since, "valid_to": "",
    }  # fmt: skip


def _power_name(world: World, seed: OrganSeed, matter: Any) -> str:
    wanted = world.powers[seed.key, matter.power]
    return str(next(p.name for p in catalog.powers(world.organs[seed.key].pk, _day(SINCE)) if p.pk == wanted))


def _day(text: str) -> Any:
    return datetime.fromisoformat(text).date()


def _av_item(code: str, name: str, document: str) -> dict[str, Any]:
    return {
        "code": code, "act": "penalty", "stage": "evidence", "name": name, "content": CONTENT, "place": "执法现场",
        "by": "协办人", "way": "执法记录仪", "starts": "到达现场", "ends": "离开现场", "level": "mandatory_full",
        "document": document, "keep": "与案卷相同", "valid_from": "2019-08-01", "valid_to": "",
    }  # fmt: skip


def _review(powers: list[Any], dates: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    same = {
        "unit": "执法一科", "reviewer": "政策法规科", "materials": "拟作决定、终结报告、证据、裁量说明、其他材料",
        "heads": "主体、程序、事实、依据、裁量、权限、文书、移送", "days": 5, "basis": "《中华人民共和国行政处罚法》第五十八条",
        **dates,
    }  # fmt: skip
    yield {
        "code": "SH-001", "act": "penalty", "name": "较大数额罚款、没收", "amount_person": 500_000, "amount_org": 5_000_000,
        "standard": "对公民五千元以上，对单位五万元以上", "penalties": [], "discussed": True, "filed": True, **same,
    }  # fmt: skip
    yield {
        "code": "SH-002", "act": "penalty", "name": "责令停产停业、吊销许可证件", "penalties": ["suspend_business", "revoke_licence"],
        "standard": "拟作出责令停产停业、吊销许可证件决定的", "discussed": True, "filed": True, **same,
    }  # fmt: skip
    coercion = [p.code for p in powers if p.kind == ActKind.COERCION]
    if coercion:
        yield {
            "code": "SH-003", "act": "coercion", "name": "行政强制执行决定", "powers": [], "penalties": [],
            "standard": "拟作出强制执行决定的", "discussed": True, "filed": False, **same,
            "basis": "三政办〔2019〕16号三(三)2",
        }  # fmt: skip


def _guide(world: World, seed: OrganSeed, item: Any, n: int) -> dict[str, Any]:
    organ = world.organs[seed.key]
    return {
        "code": f"{seed.serial:02d}-XK-{n:03d}", "name": item.name, "act": "licence", "basis": item.basis,
        "accepts": f"{organ.short_name}政务服务窗口", "decides": organ.name, "conditions": "；".join(item.conditions),
        "materials": [m.name for m in item.materials], "course": "申请、受理、审查、决定、发证",
        "term": f"法定 {item.statutory_days} 个工作日，承诺 {item.promised_days} 个工作日", "fee": item.fee or "不收费",
        "result": item.certificate, "place": f"{organ.address}，工作日 9:00—12:00、13:00—17:00", "phone": organ.phone,
        "complaint_phone": "12345", "valid_from": item.valid_from.isoformat(), "valid_to": "",
    }  # fmt: skip


def _channels(world: World, seed: OrganSeed, dates: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    organ = world.organs[seed.key]
    rows = (
        ("reconsideration", f"向{organ.reconsideration_body}申请行政复议", organ.reconsideration_body, "",
         "收到决定书之日起 60 日内", "《中华人民共和国行政复议法》第二十条"),
        ("litigation", f"向{organ.court}提起行政诉讼", organ.court, "", "收到决定书之日起 6 个月内",
         "《中华人民共和国行政诉讼法》第四十六条"),
        ("correction", "公示信息有误的，申请更正", organ.name, organ.phone, "", "三政办〔2019〕16号三(一)4"),
        ("complaint", "投诉举报执法行为", organ.name, organ.phone, "", "三政办〔2019〕16号三(一)6"),
        ("hotline", "政务服务便民热线", "12345 热线", "12345", "", "三政办〔2019〕16号三(一)1"),
    )  # fmt: skip
    for n, (kind, name, body, phone, term, basis) in enumerate(rows, 1):
        yield {
            "code": f"QD-{n:03d}", "kind": kind, "name": name, "body": body, "phone": phone, "term": term, "basis": basis,
            **dates,
        }  # fmt: skip


def _lenient(seed: OrganSeed, dates: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    yield {
        "code": f"{seed.serial:02d}-QD-001", "kind": "may_none", "matter": f"{seed.field}领域首次轻微违法（示例事项）",
        "conditions": "初次违法、危害后果轻微、及时改正（示例条件，演示自拟）", "measures": "说服教育、签订承诺、回访",
        "basis": "《中华人民共和国行政处罚法》第三十三条第一款", **dates,
    }  # fmt: skip


def _drafted(world: World, key: str, kind: str, rows: list[dict[str, Any]], now: datetime) -> ListVersion | None:
    organ, listed, actor = world.organs[key], BY_CODE[kind], world.actor(key, "U", now.date())
    if listed.generated:
        return generating.draft_from_register(actor=actor, organ=organ, kind=kind, now=now)
    by = require(actor, drafting.EDIT, lists.scope_of(organ.pk))
    whole = []
    for row in rows:
        values, problems = listed.check({c.name: row.get(c.name, "") for c in listed.columns})
        assert not problems, (kind, problems)
        whole.append(values)
    with act(type="list.drafted", by=by, obj="", now=now) as opened:
        return drafting.write(opened, by, organ.pk, listed, drafting.base_for(organ.pk, kind), whole)


def _taken(world: World, key: str, version: ListVersion, now: datetime, *, far: bool) -> None:
    on = now.date()
    version = publishing.submit(actor=world.actor(key, "U", on), version=version, note="首次公布", now=now)
    version = publishing.agree(actor=world.actor(key, "L", on), version=version, words="", now=now)
    if not far and not version.listed.guided:
        return
    version = publishing.agree(actor=world.actor(key, "B", on), version=version, words="同意", now=now)
    if version.state == ListVersion.State.GUIDING and far:
        publishing.agree(actor=world.actor("sj", "J", on), version=version, words="无意见", now=now)


def _subjects(world: World, now: datetime) -> None:
    """The region's list of organs: one officer of the bureau makes it, another confirms it."""
    if "sj" not in world.organs:
        return
    on, organ = now.date(), world.organs["sj"]
    made = generating.draft_from_register(actor=world.actor("sj", "J", on), organ=organ, kind="subjects", now=now)
    assert made is not None
    made = publishing.submit(actor=world.actor("sj", "J", on), version=made, note="首次公布", now=now)
    publishing.agree(actor=world.actor("sj", "J", on, 1), version=made, words="", now=now)
