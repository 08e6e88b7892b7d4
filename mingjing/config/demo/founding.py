"""Found the demonstration world by the same actions an installation uses: regions, organs, people, lists, accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from mingjing.catalog import actions as catalog
from mingjing.catalog.models import PowerItem, Statute
from mingjing.config.demo import world as seeds
from mingjing.config.demo.benchmarks import SAMPLES
from mingjing.config.demo.matters import LAWS, MATTERS
from mingjing.config.demo.powers import POWERS
from mingjing.discretion import actions as discretion
from mingjing.law.kinds import Role
from mingjing.ledger.actions import By
from mingjing.organs import actions as organs
from mingjing.organs.models import Grant, Organ, Person, Unit
from mingjing.organs.permissions import Actor, actor_for

PASSWORD = "mingjing-2026"
FOUNDER = By("founder", "C", "")
GRANT_BASIS = "示例环境初始授权"
# 音像记录事项清单: (code, name, document whose making is recorded).
AV_LIST = (
    ("scene", "现场检查", "scene_record"),
    ("interview", "询问当事人", "interview_record"),
    ("preservation", "先行登记保存", "preservation_notice"),
    ("hearing", "举行听证", "hearing_record"),
    ("spot", "当场处罚", "spot_decision"),
    ("measure", "查封、扣押全过程", "seized_list"),
    ("execution", "强制执行全过程", "execution_record"),
    ("requisition", "实施征用、清点交接", "requisition_list"),
    ("return", "返还征用物品", "return_note"),
    ("survey", "房屋调查登记", "survey_notice"),
    ("site_check", "许可现场核查", "site_check_record"),
    ("licence_hearing", "许可听证", "licence_hearing_record"),
)


@dataclass
class World:
    """What was founded: organs by key, people by organ key and role letter, lists."""

    organs: dict[str, Organ] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[tuple[str, str], list[Person]] = field(default_factory=dict)
    statutes: dict[str, str] = field(default_factory=dict)
    powers: dict[tuple[str, str], str] = field(default_factory=dict)
    accounts: list[tuple[str, str, str, str]] = field(default_factory=list)  # username, name, organ, roles

    def one(self, organ: str, role: str, n: int = 0) -> Person:
        """The n-th person of a role in an organ."""
        return self.people[organ, role][n]

    def actor(self, organ: str, role: str, on: date, n: int = 0) -> Actor:
        """That person as an actor on a day."""
        return actor_for(self.one(organ, role, n), on)


def found(now: datetime, keys: frozenset[str] | None = None, *, hashed: str = "") -> World:
    """Found the whole world, or only the organs named. ``hashed``: one encoded password for every account."""
    world, on = World(), now.date()
    hashed = hashed or make_password(PASSWORD)
    for code, name, level, parent in seeds.REGIONS:
        organs.register_region(code=code, name=name, level=level, parent=parent)
    for key, law in LAWS.items():
        row = {"title": law.title, "issuer": law.issuer, "effective_from": law.since, "effective_to": law.until}
        world.statutes[key] = catalog.register_statutes(by=FOUNDER, rows=[{**row, "note": law.note}], now=now)[0].pk
    rows = [
        {"organ": None, "code": c, "name": n, "document": d, "level": "mandatory_full", "valid_from": date(2019, 8, 1)}
        for c, n, d in AV_LIST
    ]
    catalog.list_av_items(by=FOUNDER, rows=rows, now=now)
    discretion.register_many(by=FOUNDER, tables=SAMPLES, region_id="411200", now=now)
    number = 0
    for seed in seeds.ORGANS:
        if keys is not None and seed.key not in keys:
            number += len(seeds.staff(seed))
            continue
        _organ(world, seed, now)
        for letters, position in seeds.staff(seed):
            _person(world, seed, number, letters, position, on, now, hashed)
            number += 1
        _powers(world, seed, now)
    return world


def again() -> World:
    """A world that was founded before, read from what is kept: organs, units, people, statutes, powers."""
    world = World()
    for key, law in LAWS.items():
        if statute := Statute.objects.filter(title=law.title, effective_from=law.since).first():
            world.statutes[key] = statute.pk
    for seed in seeds.ORGANS:
        if organ := Organ.objects.filter(doc_prefix=seed.prefix).first():
            world.organs[seed.key] = organ
            world.units[seed.key] = Unit.objects.get(organ=organ, kind="case")
            coded = dict(PowerItem.objects.filter(organ=organ).values_list("code", "pk"))
            world.powers |= {(seed.key, key): coded[code] for code, key in _codes(seed).items() if code in coded}
            for grant in Grant.objects.filter(organ=organ).select_related("person").order_by("ledger_id"):
                world.people.setdefault((seed.key, grant.role), []).append(grant.person)
    return world


def _codes(seed: seeds.OrganSeed) -> dict[str, str]:
    """Code of each power of an organ's list → its key, numbered as ``_powers`` numbers them."""
    fitting = [key for key, m in MATTERS.items() if m.field == seed.field]
    others = [p.key for p in POWERS if p.field == seed.field]
    codes = {f"{seed.serial:02d}-CF-{n:03d}": key for n, key in enumerate(fitting, 1)}
    return codes | {f"{seed.serial:02d}-QT-{n:03d}": key for n, key in enumerate(others, 1)}


