"""The stranger's check of a draw: it agrees with the platform, and without any one of its checks some lie passes."""

from __future__ import annotations

import ast
import base64
import contextlib
import hashlib
import io
import json
import random
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.law import draw
from mingjing.law.draw import Anchor, Bias, Conflict, Excluded, Exclusion, commitment, result_of
from mingjing.ledger.keys import LogKey
from mingjing.tlog import proofs
from mingjing.tlog.canon import canonical
from mingjing.tlog.checkpoints import Checkpoint
from mingjing.tlog.hashing import leaf_hash, root
from mingjing.tlog.notes import key_id, sign_note, signature_line
from tests.law.test_draw import FIRMS, RISKS, STAFF, ask, firm, officer
from tests.tlog.test_ed25519 import NOT_CANONICAL, SMALL_ORDER, VECTORS

pytestmark = pytest.mark.pure
ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "verify_draw.py"
SOURCE = SCRIPT.read_text(encoding="utf-8")
SEED = b"k" * 32
KEY, OTHER = LogKey("t.example/gongshi", SEED), LogKey("t.example/anjuan", b"o" * 32)
TRUST = {"v": 1, "keys": {"anjuan": [OTHER.verifier().vkey()], "gongshi": [KEY.verifier().vkey()]}, "witnesses": []}

# --- the script, whole and with checks taken out --------------------------------------------------------------------

CHECKS = {"need", "whole", "named", "shown", "listed", "only"}


class Checks(ast.NodeTransformer):
    """Numbers every call of a check. ``out`` are taken away; the others note their number in what they raise."""

    def __init__(self, out: Callable[[int, str], bool]) -> None:
        self.out, self.sites = out, []

    def visit_Call(self, node: ast.Call) -> ast.AST:
        inside = ast.unparse(node)
        self.generic_visit(node)
        if not isinstance(node.func, ast.Name) or node.func.id not in CHECKS:
            return node
        number, name = len(self.sites), node.func.id
        self.sites.append(inside)
        if self.out(number, inside):
            if name == "need":
                return ast.Constant(None)
            if name == "only":
                return ast.Call(ast.Name("_bare", ast.Load()), [node.args[0], *node.args[2:]], [])
            return node.args[0]
        thunk = ast.Lambda(ast.arguments([], [], None, [], [], None, []), node)
        return ast.Call(ast.Name("_at", ast.Load()), [ast.Constant(number), thunk], [])


def bare(value: Any, *keys: str) -> list[Any]:
    return [value[k] for k in keys]


