#!/usr/bin/env python3
"""离线核验一次双随机抽取：python3 verify_draw.py 抽取结果.json 检查对象名录库.json 检查人员名录库.json [信任文件.json]

只用 Python 标准库，一个文件，与平台代码互不相干。退出码：0 通过，1 不通过，2 用法不对。
核验内容：两个名录库就是抽取之前登记在公示日志中的那两个，一字未改；种子由第一个包含这条登记的检查点和抽取编号算出；
按种子重新抽一遍，抽中的对象、次序、检查人员、重抽的人员都与公布的相同。给出信任文件的，还核对检查点的签名；
没有给的，只能说明结果与所附的检查点相符，不能说明检查点是机关签发的。
重抽的写法、种子和随机数的逐字节约定，见 mingjing/law/draw.py 开头的说明。

Formats: RFC 8785 (restricted), RFC 6962, RFC 8032, C2SP signed-note and tlog-checkpoint.
"""
# ruff: noqa: UP031, B905 -- it also runs on Pythons older than the platform's

import base64
import hashlib
import hmac
import json
import re
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
TARGETS, OFFICERS = "检查对象名录库", "检查人员名录库"
EXCLUSIONS = {
    "drawn": "本年已在另一次抽取中抽中",
    "merged": "并入另一次检查（综合查一次）",
    "covered": "属于全覆盖检查的重点领域，不适用随机抽查",
    "ceased": "已经注销、停业或者不在辖区",
}
BIAS = {
    "kin": "系当事人或者当事人的近亲属",
    "interest": "检查事项与本人或者本人近亲属有利害关系",
    "fairness": "可能影响公正执法的其他情形",
}
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


class Refused(Exception):
    """The draw does not hold; the message says why."""


def need(condition, why):
    if not condition:
        raise Refused(why)


# --- RFC 8785, restricted: no floats, ASCII keys, no duplicates -------------------------------------------------


def canon(value):
    if isinstance(value, dict):
        need(all(k.isascii() for k in value), "键名不是 ASCII")
        return "{" + ",".join(quoted(k) + ":" + canon(value[k]) for k in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canon, value)) + "]"
    if isinstance(value, str):
        return quoted(value)
    if value is True or value is False or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    need(isinstance(value, int) and abs(value) < 2**53, "含有小数或者过大的数")
    return str(value)


def quoted(s):
    return json.dumps(s, ensure_ascii=False)


def parse(data, what):
    """Strict: the bytes must be exactly the canonical form of what they say, so a key given twice is refused too."""
    try:
        value = json.loads(data.decode())
        same = canon(value).encode() == data
    except (ValueError, RecursionError) as error:
        raise Refused(what + "不是规范的 JSON") from error
    need(same, what + "不是规范形式，文件被改动过")
    return value


def only(value, what, *keys):
    need(isinstance(value, dict) and set(value) == set(keys), what + "多了或者少了内容")
    return [value[k] for k in keys]


def listed(value, what):
    need(isinstance(value, list), what + "应为列表")
    return value


def b64(s):
    raw = base64.b64decode(s, validate=True)
    need(base64.b64encode(raw).decode() == s, "base64 不规范")
    return raw


def whole(value, least, most, what):
    need(type(value) is int and least <= value <= most, what + "应为 %d 至 %d 的整数" % (least, most))
    return value


def named(value, what):
    need(isinstance(value, str) and re.fullmatch("[0-9A-Za-z][0-9A-Za-z._:-]{0,63}", value), what + "的编号不规范")
    return value


def shown(value, what):
    need(isinstance(value, str) and 0 < len(value) <= 200 and value == value.strip(), what + "是空的或者过长")
    need(not UNSEEN.search(value), what + "含有看不见的字符")
    return value


# --- RFC 6962 ---------------------------------------------------------------------------------------------------


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def node(left, right):
    return sha(b"\1", left, right)


def included(leaf_hash, index, size, proof, root):
    """RFC 9162 2.1.3.2."""
    fn, sn, r = index, size - 1, leaf_hash
    for p in proof:
        need(sn > 0, "包含证明过长")
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0 and r == root, "登记名录库的记录不在检查点之内（包含证明不成立）")


def consistent(size1, size2, proof, root1, root2):
    """RFC 9162 2.1.4.2, for size1 < size2."""
    need(proof, "缺少一致性证明")
    path = ([root1] if size1 & (size1 - 1) == 0 else []) + list(proof)
    fn, sn = size1 - 1, size2 - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        need(sn > 0, "一致性证明过长")
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0 and fr == root1 and sr == root2, "检查点不是由上一个检查点接续而来（一致性证明不成立）")


