"""Reading what a citizen (or a clerk for one) handed in: what it is about, whose it is, who is tied, who handles it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from mingjing.disclosure.models import Publication
from mingjing.law.complaining import About, Source, Tie, Ties, Wish, goes_to_bureau
from mingjing.organs import queries as organs
from mingjing.organs.models import Organ, Person
from mingjing.procedure.refusals import FormIncomplete
from mingjing.vault import queries as vault

LONGEST, SHORTEST, MOST_NAMED = 3_000, 5, 10
SPLIT = re.compile(r"[\s,，;；、]+")
PAGE = re.compile(r"(?:.*/(?:decisions|verify)/)?([0-9a-f]{16})/?", re.ASCII)
PUBLIC = ("published", "corrected", "withdrawn")


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed. ``decision``: the public number or address of its page; ``certificates``: numbers of officers."""

    wish: str
    about: str
    content: str
    organ_id: str = ""
    decision: str = ""
    certificates: str = ""
    item: str = ""
    page: str = ""
    name: str = ""
    phone: str = ""
    files: tuple[str, ...] = ()
    source: str = Source.PORTAL
    outside_number: str = ""


@dataclass(slots=True)
class Read:
    """What it was understood to be."""

    organ: Organ
    handled_by: Organ
    subject: str
    address: str
    ties: Ties
    publication: Publication | None = None
    officer: Person | None = None
    errors: dict[str, str] = field(default_factory=dict)


def read(given: Given, on: date) -> Read:
    """Understand it wholly or refuse it. Raises FormIncomplete, field → message with the cure."""
    errors = _plain(given)
    publication = _publication(given, errors)
    named = _named(given, errors)
    officer = named[0] if named and given.about == About.OFFICER else None
    organ = _organ(given, publication, officer, errors)
    if errors or organ is None:
        raise FormIncomplete(errors)
    for person in named:
        if person.organ_id != organ.pk:
            errors["certificates"] = f"{person.name}不是{organ.name}的执法人员，请分开提交"
    if errors:
        raise FormIncomplete(errors)
    wish, about = Wish(given.wish), About(given.about)
    ties = _ties(given, organ, publication, officer, named)
    heads = organs.heads(organ.pk, on)
    head_named = any(tie is Tie.NAMED and person in heads for person, tie in ties.people.items())
    handled_by: Organ | None = organ
    if goes_to_bureau(wish, about, head_named=head_named):
        handled_by = organs.bureau_over(organ, on)
    if handled_by is None:
        words = f"{organ.name}没有上级监督机构接入本平台，这件投诉请拨打 12345，或者向同级人民政府提出"
        raise FormIncomplete({"organ": words})
    subject, address = _subject(given, about, organ, publication, officer)
    return Read(organ, handled_by, subject, address, ties, publication, officer)


def _plain(given: Given) -> dict[str, str]:
    errors = {}
    if given.wish not in set(Wish):
        errors["wish"] = "选择是投诉举报，还是更正公示内容"
    if given.about not in set(About):
        errors["about"] = "选择反映的对象"
    length = len(given.content)
    if length < SHORTEST:
        errors["content"] = f"写明时间、地点、经过或者哪里不准确，至少 {SHORTEST} 字"
    elif length > LONGEST:
        errors["content"] = f"不超过 {LONGEST} 字，现在 {length} 字"
    if len(given.name) > 40:
        errors["name"] = f"称呼不超过 40 字，现在 {len(given.name)} 字"
    if given.phone and not good_phone(given.phone):
        errors["phone"] = "填写能联系到你的电话，例：13900000000；不愿留电话的空着"
    if len(given.item) > 120:
        errors["item"] = f"事项名称不超过 120 字，现在 {len(given.item)} 字"
    if given.about == About.ITEM and not given.item:
        errors["item"] = "写明是哪份清单的哪一项"
    if any(vault.blob(sha) is None for sha in given.files):
        errors["files"] = "附件没有上传成功，请重新选择文件"
    if len(given.outside_number) > 60:
        errors["outside_number"] = "来源编号不超过 60 字"
    return errors


def good_phone(phone: str) -> bool:
    """Whether a telephone number could be one: 7 to 13 digits, written with blanks or dashes."""
    digits = phone.replace("-", "").replace(" ", "")
    return digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 13


def _publication(given: Given, errors: dict[str, str]) -> Publication | None:
    if given.about != About.DECISION:
        return None
    typed = given.decision.strip()
    if not typed:
        errors["decision"] = "填写决定页面的公示编号或者网址"
        return None
    rows = Publication.objects.filter(state__in=PUBLIC).select_related("decision", "case__organ")
    match = PAGE.fullmatch(typed.lower())
    found = rows.filter(page=match[1]) if match else rows.filter(decision__number=typed)
    last = found.order_by("-revision").first()
    if last is None:
        errors["decision"] = "没有公示过这份决定。核对决定页面上的公示编号，或者文号（年份用六角括号〔〕）"
    return last


def _named(given: Given, errors: dict[str, str]) -> list[Person]:
    numbers = [n for n in SPLIT.split(given.certificates.strip()) if n]
    if given.about == About.OFFICER and not numbers:
        errors["certificates"] = "填写执法人员的执法证号，在执法主体与人员页面或者执法证上可以看到"
    if len(numbers) > MOST_NAMED:
        errors["certificates"] = f"一次最多填写 {MOST_NAMED} 个执法证号"
        return []
    known = organs.holders(numbers)
    if missing := [n[:20] for n in numbers if n not in known]:
        errors["certificates"] = f"没有查到执法证号 {'、'.join(missing[:3])}，请核对；记不清的写在内容里"
    return [known[n] for n in numbers if n in known]


def _organ(
    given: Given, publication: Publication | None, officer: Person | None, errors: dict[str, str]
) -> Organ | None:
    if publication is not None:
        return publication.case.organ
    if officer is not None:
        return officer.organ
    found = organs.public_organs().filter(pk=given.organ_id).first()
    if found is None and given.about not in {About.DECISION, About.OFFICER}:
        errors["organ"] = "选择反映的机关"
    return found


def _ties(
    given: Given, organ: Organ, publication: Publication | None, officer: Person | None, named: list[Person]
) -> Ties:
    people: dict[str, Tie] = {}
    unit = officer.unit_id if officer else None
    if publication is not None:
        decision, case = publication.decision, publication.case
        unit = case.unit_id
        people[decision.signer] = Tie.SIGNER
        if decision.reviewer:
            people[decision.reviewer] = Tie.REVIEWER
        people |= dict.fromkeys(case.handlers.values_list("person_id", flat=True), Tie.HANDLER)
    people |= dict.fromkeys((p.pk for p in organs.people_in_text(organ.pk, given.content)), Tie.NAMED)
    people |= dict.fromkeys((p.pk for p in named), Tie.NAMED)
    return Ties({p: t for p, t in people.items() if p}, unit or "")


def _subject(
    given: Given, about: About, organ: Organ, publication: Publication | None, officer: Person | None
) -> tuple[str, str]:
    """What it is about in words, and the public page of it."""
    if publication is not None:
        return f"{organ.short_name} {publication.decision.number}", f"/decisions/{publication.page}"
    if officer is not None:
        return f"{organ.short_name} 执法人员{officer.name}", f"/officers#{organ.pk}"
    if about is About.ITEM:
        page = given.page if re.fullmatch(r"/[a-z][\w/.\-]{0,150}", given.page, re.ASCII) else ""
        return f"{organ.short_name} {given.item}", page
    return f"{organ.name}{'负责人' if about is About.HEAD else ''}", f"/officers#{organ.pk}"