def _organ(world: World, seed: seeds.OrganSeed, now: datetime) -> None:
    city = seed.region == "411200" or seed.region == "411271"
    place = {code: name for code, name, *_ in seeds.REGIONS}[seed.region]
    organ = organs.register_organ(
        by=FOUNDER,
        now=now,
        name=seed.name,
        short_name=seed.short,
        region_id=seed.region,
        uscc=seeds.credit_code("11", seed.region, seed.serial),
        doc_prefix=seed.prefix,
        field=seed.field,
        address=f"河南省{place if city else '三门峡市' + place}示例路{seed.serial}号",
        phone=f"0398-000{seed.serial:04d}",
        reconsideration_body="三门峡市人民政府" if city else f"{place}人民政府",
        court="三门峡市湖滨区人民法院" if city else f"{place}人民法院",
        valid_from=date(2019, 1, 1),
    )
    world.organs[seed.key] = organ
    world.units[seed.key] = organs.register_unit(by=FOUNDER, organ=organ, name="执法一科", kind="case", now=now)
    organs.register_unit(by=FOUNDER, organ=organ, name="政策法规科", kind="legal", now=now)


def _person(
    world: World, seed: seeds.OrganSeed, n: int, letters: str, position: str, on: date, now: datetime, hashed: str
) -> None:
    organ, roles = world.organs[seed.key], letters.split()
    unit = world.units[seed.key] if {"H", "U"} & set(roles) else None
    person = organs.register_person(
        by=FOUNDER,
        id_number=seeds.id_number(n),
        now=now,
        name=seeds.person_name(n),
        gender="男" if n % 3 else "女",
        position=position,
        organ=organ,
        unit=unit,
        has_legal_qualification="L" in roles,
        qualification_no=f"A2018411200{n:04d}" if "L" in roles else "",
    )
    if "H" in roles:
        expired = (seed.key, len(world.people.get((seed.key, "H"), []))) == ("lscg", 1)
        organs.issue_certificate(
            by=FOUNDER,
            person=person,
            now=now,
            number=f"1612{seed.serial:03d}{n:04d}",
            fields=[seed.field],
            region=organ.region,
            issued_on=on - timedelta(days=700),
            valid_to=on + timedelta(days=388 if expired else 1500),
        )
    for role in roles:
        wide = {"region": organ.region} if role == "J" else {}
        narrow = {"unit": unit} if role == "U" else {}
        organs.grant_role(
            by=FOUNDER, person=person, role=Role(role), now=now, valid_from=on, basis=GRANT_BASIS, organ=organ,
            **wide, **narrow,  # type: ignore[arg-type]
        )  # fmt: skip
        world.people.setdefault((seed.key, role), []).append(person)
    first = roles[0].lower()
    place = len(world.people[seed.key, roles[0]])
    several = sum(1 for staffed, _ in seeds.staff(seed) if staffed.split()[0] == roles[0]) > 1
    username = f"{seed.key}.{first}{place if several else ''}"
    organs.create_account(person=person, username=username, password="", hashed=hashed)
    world.accounts.append((username, person.name, organ.short_name, "、".join(Role(r).label for r in roles)))


def _powers(world: World, seed: seeds.OrganSeed, now: datetime) -> None:
    fitting = [(key, m) for key, m in MATTERS.items() if m.field == seed.field]
    for number, (key, matter) in enumerate(fitting, 1):
        law, article = matter.penalty
        power = catalog.list_power(
            by=FOUNDER,
            now=now,
            organ=world.organs[seed.key],
            code=f"{seed.serial:02d}-CF-{number:03d}",
            kind="penalty",
            name=f"对{matter.cause}的处罚",
            basis=f"《{LAWS[law].title}》{article}",
            valid_from=date(2021, 7, 15),
        )
        world.powers[seed.key, key] = power.pk
    for number, item in enumerate((p for p in POWERS if p.field == seed.field), 1):
        power = catalog.list_power(
            by=FOUNDER, now=now, organ=world.organs[seed.key], code=f"{seed.serial:02d}-QT-{number:03d}", kind=item.kind,
            name=item.name, basis=item.basis, valid_from=date(2021, 7, 15),
        )  # fmt: skip
        world.powers[seed.key, item.key] = power.pk


def accounts_text(world: World) -> str:
    """Accounts of three organs, which ``./start`` prints, then after an empty line all of them."""
    shown = [a for a in world.accounts if a[0].split(".")[0] in {"sthj", "scjg", "sj"}]
    lines = [f"示例账号（密码都是 {PASSWORD}）："]
    lines += [f"  {username:<10} {name}　{organ}　{roles}" for username, name, organ, roles in shown]
    lines.append(f"其余单位的 {len(world.accounts) - len(shown)} 个账号列在运行目录的 demo-accounts.txt。")
    lines += ["", "全部账号："]
    lines += [f"  {username:<10} {name}　{organ}　{roles}" for username, name, organ, roles in world.accounts]
    return "\n".join(lines) + "\n"