# --- Ed25519 (RFC 8032), verification only ----------------------------------------------------------------------


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    x, y, z, w = f - e, h - g, h + g, f + e
    return x * y % P, z * w % P, y * z % P, x * w % P


def times(k, point):
    result = (0, 1, 1, 0)
    while k:
        if k & 1:
            result = add(result, point)
        point, k = add(point, point), k >> 1
    return result


def point_of(data):
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    need(y < P, "签名点大于模数")
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    need((x * x - xx) % P == 0 and not (x == 0 and sign), "签名点不在曲线上")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(public, message, signature):
    need(len(signature) == 64, "签名长度不对")
    s = int.from_bytes(signature[32:], "little")
    need(s < L, "签名不是唯一的形式")
    a, r = point_of(public), point_of(signature[:32])
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    need(times(8, a)[0] % P != 0, "公钥不安全")
    same = (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0
    need(same, "检查点的签名不成立")


# --- C2SP signed note, tlog-checkpoint --------------------------------------------------------------------------


def verifier(vkey):
    """name+hash+base64(algorithm ‖ key) → (name, key id, key)."""
    name, number, encoded = vkey.split("+", 2)
    key = b64(encoded)
    need(key[:1] == b"\x01" and len(key) == 33, "信任文件的公钥不是 Ed25519")
    need(sha(name.encode(), b"\n", key)[:4].hex() == number, "信任文件的公钥编号不对")
    return name, bytes.fromhex(number), key[1:]


def trusted_keys(data):
    """The keys of the public log."""
    v, keys, _ = only(parse(data, "信任文件"), "信任文件", "v", "keys", "witnesses")
    need(canon(v) == "1", "信任文件的版本不对")
    return {(name, number): key for name, number, key in map(verifier, keys["gongshi"])}


def checkpoint(note, known):
    """(origin, size, root, signed text). With keys: every signature line must be by one of them, no line twice."""
    body, blank, lines = note.rpartition("\n\n")
    text = body + "\n"
    found = re.fullmatch(r"([^\n]+)\n(0|[1-9][0-9]{0,15})\n([0-9A-Za-z+/]{43}=)\n", text)
    need(blank and found and lines.endswith("\n"), "检查点格式不对")
    rows = lines[:-1].split("\n")
    for line in rows:
        need(line.startswith("— ") and rows.count(line) == 1, "签名行格式不对")
        name, _, blob = line[2:].partition(" ")
        raw = b64(blob)
        if known is not None:
            need((name, raw[:4]) in known, "签名行的公钥不在信任文件中：" + name)
            need(name == found[1], "检查点不是签名者那本日志的")
            signed(known[name, raw[:4]], text.encode(), raw[4:])
    return found[1], int(found[2]), b64(found[3]), text


# --- the draw ---------------------------------------------------------------------------------------------------


def u64(number):
    return number.to_bytes(8, "big")


def sized(data):
    return u64(len(data)) + data


def seed_of(text, draw):
    return sha(b"mingjing/draw/seed/1\n", sized(text.encode()), sized(draw.encode()))


class Stream:
    """The words of one label under a seed."""

    def __init__(self, seed, *label):
        self.seed, self.label, self.used = seed, sized(canon(list(label)).encode()), 0

    def word(self):
        block, place = divmod(self.used, 4)
        self.used += 1
        return hmac.new(self.seed, self.label + u64(block), hashlib.sha256).digest()[place * 8 : place * 8 + 8]

    def below(self, n):
        need(n > 0, "可抽的对象或者可派的人员不够")
        k = (n - 1).bit_length()
        while True:
            x = int.from_bytes(self.word(), "big") >> (64 - k)
            if x < n:
                return x


def weighted(stream, weights, many):
    """Places drawn in proportion to the weights left. A binary tree of sums: node i has children 2i and 2i + 1."""
    width = 1
    while width < len(weights):
        width *= 2
    sums = [0] * width + list(weights) + [0] * (width - len(weights))
    for i in range(width - 1, 0, -1):
        sums[i] = sums[2 * i] + sums[2 * i + 1]
    for _ in range(many):
        r, i = stream.below(sums[1]), 1
        while i < width:
            i *= 2
            if r >= sums[i]:
                r -= sums[i]
                i += 1
        yield i - width
        gone = sums[i]
        while i:
            sums[i] -= gone
            i //= 2


def uniform(stream, ids, many):
    left, drawn = list(ids), []
    while len(drawn) < many:
        drawn.append(left.pop(stream.below(len(left))))
    return drawn


# --- the files --------------------------------------------------------------------------------------------------


def rows_of(data, name, kind, keys):
    """Rows of a pool by id; strictly in order of id, so no id twice."""
    v, said, rows = only(parse(data, name), name, "v", "kind", "rows")
    need(canon(v) == "1" and said == kind, name + "的种类不对")
    need(rows, name + "是空的")
    ids = []
    for row in rows:
        only(row, name + "的一行", *keys)
        ids.append(named(row["id"], name))
    need(all(a < b for a, b in zip(ids, ids[1:])), name + "没有按编号排列，或者编号重复")
    return dict(zip(ids, rows))


def targets_of(data):
    found = rows_of(data, TARGETS, "mingjing.draw.targets", ("id", "kind", "name", "code", "risk"))
    codes = []
    for at, row in found.items():
        if row["kind"] == "person":
            need(row["name"] == row["code"] == "", "自然人 %s 不应当列出姓名或者代码" % at)
        else:
            need(row["kind"] == "org", "检查对象 %s 的种类不对" % at)
            shown(row["name"], "检查对象 %s 的名称" % at)
            need(re.fullmatch("|[0-9A-Z]{18}", row["code"]), "检查对象 %s 的代码不规范" % at)
        codes += [row["code"]] * (row["code"] != "")
    need(len(set(codes)) == len(codes), TARGETS + "中有统一社会信用代码出现两次")
    return found


def officers_of(data):
    found = rows_of(data, OFFICERS, "mingjing.draw.officers", ("id", "name", "certificate", "field"))
    for at, row in found.items():
        shown(row["name"], "检查人员 %s 的姓名" % at)
        shown(row["certificate"], "检查人员 %s 的执法证号" % at)
        need(isinstance(row["field"], str) and not UNSEEN.search(row["field"]), "检查人员 %s 的领域不规范" % at)
    need(len({r["certificate"] for r in found.values()}) == len(found), OFFICERS + "中有执法证号出现两次")
    return found


def weights_of(told, targets):
    name, levels = only(told, "权重", "id", "levels")
    named(name, "权重表")
    for level, weight in levels.items():
        need(re.fullmatch("[0-9A-Z]{1,8}", level), "权重表的等级不规范")
        whole(weight, 1, 1000, "权重")
    need(all(row["risk"] in levels for row in targets.values()), "有检查对象的风险等级不在权重表中")
    return levels


def number_of(told, base):
    if set(told) == {"number"}:
        return whole(told["number"], 1, 10**6, "抽取数量")
    (ratio,) = only(told, "抽取数量", "ratio")
    part, among = ratio
    whole(among, 1, 10**6, "抽取比例的分母")
    whole(part, 1, among, "抽取比例的分子")
    return -(-base * part // among)


def left_out_of(told, targets):
    ids = []
    for row in listed(told, "不抽的对象"):
        target, reason, ref = only(row, "不抽的对象", "target", "reason", "ref")
        need(target in targets, "不抽的对象不在名录库中")
        need(reason in EXCLUSIONS, "不抽的理由不规范")
        if ref or reason in ("drawn", "merged"):
            named(ref, "另一次抽取（检查）")
        ids.append(target)
    need(all(a < b for a, b in zip(ids, ids[1:])), "不抽的对象没有按编号排列，或者重复")
    return set(ids)


def conflicts_of(told, targets, officers):
    pairs = []
    for row in listed(told, "回避"):
        target, officer, reason = only(row, "回避", "target", "officer", "reason")
        need(target in targets and officer in officers, "回避的人员或者对象不在名录库中")
        need(reason in BIAS, "回避的理由不规范")
        pairs.append((target, officer))
    need(all(a < b for a, b in zip(pairs, pairs[1:])), "回避没有按编号排列，或者重复")
    barred = {}
    for target, officer in pairs:
        barred.setdefault(target, set()).add(officer)
    return barred


def same_pool(data, name, key, said, committed):
    """The pool is the one that was published beforehand, to the byte."""
    digest = hashlib.sha256(data).hexdigest()
    need(digest == committed[key], "%s与公示日志中登记的不同：公布之后被改动，或者不是这次抽取的名录库" % name)
    need(said[key] == digest, "抽取结果写的%s摘要与登记的不同" % name)


def committed_in(log, request, known):
    """(data of the entry, signed text of the checkpoint, what is known about its being the first)."""
    keys = ("checkpoint", "index", "body", "proof", "previous", "growth")
    note, index, body, proof, previous, growth = only(log, "日志部分", *keys)
    origin, size, root, text = checkpoint(note, known)
    whole(index, 0, size - 1, "登记记录的序号")
    raw = b64(body)
    included(sha(b"\0", raw), index, size, [b64(p) for p in listed(proof, "包含证明")], root)
    entry = parse(raw, "登记名录库的记录")
    need(entry["seq"] == index, "登记记录的序号与内容不符")
    need(entry["type"] == "draw.committed", "所附的记录不是名录库的登记")
    need(entry["obj"] == request["draw"], "登记记录不是这次抽取的")
    data = {k: v for k, v in entry["data"].items() if k != "clock_regressed_ms"}
    only(data, "登记记录", "draw", "item", "request", "targets", "officers")
    need(data["draw"] == request["draw"] and data["item"] == request["item"]["id"], "登记的抽取编号或者事项不符")
    asked = sha(canon(request).encode()).hex()
    need(data["request"] == asked, "抽取要求（数量、权重、不抽的对象、回避）与登记的不同")
    earlier = 0
    if previous == "":
        need(size == index + 1, "不能证明所用的是第一个包含登记的检查点：缺少上一个检查点")
        need(growth == [], "没有上一个检查点，却有一致性证明")
    else:
        before, earlier, old, _ = checkpoint(previous, known)
        need(before == origin, "上一个检查点不是同一本日志的")
        need(0 < earlier <= index, "上一个检查点已经包含登记，所用的不是第一个")
        consistent(earlier, size, [b64(p) for p in listed(growth, "一致性证明")], old, root)
    if size == index + 1:
        return data, text, "检查点恰好止于这一条，没有更早的检查点包含它。"
    told = "上一个检查点 %d 条，还没有这一条；两者之间没有另签检查点，只凭日志自己的说法。" % earlier
    return data, text, told


def drawn_again(seed, request, targets, officers):
    """What the seed gives: [(target, [officer])] in order, and who is barred where."""
    weights = weights_of(request["weights"], targets)
    left_out = left_out_of(request["excludes"], targets)
    barred = conflicts_of(request["conflicts"], targets, officers)
    many = whole(request["officers"], 2, 10, "每个对象的检查人员")
    number = number_of(request["count"], len(targets))
    ids = [t for t in sorted(targets) if t not in left_out]
    places = weighted(Stream(seed, "targets"), [weights[targets[t]["risk"]] for t in ids], number)
    found = []
    for target in [ids[place] for place in places]:
        free = [o for o in sorted(officers) if o not in barred.get(target, ())]
        found.append((target, uniform(Stream(seed, "officers", target, 0), free, many)))
    return found, barred


def same_draw(told, found):
    need(len(told) == len(found), "应抽 %d 个对象，公布了 %d 个" % (len(found), len(told)))
    for place, (row, (target, people)) in enumerate(zip(told, found), 1):
        said, officers = only(row, "抽取结果的一行", "target", "officers")
        need(said == target, "第 %d 个抽中的应为 %s，公布的是 %s" % (place, target, said))
        need(officers == people, "对象 %s 的检查人员应为 %s，公布的不同" % (target, "、".join(people)))


def redrawn(told, seed, found, barred, officers):
    """Who inspects in the end: {target: [officer]}."""
    present = {target: list(people) for target, people in found}
    ever = {target: set(people) for target, people in found}
    times_drawn = dict.fromkeys(present, 0)
    for row in listed(told, "重抽"):
        target, n, out, reason, new = only(row, "重抽", "target", "n", "out", "reason", "in")
        need(target in present and out in present[target], "重抽的人员没有被派去这个对象")
        need(reason in BIAS, "重抽的理由不规范")
        times_drawn[target] += 1
        need(type(n) is int and n == times_drawn[target], "重抽的次数不是依次的")
        free = [o for o in sorted(officers) if o not in ever[target] and o not in barred.get(target, ())]
        (expected,) = uniform(Stream(seed, "officers", target, n), free, 1)
        need(new == expected, "对象 %s 第 %d 次重抽应为 %s，公布的不同" % (target, n, expected))
        present[target][present[target].index(out)] = new
        ever[target].add(new)
    return present


def check(result_bytes, targets_bytes, officers_bytes, trust_bytes=None):
    """Raises Refused with the reason; returns what to print."""
    keys = ("v", "kind", "request", "pools", "log", "seed", "base", "number", "drawn", "redraws")
    v, kind, request, pools, log, seed, base, number, drawn, redraws = only(
        parse(result_bytes, "抽取结果"), "抽取结果", *keys
    )
    need(canon(v) == "1" and kind == "mingjing.draw", "不是双随机抽取结果")
    parts = ("v", "draw", "item", "count", "officers", "weights", "excludes", "conflicts")
    need(canon(only(request, "抽取要求", *parts)[0]) == "1", "抽取要求的版本不对")
    named(request["draw"], "抽取")
    only(request["item"], "事项", "id", "name")
    named(request["item"]["id"], "事项")
    shown(request["item"]["name"], "事项名称")
    only(pools, "名录库摘要", "targets", "officers")
    known = None if trust_bytes is None else trusted_keys(trust_bytes)
    committed, text, first = committed_in(log, request, known)
    same_pool(targets_bytes, TARGETS, "targets", pools, committed)
    same_pool(officers_bytes, OFFICERS, "officers", pools, committed)
    targets, officers = targets_of(targets_bytes), officers_of(officers_bytes)
    right = seed_of(text, request["draw"])
    need(seed == right.hex(), "种子不是由检查点和抽取编号算出来的")
    found, barred = drawn_again(right, request, targets, officers)
    need([type(base), base] == [int, len(targets)], "基数不是名录库的行数")
    need([type(number), number] == [int, len(found)], "抽取数量不符")
    same_draw(drawn, found)
    final = redrawn(redraws, right, found, barred, officers)
    return render(request, targets, officers, found, final, redraws, log, first, known)


def render(request, targets, officers, found, final, redraws, log, first, known):
    def people(ids):
        return "、".join("%s（%s）" % (officers[o]["name"], officers[o]["certificate"]) for o in ids)

    def firm(target):
        row = targets[target]
        return (
            "自然人（编号 %s）" % target
            if row["kind"] == "person"
            else "%s（%s）" % (row["name"], row["code"] or target)
        )

    weights = request["weights"]
    levels = "，".join("%s 级 %d" % pair for pair in sorted(weights["levels"].items()))
    lines = ["%s（抽取编号 %s）" % (request["item"]["name"], request["draw"])]
    lines.append(
        "检查对象名录库 %d 个，抽取 %d 个；权重表 %s：%s。" % (len(targets), len(found), weights["id"], levels)
    )
    lines += ["%d. %s：%s" % (i, firm(target), people(final[target])) for i, (target, _) in enumerate(found, 1)]
    for row in request["excludes"]:
        other = "（%s）" % row["ref"] if row["ref"] else ""
        lines.append("不抽：%s，%s%s" % (firm(row["target"]), EXCLUSIONS[row["reason"]], other))
    for row in request["conflicts"]:
        lines.append(
            "事先回避：%s 不检查 %s，%s" % (people([row["officer"]]), firm(row["target"]), BIAS[row["reason"]])
        )
    for row in redraws:
        change = people([row["out"]]), people([row["in"]])
        lines.append("重抽：%s，%s 换为 %s，%s" % (firm(row["target"]), *change, BIAS[row["reason"]]))
    ends = ["", "——", "核验通过：名录库就是登记的名录库，重新抽取的结果与公布的相同。"]
    ends.append("名录库登记在公示日志第 %d 条。%s" % (log["index"], first))
    ends.append("检查点有机关签名。" if known is not None else "没有给信任文件：检查点的签名没有核对。")
    ends.append("见证：无。机关在登记之前是否在别处试算过，本文件不能证明。")
    return "\n".join(lines + ends)


def main(argv):
    if len(argv) not in (3, 4):
        sys.stderr.write(__doc__.split("\n")[0] + "\n")
        return 2
    try:
        data = []
        for path in argv:
            with open(path, "rb") as file:
                data.append(file.read())
    except OSError as error:
        sys.stderr.write("读不到文件：%s\n" % error)
        return 2
    try:
        told = check(*data)
    except Refused as why:
        sys.stderr.write("核验不通过：%s\n" % why)
        return 1
    except (KeyError, TypeError, AttributeError, ValueError, IndexError, RecursionError, OverflowError):
        sys.stderr.write("核验不通过：文件的结构不对\n")
        return 1
    sys.stdout.write(told + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
