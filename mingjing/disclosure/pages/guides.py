"""服务指南 (行政许可法30; plan 三(一)1): one page and one open-data file for every licence item an organ offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mingjing.catalog import queries as catalog
from mingjing.disclosure.pages import formats
from mingjing.disclosure.pages.formats import HTML, JSON, Outputs
from mingjing.law.kinds import ActKind
from mingjing.law.licence_item import FORMS, Before, LicenceItem
from mingjing.law.licence_items import items_on
from mingjing.law.limits import Mark

if TYPE_CHECKING:
    from mingjing.disclosure.public_store import PublicStore
    from mingjing.organs.models import Organ

# The way of an application, as the guide tells it (行政许可法29–44).
COURSE = (
    ("申请", "网上或者窗口提交申请书和材料，格式文本不收费", "行政许可法29、31"),
    ("受理", "五个工作日内受理，或者一次告知需要补正的全部内容；逾期不告知的，自收到之日起即为受理", "行政许可法32"),
    (
        "审查",
        "需要核实材料实质内容的，两名以上工作人员现场核查；直接关系他人重大利益的，告知并听取意见",
        "行政许可法34、36",
    ),
    ("决定", "在法定期限内作出；听证、检验、检测、检疫、鉴定、专家评审的时间不计入，书面告知", "行政许可法42、45"),
    ("发证", "自作出准予决定之日起十个工作日内颁发、送达许可证件；准予决定公开", "行政许可法40、44"),
)


@dataclass(frozen=True, slots=True)
class Guide:
    """One item with the organs that handle it."""

    item: LicenceItem
    organs: tuple[Organ, ...]


def guides(on: date) -> list[Guide]:
    """Items in force on a day that stand on some organ's list of powers."""
    found = [Guide(item, tuple(catalog.organs_with(ActKind.LICENCE, item.name, on))) for item in items_on(on)]
    return [guide for guide in found if guide.organs]


def outputs(found: list[Guide]) -> Outputs:
    """Every address under ``/guides``."""
    made: Outputs = {"/guides": (HTML, formats.html("public/guides.html", {"guides": found}))}
    for guide in found:
        view = _view(guide)
        url = f"/guides/{guide.item.code}"
        made[url] = (HTML, formats.html("public/guide.html", {"g": guide.item, "organs": guide.organs, "v": view}))
        made[f"{url}.json"] = (JSON, formats.as_json(_open_data(guide, view)))
    return made


def put_guides(shelf: PublicStore, on: date) -> None:
    """Write every guide. What is no longer offered says so: its page is not left as it was."""
    found = guides(on)
    gone = {item.code for item in items_on(on)} - {guide.item.code for guide in found}
    closed = {f"/guides/{code}": (HTML, formats.html("public/guide.html", {"g": None})) for code in gone}
    shelf.put_pages({**outputs(found), **{url: page for url, page in closed.items() if shelf.page(url)}})


def _view(guide: Guide) -> dict[str, Any]:
    item = guide.item
    return {
        "materials": [
            {
                "name": m.name,
                "form": FORMS[m.form],
                "need": "必交" if m.required else "选交",
                "note": "；".join(
                    filter(None, (m.note, "本机关已留存的不必重复提交" if m.reusable and not m.note else ""))
                ),
            }
            for m in item.materials
        ],
        "days": f"{item.statutory_days} 个工作日（{item.days_basis or '行政许可法42①'}）",
        "promised": f"{item.promised_days} 个工作日",
        "longer": f"本机关负责人批准，可以延长 {item.extension} 个工作日，理由告知申请人"
        if item.extension
        else "不得延长",
        "term": f"{item.years} 年（{item.years_basis}）" if item.years else "没有固定期限",
        "renewal": renewal(item) if item.years else "没有有效期，不需要延续",
        "way": "形式审查，材料齐全的当场决定" if not item.site_check else "书面审查和现场核查",
        "course": [{"name": name, "words": words, "basis": basis} for name, words, basis in COURSE],
        "to_confirm": item.note if item.source_mark is not Mark.READ else "",
    }


def renewal(item: LicenceItem) -> str:
    """Between which days a renewal is asked, in words."""
    last = f"届满 {_length(item.renew_last)}前"
    first = f"届满前 {_length(item.renew_first)}起，" if item.renew_first else ""
    return f"有效期{first}{last}提出（{item.renew_basis}）；届满前没有作出决定的，视为准予延续（行政许可法50②）"


def _length(before: Before) -> str:
    return f"{before.amount} {before.unit.label}"


def _open_data(guide: Guide, view: dict[str, Any]) -> dict[str, Any]:
    item = guide.item
    return {
        "code": item.code, "name": item.name, "category": item.category, "basis": item.basis,
        "conditions": list(item.conditions), "quota": item.quota, "materials": view["materials"],
        "statutory_days": item.statutory_days, "promised_days": item.promised_days, "extension": item.extension,
        "years": item.years, "fee": item.fee, "certificate": item.certificate,
        "organs": [{"name": o.name, "address": o.address, "phone": o.phone} for o in guide.organs],
        "valid_from": item.valid_from.isoformat(), "to_confirm": view["to_confirm"],
    }  # fmt: skip