def script(out: Callable[[int, str], bool] = lambda number, text: False) -> Any:
    """The script as a module, without the checks ``out``; ``sites`` lists the calls of checks in order."""
    checks = Checks(out)
    tree = ast.fix_missing_locations(checks.visit(ast.parse(SOURCE)))
    module: Any = types.ModuleType("verify_draw")

    def at(number: int, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except Exception as error:
            if type(error).__name__ == "Refused":
                error.sites = [*getattr(error, "sites", []), number]  # type: ignore[attr-defined]
            raise

    module.__dict__.update(_at=at, _bare=bare, sites=checks.sites)
    exec(compile(tree, str(SCRIPT), "exec"), module.__dict__)
    return module


WHOLE = script()
ENDLESS = "need(n > 0, '可抽的对象或者可派的人员不够')"  # without it, one would wait for ever
UNCHECKED = script(lambda number, text: text != ENDLESS)


# --- a log, a draw, and whoever lies about them ---------------------------------------------------------------------


@dataclass
class Case:
    """The files of one draw, still open to change, and the public log under them."""

    bodies: list[bytes]
    index: int
    size: int
    earlier: int
    result: Any
    targets: Any
    officers: Any
    trust: Any = None
    texts: dict[str, bytes] = field(default_factory=dict)

    def files(self) -> list[bytes]:
        """As handed out."""
        names = ["result", "targets", "officers", *["trust"] * (self.trust is not None or "trust" in self.texts)]
        return [self.texts.get(n) or canonical(getattr(self, n)) for n in names]

    @property
    def request(self) -> Any:
        return self.result["request"]

    @property
    def log(self) -> Any:
        return self.result["log"]

    def trusting(self, *keys: str) -> Case:
        """With a trust file."""
        self.trust = deepcopy(TRUST)
        self.trust["keys"]["gongshi"] += keys
        return self

    def text(self, size: int, origin: str = KEY.name) -> str:
        return Checkpoint(origin, size, root(map(leaf_hash, self.bodies[:size]))).text()

    def node(self, level: int, index: int) -> bytes:
        return root(map(leaf_hash, self.bodies[index << level : (index + 1) << level]))

    def committed(self, **data: Any) -> Case:
        """Files and request as they are now stand in the log from the start: the lie is told all through."""
        hashes = {n: sha256(b).hexdigest() for n, b in zip(("targets", "officers"), self.files()[1:3], strict=True)}
        said = {"draw": self.request["draw"], "item": self.request["item"]["id"]}
        said["request"] = sha256(draw.canon(self.request)).hexdigest()
        self.result["pools"] = dict(hashes)
        return self.entered(obj=self.request["draw"], data={**said, **hashes, **data})

    def entered(self, **entry: Any) -> Case:
        """Another entry; the checkpoint, the proofs, the seed and what is drawn follow."""
        body = json.loads(self.bodies[self.index])
        self.bodies[self.index] = draw.canon({**body, **entry})
        return self.sealed().drawn()

    def sealed(self, *signers: LogKey, origin: str = KEY.name) -> Case:
        self.log["checkpoint"] = sign_note(self.text(self.size, origin), signers or (KEY,))
        self.log["body"] = base64.b64encode(self.bodies[self.index]).decode()
        self.log["proof"] = texts(proofs.inclusion(self.index, self.size, self.node))
        self.log["previous"], self.log["growth"] = "", []
        if self.earlier:
            self.log["previous"] = sign_note(self.text(self.earlier), (KEY,))
            self.log["growth"] = texts(proofs.consistency(self.earlier, self.size, self.node))
        return self

    def drawn(self, times: int = 1) -> Case:
        """What this seed gives, by the script with its checks taken out: it draws from anything."""
        seed = UNCHECKED.seed_of(self.log["checkpoint"].split("\n\n")[0] + "\n", self.request["draw"])
        self.result["seed"], pools = seed.hex(), []
        for pool in (self.targets, self.officers):
            pools.append({row["id"]: row for row in pool["rows"]})
        with contextlib.suppress(UNCHECKED.Refused, KeyError):
            found, barred = UNCHECKED.drawn_again(seed, self.request, *pools)
            rows = [{"target": t, "officers": people} for t, people in found]
            self.result |= {"base": len(pools[0]), "number": len(rows), "drawn": rows, "redraws": []}
            for n in range(1, 1 + times * bool(rows)):
                self.stand_back(seed, n, barred)
        return self

    def stand_back(self, seed: bytes, n: int, barred: Any) -> None:
        """The first officer of the first target is drawn again."""
        row, before = self.result["drawn"][0], self.result["redraws"]
        gone = {*row["officers"], *barred.get(row["target"], ()), *(r["in"] for r in before)}
        free = [o["id"] for o in self.officers["rows"] if o["id"] not in gone]
        (new,) = UNCHECKED.uniform(UNCHECKED.Stream(seed, "officers", row["target"], n), free, 1)
        out = before[-1]["in"] if before else row["officers"][0]
        before.append({"target": row["target"], "n": n, "out": out, "reason": "kin", "in": new})


def texts(hashes: list[bytes]) -> list[str]:
    return [base64.b64encode(h).decode() for h in hashes]


@cache
def made(index: int, size: int, earlier: int) -> Case:
    """By the platform, from the commitment to the redraw."""
    request = ask(
        number=0, ratio=(1, 3),
        excludes=(Excluded("t001", Exclusion.MERGED, "sjc-2026-0"), Excluded("t002", Exclusion.CEASED)),
        conflicts=(Conflict("t003", "o01", Bias.INTEREST), Conflict("t005", "o02", Bias.FAIRNESS)),
    )  # fmt: skip
    bodies = [canonical({"seq": n, "type": "system.boot"}) for n in range(size)]
    entry = {"data": commitment(request, FIRMS, STAFF), "obj": request.draw, "org": "", "seq": index, "suite": "s",
             "ts": 1, "type": draw.ENTRY, "v": 1}  # fmt: skip
    entry["org"] = "x" * ((1 - len(canonical(entry))) % 3)  # so that its base64 ends in bits that say nothing
    bodies[index] = canonical(entry)
    pools = draw.target_pool(FIRMS), draw.officer_pool(STAFF)
    case = Case(bodies, index, size, earlier, {"log": {}}, *map(json.loads, pools)).sealed()
    hashes = [[base64.b64decode(h) for h in case.log[k]] for k in ("proof", "growth")]
    anchor = Anchor(case.log["checkpoint"], index, bodies[index], hashes[0], case.log["previous"], hashes[1])
    first = result_of(request, FIRMS, STAFF, anchor)["drawn"][0]
    recusal = Conflict(first["target"], first["officers"][0], Bias.KIN)
    case.result = result_of(request, FIRMS, STAFF, anchor, [recusal])
    return case


def honest(index: int = 5, size: int = 8, earlier: int = 4) -> Case:
    """A draw that holds. Its entry is not the last of the tree, so the previous checkpoint comes with it."""
    return deepcopy(made(index, size, earlier))


def alone() -> Case:
    """One whose checkpoint ends with the entry."""
    return honest(7, 8, 0)


def run(module: Any, files: list[bytes], folder: Path) -> tuple[int, str]:
    """Exit code, and what was said, by the script's own ``main``."""
    paths = [folder / f"{n}.json" for n in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = module.main([str(p) for p in paths])
    assert bool(out.getvalue()) == (status == 0) != bool(err.getvalue())
    return status, out.getvalue() + err.getvalue()


# --- what holds -----------------------------------------------------------------------------------------------------


def test_a_stranger_draws_it_again_with_nothing_but_python(tmp_path: Path) -> None:
    case, names = honest().trusting(), ["result.json", "targets.json", "officers.json", "trust.json"]
    for name, data in zip(names, case.files(), strict=True):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "verify_draw.py").write_bytes(SCRIPT.read_bytes())
    command = [sys.executable, "-X", "utf8", "-I", "-S", "verify_draw.py"]
    done = subprocess.run([*command, *names], cwd=tmp_path, capture_output=True, env={}, timeout=100, check=False)
    told = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    for words in ("核验通过", "检查点有机关签名", "见证：无", "检查对象名录库 13 个，抽取 5 个", "公示日志第 5 条",
                  "上一个检查点 4 条", "只凭日志自己的说法", "D 级 8", "（sjc-2026-0）"):  # fmt: skip
        assert words in told, words
    name, person = {t.id: t.name or f"自然人（编号 {t.id}）" for t in FIRMS}, {o.id: o for o in STAFF}
    lines = told.splitlines()[2:7]
    for number, (target, people) in enumerate(draw.assigned(case.result).items(), 1):
        start, end = lines[number - 1].split("：")
        assert start.startswith(f"{number}. {name[target]}")
        assert end == "、".join(f"{person[o].name}（{person[o].certificate}）" for o in people)
    (redraw,) = case.result["redraws"]
    assert [line[:2] for line in told.splitlines()[7:12]] == ["不抽", "不抽", "事先", "事先", "重抽"]
    change = [f"{person[redraw[k]].name}（{person[redraw[k]].certificate}）" for k in ("out", "in")]
    assert " 换为 ".join(change) in told
    swapped = [names[0], names[2], names[2]]
    done = subprocess.run([*command, *swapped], cwd=tmp_path, capture_output=True, env={}, timeout=100, check=False)
    assert done.returncode == 1 and "检查对象名录库与公示日志中登记的不同" in done.stderr.decode()


@pytest.mark.parametrize("place", [(5, 8, 4), (5, 8, 5), (5, 8, 1), (5, 6, 0), (5, 6, 3), (0, 1, 0), (7, 8, 0)])
def test_it_holds_at_any_place_of_a_log(place: tuple[int, int, int], tmp_path: Path) -> None:
    case = honest(*place)
    status, told = run(WHOLE, case.trusting().files(), tmp_path)
    assert status == 0 and ("恰好止于这一条" in told) == (place[1] == place[0] + 1), told
    case.trust = None
    status, told = run(WHOLE, case.files(), tmp_path)
    assert status == 0 and "检查点的签名没有核对" in told and "有机关签名" not in told


def test_a_clock_that_went_back_is_no_matter(tmp_path: Path) -> None:
    assert run(WHOLE, honest().committed(clock_regressed_ms=5).files(), tmp_path)[0] == 0


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_two_programs_that_share_no_line_draw_the_same(data: st.DataObject) -> None:
    targets = [firm(n, data.draw(st.sampled_from(RISKS))) for n in range(data.draw(st.integers(1, 40)))]
    officers = [officer(n) for n in range(data.draw(st.integers(4, 9)))]
    pairs = data.draw(st.sets(st.tuples(st.sampled_from(targets), st.sampled_from(officers[:2])), max_size=6))
    request = ask(
        number=data.draw(st.integers(1, len(targets))), officers=data.draw(st.integers(2, len(officers) - 2)),
        conflicts=tuple(Conflict(t.id, o.id, Bias.KIN) for t, o in pairs),
    )  # fmt: skip
    seed = data.draw(st.binary(min_size=32, max_size=32))
    pools = [{row.id: {"risk": getattr(row, "risk", "")} for row in rows} for rows in (targets, officers)]
    found, _ = WHOLE.drawn_again(seed, request.told(), *pools)
    ours = draw.draw(seed, request, targets, officers)
    assert [(row["target"], row["officers"]) for row in ours] == found


@given(st.integers(1, 2**64), st.binary(min_size=32, max_size=32))
@settings(deadline=None)
def test_their_numbers_agree_up_to_the_widest(n: int, seed: bytes) -> None:
    theirs, ours = WHOLE.Stream(seed, "targets"), draw.words(seed, "targets")
    assert [theirs.below(n) for _ in range(9)] == [draw.below(ours, n) for _ in range(9)]


def test_the_way_it_is_called_is_told_apart_from_what_it_finds(tmp_path: Path) -> None:
    files = honest().trusting().files()
    for count in (0, 1, 2):
        assert run(WHOLE, files[:count], tmp_path)[0] == 2
    assert run(WHOLE, [*files, b""], tmp_path)[0] == 2
    err = io.StringIO()
    with contextlib.redirect_stderr(err):
        assert WHOLE.main([str(tmp_path / n) for n in ("0.json", "none", "2.json")]) == 2
    assert "读不到文件" in err.getvalue()


# --- a pool changed after it was published --------------------------------------------------------------------------


def alter(rows: Any, how: str) -> None:
    if how == "removed":
        del rows[4]
    elif how == "added":
        rows.append({**rows[-1], "id": "z9", **({"code": ""} if "code" in rows[-1] else {"certificate": "豫M9"})})
    elif how == "order":
        rows[0], rows[1] = rows[1], rows[0]
    else:
        rows[0][how] = {"risk": "D", "certificate": "豫M8"}.get(how, "改名")


@pytest.mark.parametrize(("pool", "how"), [
    *[("targets", how) for how in ("name", "risk", "removed", "added", "order")],
    *[("officers", how) for how in ("name", "certificate", "removed", "added", "order")],
])  # fmt: skip
def test_a_pool_changed_after_publication_is_named(pool: str, how: str, tmp_path: Path) -> None:
    name = {"targets": "检查对象名录库", "officers": "检查人员名录库"}[pool]
    case = honest()
    alter(getattr(case, pool)["rows"], how)
    words = f"核验不通过：{name}与公示日志中登记的不同：公布之后被改动"
    status, told = run(WHOLE, case.files(), tmp_path)
    assert status == 1 and told.startswith(words)
    case.result["pools"][pool] = sha256(case.files()[1 if pool == "targets" else 2]).hexdigest()
    status, told = run(WHOLE, case.drawn().files(), tmp_path)  # the result follows the change; the log does not
    assert status == 1 and told.startswith(words)


def test_every_changed_byte_of_the_four_files_is_refused(tmp_path: Path, long: bool) -> None:
    files, dice, accepted = honest().trusting().files(), random.Random(20261124), []
    for which, data in enumerate(files):
        for at in range(0, len(data), 1 if long else 53):
            other = dice.choice([b for b in range(256) if b != data[at]])
            changed = [*files[:which], data[:at] + bytes([other]) + data[at + 1 :], *files[which + 1 :]]
            if run(WHOLE, changed, tmp_path)[0] != 1:
                accepted.append((which, at, other))
    # The key of the other log and the list of witnesses are no part of this check; a key's own name is.
    inner = files[3].index(b'"anjuan"'), files[3].index(b'"gongshi"')
    assert [a for a in accepted if not (a[0] == 3 and inner[0] < a[1] < inner[1])] == []


# --- every check is needed ------------------------------------------------------------------------------------------

LIES: list[tuple[str, Callable[[], Case]]] = []


def lie(why: str, base: Callable[[], Case] = honest) -> Callable[[Callable[[Case], Any]], Callable[[Case], Any]]:
    """Register a lie; it must be refused with ``why``."""

    def add(change: Callable[[Case], Any]) -> Callable[[Case], Any]:
        LIES.append((why, lambda: change(base()) or honest()))
        return change

    return add


def told(why: str, base: Callable[[], Case], *path: Any, value: Any, enter: bool = True) -> None:
    """A lie in one value of result, pool or trust; ``enter``: it stood in the log from the start."""

    def change(case: Case) -> Case:
        inner: Any = getattr(case, path[0])
        for key in path[1:-1]:
            inner = inner[key]
        inner[path[-1]] = value
        return case.committed() if enter else case

    LIES.append((why, lambda: change(base())))


def trusting() -> Case:
    return honest().trusting()


SAID = ("result", "request")
told("抽取结果多了或者少了内容", honest, "result", "more", value=1, enter=False)
told("不是双随机抽取结果", honest, "result", "v", value=True, enter=False)
told("不是双随机抽取结果", honest, "result", "kind", value="mingjing.decision", enter=False)
told("抽取要求多了或者少了内容", honest, *SAID, "more", value=1)
told("抽取要求的版本不对", honest, *SAID, "v", value=2)
told("抽取的编号不规范", honest, *SAID, "draw", value="双随机 1")
told("事项多了或者少了内容", honest, *SAID, "item", "more", value=1)
told("事项的编号不规范", honest, *SAID, "item", "id", value="")
told("事项名称是空的或者过长", honest, *SAID, "item", "name", value="")
told("事项名称是空的或者过长", honest, *SAID, "item", "name", value="事" * 201)
told("事项名称是空的或者过长", honest, *SAID, "item", "name", value=" 事")
told("事项名称含有看不见的字符", honest, *SAID, "item", "name", value="事\u202e项")
told("名录库摘要多了或者少了内容", honest, "result", "pools", "more", value=1, enter=False)
told("抽取要求（数量、权重、不抽的对象、回避）与登记的不同", honest, *SAID, "item", "name", value="改", enter=False)
told("权重多了或者少了内容", honest, *SAID, "weights", "more", value=1)
told("权重表的编号不规范", honest, *SAID, "weights", "id", value="权重")
told("权重表的等级不规范", honest, *SAID, "weights", "levels", "a", value=1)
told("权重应为 1 至 1000 的整数", honest, *SAID, "weights", "levels", "D", value=1001)
told("权重应为 1 至 1000 的整数", honest, *SAID, "weights", "levels", "Z", value=0)
told("权重应为 1 至 1000 的整数", honest, *SAID, "weights", "levels", "A", value=True)
told("有检查对象的风险等级不在权重表中", honest, *SAID, "weights", "levels", value={"A": 1})
told("抽取数量应为 1 至 1000000 的整数", honest, *SAID, "count", value={"number": 0})
told("抽取数量应为 1 至 1000000 的整数", honest, *SAID, "count", value={"number": True})
told("抽取数量多了或者少了内容", honest, *SAID, "count", value={"ratio": [1, 3], "number": 1})
told("抽取比例的分母应为", honest, *SAID, "count", value={"ratio": [1, 10**6 + 1]})
told("抽取比例的分子应为", honest, *SAID, "count", value={"ratio": [0, 3]})
told("抽取比例的分子应为", honest, *SAID, "count", value={"ratio": [4, 3]})
told("可抽的对象或者可派的人员不够", honest, *SAID, "count", value={"number": 12})
told("可抽的对象或者可派的人员不够", honest, *SAID, "officers", value=6)
told("每个对象的检查人员应为 2 至 10 的整数", honest, *SAID, "officers", value=1)
told("不抽的对象应为列表", honest, *SAID, "excludes", value={})
told("不抽的对象不在名录库中", honest, *SAID, "excludes", 0, "target", value="s999")
told("不抽的理由不规范", honest, *SAID, "excludes", 0, "reason", value="熟人")
told("另一次抽取（检查）的编号不规范", honest, *SAID, "excludes", 0, "ref", value="")
told("另一次抽取（检查）的编号不规范", honest, *SAID, "excludes", 1, "ref", value="张三")
told("不抽的对象多了或者少了内容", honest, *SAID, "excludes", 0, "more", value=1)
told("回避应为列表", honest, *SAID, "conflicts", value={})
told("回避的人员或者对象不在名录库中", honest, *SAID, "conflicts", 0, "officer", value="o99")
told("回避的人员或者对象不在名录库中", honest, *SAID, "conflicts", 0, "target", value="s99")
told("回避的理由不规范", honest, *SAID, "conflicts", 0, "reason", value="忙")
told("回避多了或者少了内容", honest, *SAID, "conflicts", 0, "more", value=1)
for pool, where in (("检查对象名录库", "targets"), ("检查人员名录库", "officers")):
    told(f"{pool}多了或者少了内容", honest, where, "more", value=1)
    told(f"{pool}的种类不对", honest, where, "kind", value="mingjing.draw")
    told(f"{pool}的种类不对", honest, where, "v", value=2)
    told(f"{pool}的一行多了或者少了内容", honest, where, "rows", 0, "more", value=1)
    told(f"{pool}的编号不规范", honest, where, "rows", 0, "id", value="a b")
    told(f"抽取结果写的{pool}摘要与登记的不同", honest, "result", "pools", where, value="00" * 32, enter=False)
told("不应当列出姓名或者代码", honest, "targets", "rows", 0, "name", value="张三")
told("不应当列出姓名或者代码", honest, "targets", "rows", 0, "code", value="914112000000000001")
told("检查对象 t000 的种类不对", honest, "targets", "rows", 1, "kind", value="shop")
told("检查对象 t000 的名称是空的", honest, "targets", "rows", 1, "name", value="")
told("检查对象 t000 的名称含有看不见的字符", honest, "targets", "rows", 1, "name", value="商\x1b[2J行")
told("检查对象 t000 的代码不规范", honest, "targets", "rows", 1, "code", value="12")
told("统一社会信用代码出现两次", honest, "targets", "rows", 1, "code", value=FIRMS[1].code)
told("检查人员 o00 的姓名是空的", honest, "officers", "rows", 0, "name", value="")
told("检查人员 o00 的执法证号是空的", honest, "officers", "rows", 0, "certificate", value="")
told("检查人员 o00 的领域不规范", honest, "officers", "rows", 0, "field", value="\n")
told("执法证号出现两次", honest, "officers", "rows", 0, "certificate", value=STAFF[1].certificate)
told("日志部分多了或者少了内容", honest, "result", "log", "more", value=1, enter=False)
told("登记记录的序号应为", lambda: honest(1, 2, 1), "result", "log", "index", value=True, enter=False)
told("登记记录的序号应为", honest, "result", "log", "index", value=8, enter=False)
told("包含证明应为列表", lambda: honest(0, 1, 0), "result", "log", "proof", value={}, enter=False)
told("种子不是由检查点和抽取编号算出来的", honest, "result", "seed", value="00" * 32, enter=False)
told("基数不是名录库的行数", honest, "result", "base", value=12, enter=False)
told("抽取数量不符", honest, "result", "number", value=4, enter=False)
told("第 1 个抽中的应为", honest, "result", "drawn", 0, "target", value="t999", enter=False)
told("的检查人员应为", honest, "result", "drawn", 1, "officers", value=["o00", "o01"], enter=False)
told("抽取结果的一行多了或者少了内容", honest, "result", "drawn", 0, "more", value=1, enter=False)
told("重抽应为列表", honest, "result", "redraws", value={}, enter=False)
told("重抽多了或者少了内容", honest, "result", "redraws", 0, "more", value=1, enter=False)
told("重抽的人员没有被派去这个对象", honest, "result", "redraws", 0, "out", value="o99", enter=False)
told("重抽的人员没有被派去这个对象", honest, "result", "redraws", 0, "target", value="t999", enter=False)
told("重抽的理由不规范", honest, "result", "redraws", 0, "reason", value="忙", enter=False)
told("信任文件多了或者少了内容", trusting, "trust", "more", value=1, enter=False)
told("信任文件的版本不对", trusting, "trust", "v", value=2, enter=False)
told("签名行的公钥不在信任文件中", trusting, "trust", "keys", "gongshi", value=[OTHER.verifier().vkey()], enter=False)
told("签名行的公钥不在信任文件中", trusting, "trust", "keys", "gongshi", value=[], enter=False)


@lie("不是规范形式，文件被改动过")
def _(case: Case) -> Case:
    case.texts["result"] = json.dumps(case.result, ensure_ascii=False).encode()
    return case


@lie("不是规范形式，文件被改动过")
def _(case: Case) -> Case:
    case.texts["targets"] = canonical(case.targets).replace(b'"v":1', b'"v":2,"v":1')
    return case.committed()


@lie("键名不是 ASCII")
def _(case: Case) -> Case:
    return case.entered(备注="")


@lie("含有小数或者过大的数")
def _(case: Case) -> Case:
    return case.entered(ts=1.5)


@lie("含有小数或者过大的数")
def _(case: Case) -> Case:
    return case.entered(ts=2**53)


@lie("base64 不规范")
def _(case: Case) -> Case:
    assert case.log["body"].endswith("==")
    last = case.log["body"][-3]
    case.log["body"] = case.log["body"][:-3] + chr(ord(last) + 1) + "=="
    return case


@lie("包含证明过长")
def _(case: Case) -> Case:
    case.log["proof"] += [case.log["proof"][0]]
    return case


@lie("包含证明不成立")
def _(case: Case) -> Case:
    body = canonical({**json.loads(case.bodies[5]), "org": "elsewhere"})
    case.log["body"] = base64.b64encode(body).decode()
    return case


@lie("包含证明不成立")
def _(case: Case) -> Case:
    case.log["proof"].pop()
    return case


@lie("缺少一致性证明")
def _(case: Case) -> Case:
    case.log["growth"] = []
    return case


@lie("一致性证明应为列表")
def _(case: Case) -> Case:
    (only,) = case.log["growth"]
    case.log["growth"] = {only: 0}
    return case


@lie("一致性证明过长")
def _(case: Case) -> Case:
    case.log["growth"] += case.log["growth"]
    return case


@lie("一致性证明不成立")
def _(case: Case) -> Case:
    fork = honest()
    fork.bodies[2] = b"another past"
    case.log["previous"] = sign_note(fork.text(4), (KEY,))
    return case


@lie("上一个检查点不是同一本日志的")
def _(case: Case) -> Case:
    case.log["previous"] = sign_note(case.text(4, OTHER.name), (KEY,))
    return case


@lie("上一个检查点已经包含登记，所用的不是第一个")
def _(case: Case) -> Case:
    case.earlier = 6
    return case.sealed()


@lie("不能证明所用的是第一个包含登记的检查点")
def _(case: Case) -> Case:
    case.log["previous"], case.log["growth"] = "", []
    return case


@lie("没有上一个检查点，却有一致性证明", alone)
def _(case: Case) -> Case:
    case.log["growth"] = case.log["proof"][:1]
    return case


@lie("登记记录的序号与内容不符")
def _(case: Case) -> Case:
    return case.entered(seq=4)


@lie("所附的记录不是名录库的登记")
def _(case: Case) -> Case:
    return case.entered(type="draw.planned")


@lie("登记记录不是这次抽取的")
def _(case: Case) -> Case:
    return case.entered(obj="sjc-2026-2")


@lie("登记记录多了或者少了内容")
def _(case: Case) -> Case:
    return case.committed(more="1")


@lie("登记的抽取编号或者事项不符")
def _(case: Case) -> Case:
    return case.committed(draw="sjc-2026-2")


@lie("登记的抽取编号或者事项不符")
def _(case: Case) -> Case:
    return case.committed(item="item-8")


for _pool_name, _where in (("检查对象名录库", "targets"), ("检查人员名录库", "officers")):

    def _changed(case: Case, where: str = _where) -> Case:
        getattr(case, where)["rows"][1]["name"] = "改名"
        case.result["pools"][where] = sha256(canonical(getattr(case, where))).hexdigest()
        return case

    def _unordered(case: Case, where: str = _where) -> Case:
        rows = getattr(case, where)["rows"]
        rows[0], rows[1] = rows[1], rows[0]
        return case.committed()

    def _empty(case: Case, where: str = _where) -> Case:
        getattr(case, where)["rows"] = []
        case.request["excludes"] = case.request["conflicts"] = []
        return case.committed()

    lie(f"{_pool_name}与公示日志中登记的不同")(_changed)
    lie(f"{_pool_name}没有按编号排列")(_unordered)
    lie(f"{_pool_name}是空的")(_empty)


@lie("检查对象名录库没有按编号排列，或者编号重复")
def _(case: Case) -> Case:
    case.targets["rows"].insert(1, {**case.targets["rows"][0]})
    return case.committed()


@lie("不抽的对象没有按编号排列，或者重复")
def _(case: Case) -> Case:
    case.request["excludes"].reverse()
    return case.committed()


@lie("回避没有按编号排列，或者重复")
def _(case: Case) -> Case:
    case.request["conflicts"].insert(0, {**case.request["conflicts"][0], "reason": "kin"})
    return case.committed()


@lie("应抽 5 个对象，公布了 4 个")
def _(case: Case) -> Case:
    case.result["drawn"].pop()
    return case


@lie("重抽的次数不是依次的")
def _(case: Case) -> Case:
    case.result["redraws"] = []
    case.stand_back(bytes.fromhex(case.result["seed"]), 2, {})
    return case


@lie("第 1 次重抽应为")
def _(case: Case) -> Case:
    (row,) = case.result["redraws"]
    taken = {row["in"], *case.result["drawn"][0]["officers"]}
    row["in"] = next(o.id for o in STAFF if o.id not in taken)
    return case


@lie("可抽的对象或者可派的人员不够")
def _(case: Case) -> Case:
    case.request["conflicts"] = []
    case.committed().drawn(times=3)
    last = case.result["redraws"][-1]
    case.result["redraws"].append({**last, "n": 4, "out": last["in"], "in": last["out"]})
    return case


# --- signatures -----------------------------------------------------------------------------------------------------


def scalar() -> int:
    """The secret number of KEY (RFC 8032 5.1.5)."""
    low = bytearray(hashlib.sha512(SEED).digest()[:32])
    low[0] &= 248
    low[31] = low[31] & 63 | 64
    return int.from_bytes(low, "little")


def challenge(r: bytes, public: bytes, text: str) -> int:
    return int.from_bytes(hashlib.sha512(r + public + text.encode()).digest(), "little") % WHOLE.L


def lines(case: Case, *added: str) -> Case:
    """Replace the signature lines of the checkpoint."""
    case.log["checkpoint"] = case.text(8) + "\n" + "".join(added)
    return case


def own(case: Case, signature: bytes, key: bytes = KEY.key_id) -> str:
    return signature_line(KEY.name, key, signature)


def good(case: Case) -> bytes:
    return KEY.sign(case.text(8).encode())


@lie("检查点格式不对", trusting)
def _(case: Case) -> Case:
    return lines(case, own(case, good(case))[:-1] + "X")


@lie("检查点格式不对", trusting)
def _(case: Case) -> Case:
    case.log["checkpoint"] = sign_note(case.text(8) + "extension\n", (KEY,))
    return case


@lie("签名行格式不对", trusting)
def _(case: Case) -> Case:
    return lines(case, "- " + own(case, good(case))[2:])


@lie("签名行格式不对", trusting)
def _(case: Case) -> Case:
    return lines(case, *[own(case, good(case))] * 2)


@lie("签名行的公钥不在信任文件中", trusting)
def _(case: Case) -> Case:
    return case.sealed(KEY, OTHER)


@lie("检查点不是签名者那本日志的")
def _(case: Case) -> Case:
    return case.sealed(OTHER).trusting(OTHER.verifier().vkey())


@lie("检查点的签名不成立", trusting)
def _(case: Case) -> Case:
    return lines(case, own(case, KEY.sign(b"something else")))


@lie("检查点的签名不成立", trusting)
def _(case: Case) -> Case:
    case.log["previous"] = case.text(4) + "\n" + own(case, good(case))
    return case


@lie("签名长度不对", trusting)
def _(case: Case) -> Case:
    return lines(case, own(case, good(case) + b"\0"))


@lie("签名不是唯一的形式", trusting)
def _(case: Case) -> Case:
    right = good(case)
    s = int.from_bytes(right[32:], "little") + WHOLE.L
    return lines(case, own(case, right[:32] + s.to_bytes(32, "little")))


def identity(case: Case, r: bytes) -> Case:
    """R encodes the neutral point in some way: then s = h·a."""
    s = challenge(r, KEY.public, case.text(8)) * scalar() % WHOLE.L
    return lines(case, own(case, r + s.to_bytes(32, "little")))


@lie("签名点大于模数", trusting)
def _(case: Case) -> Case:
    return identity(case, (WHOLE.P + 1).to_bytes(32, "little"))


@lie("签名点不在曲线上", trusting)
def _(case: Case) -> Case:
    return identity(case, (1 | 1 << 255).to_bytes(32, "little"))


@lie("签名点不在曲线上", trusting)
def _(case: Case) -> Case:
    return lines(case, own(case, (2).to_bytes(32, "little") + good(case)[32:]))


def with_key(case: Case, public: bytes, signature: bytes, algorithm: int = 1, told: str = "") -> Case:
    """Another key of the public log in the trust file, and the checkpoint signed by it."""
    number = bytes.fromhex(told) if told else key_id(KEY.name, algorithm, public)
    encoded = base64.b64encode(bytes([algorithm]) + public).decode()
    case.log["checkpoint"] = case.text(8) + "\n" + own(case, signature, number)
    return case.trusting(f"{KEY.name}+{number.hex()}+{encoded}")


@lie("公钥不安全")
def _(case: Case) -> Case:
    base = bytes([0x58]) + bytes([0x66]) * 31  # s = 1: R = B holds for whatever was signed
    return with_key(case, (1).to_bytes(32, "little"), base + (1).to_bytes(32, "little"))


@lie("信任文件的公钥不是 Ed25519")
def _(case: Case) -> Case:
    return with_key(case, KEY.public, good(case), algorithm=4)


@lie("信任文件的公钥编号不对")
def _(case: Case) -> Case:
    return with_key(case, KEY.public, good(case), told="00000000")


#: Refused by the next check too, when this one is taken out; what is lost is only the sentence.
LOCKED_TWICE = {
    "need(sn > 0, '包含证明过长')": "a longer path leads to another root",
    "need(sn > 0, '一致性证明过长')": "a longer path leads to another root",
    "need(proof, '缺少一致性证明')": "no path leads nowhere",
    "need((name, raw[:4]) in known, '签名行的公钥不在信任文件中：' + name)": "there is no key to check it with",
    "need(all((row['risk'] in levels for row in targets.values())), '有检查对象的风险等级不在权重表中')": "no weight",
    "need(target in targets, '不抽的对象不在名录库中')": "it has no name to print",
    "need(target in targets and officer in officers, '回避的人员或者对象不在名录库中')": "they have no name to print",
    "need(reason in EXCLUSIONS, '不抽的理由不规范')": "it has no words to print",
    "need(reason in BIAS, '回避的理由不规范')": "it has no words to print",
    "need(reason in BIAS, '重抽的理由不规范')": "it has no words to print",
    "need(target in present and out in present[target], '重抽的人员没有被派去这个对象')": "nobody to replace",
}


@cache
def refusals() -> dict[int, list[tuple[str, list[bytes]]]]:
    """Number of the check → the lies it refuses."""
    found: dict[int, list[tuple[str, list[bytes]]]] = {}
    for why, make in LIES:
        files = make().files()
        with pytest.raises(WHOLE.Refused) as caught:
            WHOLE.check(*files)
        assert why in str(caught.value), (why, caught.value)
        for number in caught.value.sites:  # type: ignore[attr-defined]
            found.setdefault(number, []).append((why, files))
    return found


def test_every_lie_is_refused_with_its_sentence(tmp_path: Path) -> None:
    assert len(refusals()) > 80
    for why, make in LIES[::7]:
        status, said = run(WHOLE, make().files(), tmp_path)
        assert status == 1 and said.startswith("核验不通过：") and why in said


def test_every_check_refuses_some_lie() -> None:
    assert [text for number, text in enumerate(WHOLE.sites) if number not in refusals()] == []


def numbers() -> Iterator[int]:
    return iter([n for n, text in enumerate(WHOLE.sites) if text != ENDLESS])


@pytest.mark.parametrize("number", numbers())
def test_without_any_one_check_some_lie_passes(number: int, tmp_path: Path) -> None:
    weak, passed = script(lambda n, text: n == number), []
    for why, files in refusals()[number]:
        status, _ = run(weak, files, tmp_path)
        passed += [why] * (status == 0)
    assert bool(passed) != (WHOLE.sites[number] in LOCKED_TWICE), (WHOLE.sites[number], passed)


def test_what_is_said_to_be_locked_twice_is_there() -> None:
    assert set(LOCKED_TWICE) <= set(WHOLE.sites) and ENDLESS in WHOLE.sites


# --- its parts ------------------------------------------------------------------------------------------------------


def refused(call: Callable[[], Any]) -> bool:
    try:
        call()
    except WHOLE.Refused:
        return True
    return False


def test_a_previous_checkpoint_of_nothing_is_refused() -> None:
    case = honest()
    case.log["previous"] = sign_note(Checkpoint(KEY.name, 0, sha256().digest()).text(), (KEY,))
    with pytest.raises(WHOLE.Refused, match="所用的不是第一个"):
        WHOLE.check(*case.files())


@pytest.mark.parametrize("data", [
    b'{"a":1 }', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1}\n', b"\xef\xbb\xbf{}", b'{"a":1.0}', b'{"a":1e3}',
    b'{"a":-0}', b'{"a":NaN}', b'{"a":9007199254740993}', b'{"a":"\\u4e00"}', b'{"\xe4\xb8\x80":1}', b"[1,]", b"",
    b"\xff", b'{"a":"\xed\xa0\x80"}', b"[" * 100_000,
])  # fmt: skip
def test_only_the_canonical_form_is_read(data: bytes, tmp_path: Path) -> None:
    assert refused(lambda: WHOLE.parse(data, ""))
    for at in range(4):
        files = honest().trusting().files()
        assert run(WHOLE, [*files[:at], data, *files[at + 1 :]], tmp_path)[0] == 1


@pytest.mark.parametrize("vector", VECTORS)
def test_the_vectors_of_the_rfc_hold_and_no_flipped_bit_does(vector: tuple[str, ...]) -> None:
    _, key, message, signature = (bytes.fromhex(part) for part in vector)
    WHOLE.signed(key, message, signature)
    assert refused(lambda: WHOLE.signed(key, message + b"\0", signature))
    for at in range(0, 512, 23):
        bad = bytearray(signature)
        bad[at // 8] ^= 1 << at % 8
        assert refused(lambda b=bytes(bad): WHOLE.signed(key, message, b)), at


@pytest.mark.parametrize("point", SMALL_ORDER + NOT_CANONICAL)
def test_keys_under_which_anything_is_signed_are_refused(point: str) -> None:
    _, key, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    bad = bytes.fromhex(point)
    for public, text in ((bad, bad + bytes(32)), (bad, signature), (key, bad + signature[32:])):
        assert refused(lambda p=public, s=text: WHOLE.signed(p, message, s))


def test_proofs_hold_in_every_small_tree_and_nowhere_else() -> None:
    hashes = [leaf_hash(b"%d" % n) for n in range(17)]
    for size in range(1, 18):
        case = Case([b"%d" % n for n in range(size)], 0, size, 0, {}, {}, {})
        whole = root(hashes[:size])
        for index in range(size):
            proof = proofs.inclusion(index, size, case.node)
            WHOLE.included(hashes[index], index, size, proof, whole)
            assert (
                refused(lambda p=proof, i=index, s=size, w=whole: WHOLE.included(hashes[i - 1], i, s, p, w))
                or size == 1
            )
            assert refused(lambda p=proof, i=index, s=size, w=whole: WHOLE.included(hashes[i], i, s, [*p, w], w))
        for old in range(1, size):
            proof = proofs.consistency(old, size, case.node)
            WHOLE.consistent(old, size, proof, root(hashes[:old]), whole)
            for bad in (proof[:-1], [*proof, whole], [whole, *proof[1:]]):
                assert refused(lambda b=bad, o=old, s=size, w=whole: WHOLE.consistent(o, s, b, root(hashes[:o]), w))
