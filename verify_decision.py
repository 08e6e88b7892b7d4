#!/usr/bin/env python3
"""离线核验一份公示的处罚决定：python3 verify_decision.py 证明文件.json 信任文件.json

只用 Python 标准库，一个文件，与平台代码互不相干。退出码：0 通过，1 不通过，2 用法不对。
核验内容：证明文件没有被改动；两本日志的签名；每条记录确在日志中；法制审核通过在前、作出决定在后、审核与决定是同一文本；
审核人、签发人、承办人各为其人，承办人不少于两名；公开的文字就是决定的文字，依法必须公开的内容没有被隐去。

Formats: RFC 8785 (restricted), RFC 6962, RFC 8032, C2SP signed-note and tlog-checkpoint.
"""

import base64
import hashlib
import json
import os
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BLANK = "　　　　　　（已隐去）"
CLASSES = {
    "personal": "个人信息",
    "minor": "未成年人信息",
    "third_party": "第三人信息",
    "trade_secret": "商业秘密",
    "process": "过程性信息",
}


class Refused(Exception):
    """The bundle does not hold; the message says why."""


def need(condition, why):
    if not condition:
        raise Refused(why)


# --- RFC 8785, restricted: no floats, ASCII keys, no duplicates -------------------------------------------------


def canon(value):
    if isinstance(value, dict):
        need(all(isinstance(k, str) and k.isascii() for k in value), "键名不是 ASCII")
        return "{" + ",".join(text(k) + ":" + canon(value[k]) for k in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canon(v) for v in value) + "]"
    if isinstance(value, str):
        return text(value)
    if value is True or value is False or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    need(isinstance(value, int) and abs(value) < 2**53, "含有不允许的数值")
    return str(value)


def text(s):
    return json.dumps(s, ensure_ascii=False)


def parse(data):
    """Strict: the bytes must be exactly the canonical form of what they say."""

    def once(pairs):
        need(len({k for k, _ in pairs}) == len(pairs), "有重复的键")
        return dict(pairs)

    def no(_):
        raise Refused("含有小数")

    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=once, parse_float=no, parse_constant=no)
    except (ValueError, RecursionError) as error:
        raise Refused("不是规范的 JSON") from error
    try:
        same = canon(value).encode() == data
    except (UnicodeEncodeError, RecursionError) as error:
        raise Refused("不是规范的 JSON") from error
    need(same, "不是规范形式，文件被改动过")
    return value


def b64(s):
    need(isinstance(s, str), "应为 base64 文本")
    try:
        raw = base64.b64decode(s, validate=True)
    except ValueError as error:
        raise Refused("base64 不规范") from error
    need(base64.b64encode(raw).decode() == s, "base64 不规范")
    return raw


def hexed(s, size=32):
    need(isinstance(s, str) and len(s) == 2 * size and set(s) <= set("0123456789abcdef"), "十六进制不规范")
    return bytes.fromhex(s)


# --- RFC 6962 ---------------------------------------------------------------------------------------------------


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def leaf(body):
    return sha(b"\0", body)


def node(left, right):
    return sha(b"\1", left, right)


def tree(leaves):
    """Merkle tree hash of leaf hashes, level by level: an odd one out is carried up."""
    if not leaves:
        return sha()
    while len(leaves) > 1:
        paired = [node(leaves[i], leaves[i + 1]) for i in range(0, len(leaves) - 1, 2)]
        leaves = paired + (leaves[-1:] if len(leaves) % 2 else [])
    return leaves[0]


def included(leaf_hash, index, size, proof, root):
    """RFC 9162 2.1.3.2."""
    need(0 <= index < size, "记录序号超出日志")
    need(len(leaf_hash) == 32 == len(root), "摘要长度不对")
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
    need(sn == 0 and r == root, "包含证明不成立")


def consistent(size1, size2, proof, root1, root2):
    """RFC 9162 2.1.4.2."""
    need(0 < size1 <= size2, "大小不对")
    if size1 == size2:
        need(not proof and root1 == root2, "一致性证明不成立")
        return
    need(len(root1) == 32 == len(root2), "摘要长度不对")
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
    need(sn == 0 and fr == root1 and sr == root2, "一致性证明不成立")


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
    need(y < P, "签名点不规范")
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    need((x * x - xx) % P == 0 and not (x == 0 and sign), "签名点不规范")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(public, message, signature):
    need(len(public) == 32 and len(signature) == 64, "签名长度不对")
    s = int.from_bytes(signature[32:], "little")
    need(s < L, "签名不规范")
    a, r = point_of(public), point_of(signature[:32])
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    need(times(8, a)[0] % P != 0, "公钥不安全")
    same = (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0
    need(same, "签名不成立")


# --- C2SP signed note, tlog-checkpoint --------------------------------------------------------------------------


def verifier(vkey):
    """name+hash+base64(algorithm ‖ key) → (name, key id, key)."""
    parts = vkey.split("+", 2)
    need(len(parts) == 3, "信任文件的公钥不规范")
    name, key_hash, key = parts[0], hexed(parts[1], 4), b64(parts[2])
    need(key[:1] == b"\x01" and len(key) == 33, "信任文件的公钥不是 Ed25519")
    need(sha(name.encode(), b"\n", key)[:4] == key_hash, "信任文件的公钥编号不对")
    return name, key_hash, key[1:]


def checkpoint(note, vkeys):
    """Open a signed checkpoint: every signature line must be by a key of trust.json, and at least one there must be."""
    need(isinstance(note, str) and note.count("\n\n") >= 1, "检查点格式不对")
    body, lines = note.rsplit("\n\n", 1)
    body += "\n"
    need(lines.endswith("\n") and lines.strip(), "检查点没有签名")
    known = {(name, number): key for name, number, key in map(verifier, vkeys)}
    for line in lines[:-1].split("\n"):
        need(line.startswith("— "), "签名行格式不对")
        name, _, blob = line[2:].partition(" ")
        raw = b64(blob)
        key = known.get((name, raw[:4]))
        need(key is not None, "签名行的公钥不在信任文件中：" + name)
        signed(key, body.encode(), raw[4:])
    rows = body.split("\n")
    need(len(rows) == 4 and rows[3] == "" and rows[0], "检查点格式不对")
    need(rows[1].isdigit() and str(int(rows[1])) == rows[1], "检查点大小不规范")
    root = b64(rows[2])
    need(len(root) == 32, "检查点根不规范")
    return rows[0], int(rows[1]), root


# --- the bundle -------------------------------------------------------------------------------------------------


def only(value, *keys):
    need(isinstance(value, dict) and set(value) == set(keys), "证明文件多了或者少了内容")
    return [value[k] for k in keys]


def opened(log, vkeys):
    """(origin, size, root, {index: entry}) of one log of the bundle; every entry is proved to be in it."""
    note, rows = only(log, "checkpoint", "entries")
    origin, size, root = checkpoint(note, vkeys)
    entries = {}
    for row in rows:
        index, body, proof = only(row, "index", "body", "proof")
        need(type(index) is int and index not in entries, "记录序号不规范")
        raw = b64(body)
        steps = [b64(p) for p in proof]
        need(all(len(p) == 32 for p in steps), "包含证明不规范")
        included(leaf(raw), index, size, steps, root)
        entry = parse(raw)
        need(entry.get("seq") == index, "记录序号与内容不符")
        entries[index] = (entry, leaf(raw))
    need([row["index"] for row in rows] == sorted(entries), "记录没有按序排列")
    return origin, size, root, entries


def pick(entries, kind):
    """The one entry of a type; more or fewer is refused."""
    found = [(i, e, h) for i, (e, h) in entries.items() if e.get("type") == kind]
    need(len(found) == 1, "应当恰有一条记录：" + kind)
    return found[0]


def roots(units):
    """Both roots, recomputed from paths, classes and commitments; disclosed values must open their commitments."""
    texts, spans, seen = [], [], set()
    for unit in units:
        klass = unit.get("class") if isinstance(unit, dict) else None
        if klass == "public":
            path, klass, c, value, salt = only(unit, "path", "class", "c", "value", "salt")
            need(sha(hexed(salt), value.encode()) == hexed(c), "公开的文字与决定不符：" + path)
        else:
            path, klass, c = only(unit, "path", "class", "c")
            need(klass in CLASSES, "隐去的类别不规范")
            hexed(c)
        need(path not in seen, "文字段重复")
        seen.add(path)
        texts.append(leaf(canon([path, c]).encode()))
        spans.append(leaf(canon([path, klass, c]).encode()))
    return tree(texts).hex(), tree(spans).hex()


def check(bundle_bytes, trust_bytes):
    """Raises Refused with the reason; returns what to print."""
    trust = parse(trust_bytes)
    version, keys, _ = only(trust, "v", "keys", "witnesses")
    need(version == 1, "信任文件版本不对")
    bundle = parse(bundle_bytes)
    v, kind, inner, outer, units, issue = only(bundle, "v", "kind", "anjuan", "gongshi", "units", "issue")
    need(v == 1 and kind == "mingjing.decision", "不是决定的证明文件")
    _, in_size, _, inside = opened(inner, keys["anjuan"])
    _, out_size, _, outside = opened(outer, keys["gongshi"])

    review_at, review, _ = pick(inside, "review.passed")
    decision_at, decision, decision_leaf = pick(inside, "decision.issued")
    approved_at, approved, _ = pick(inside, "publish.approved")
    _, anchor, _ = pick(outside, "checkpoint.anjuan")
    _, published, _ = pick(outside, "publication.published")
    need(set(inside) == {review_at, decision_at, approved_at}, "内部日志中有多余的记录")
    r, d, a, p = review["data"], decision["data"], approved["data"], published["data"]

    need(anchor["data"].get("note") == inner["checkpoint"], "内部日志的检查点没有列入公示日志")
    case = decision.get("case")
    need(bool(case) and review.get("case") == case and approved.get("case") == case, "审核、决定、公示不是同一案件")
    need(review_at < decision_at < approved_at, "次序不对：审核应在决定之前，公示应在决定之后")
    need(r["basis"] in ("agree", "settled") and r["purpose"] == "final", "法制审核没有通过终审")
    need(r["text_root"] == d["text_root"], "审核的文本与决定的文本不同")
    need(r["reviewer"] == review["actor"] == d["reviewer"], "审核人不符")
    need(d["signer"] == decision["actor"], "签发人不符")
    handlers = d["handlers"]
    need(len(set(handlers)) >= 2, "承办人少于两名")
    need(d["reviewer"] not in handlers, "审核人是承办人")
    need(d["signer"] not in handlers, "签发人是承办人")
    need(d["reviewer"] != d["signer"], "审核人与签发人是同一人")
    need(approved["actor"] not in handlers, "公示审核人是承办人")

    text_root, span_root = roots(units)
    need(text_root == d["text_root"] == p["text_root"], "全文与决定不符")
    need(span_root == p["span_root"] == a["span_root"], "公开与隐去的范围与公示时不符")
    need(p["decision_leaf"] == decision_leaf.hex(), "公示的不是这份决定")
    shown = {u["path"] for u in units if u["class"] == "public"}
    need(set(p["must_show"]) <= shown and p["must_show"], "依法必须公开的内容被隐去")
    organ, number, date = only(issue, "organ", "number", "date")
    need(number == d["number"] == p["number"] and date == d["date"] and organ == p["organ"], "文号、日期或者机关不符")
    return render(units, organ, number, date, in_size, out_size, review_at, decision_at, r["basis"])


def render(units, organ, number, date, in_size, out_size, review_at, decision_at, basis):
    lines, block, hidden = [], None, {}
    for u in units:
        here = u["path"].split(".")[0]
        if here != block:
            lines.append("")
            block = here
        if u["class"] == "public":
            lines[-1] += u["value"]
        else:
            hidden[u["class"]] = hidden.get(u["class"], 0) + 1
            if not lines[-1].endswith(BLANK):
                lines[-1] += BLANK
    counts = "，".join("%s %d 段" % (CLASSES[k], n) for k, n in sorted(hidden.items())) or "没有隐去"
    how = "同意" if basis == "agree" else "依集体讨论结论通过"
    return "\n".join(
        [organ, number, *lines, date, "", "——",
         "核验通过：公示的文字就是经法制审核（%s）后作出的决定，未被改动。" % how,
         "隐去：" + counts,
         "内部日志 %d 条，审核第 %d 条，决定第 %d 条；公示日志 %d 条。" % (in_size, review_at, decision_at, out_size),
         "封存：两本日志均有机关签名；见证：无（尚无第三方见证）。"]
    )  # fmt: skip


def vectors(folder):
    """Run the foreign vectors (inclusion, consistency); returns (ran, wrong)."""
    ran, wrong = 0, []
    for base, _, files in sorted(os.walk(folder)):
        for name in sorted(f for f in files if f.endswith(".json")):
            with open(os.path.join(base, name), encoding="utf-8") as file:
                v = json.load(file)
            proof = [base64.b64decode(x) for x in v.get("proof") or []]
            try:
                if "leafIdx" in v:
                    included(
                        base64.b64decode(v["leafHash"]), v["leafIdx"], v["treeSize"], proof, base64.b64decode(v["root"])
                    )
                else:
                    consistent(
                        v["size1"], v["size2"], proof, base64.b64decode(v["root1"]), base64.b64decode(v["root2"])
                    )
                failed = False
            except Refused:
                failed = True
            ran += 1
            if failed != bool(v["wantErr"]):
                wrong.append(os.path.join(base, name))
    return ran, wrong


def main(argv):
    if len(argv) == 2 and argv[0] == "--vectors":
        ran, wrong = vectors(argv[1])
        print("%d 个向量，%d 个不符" % (ran, len(wrong)))
        return 1 if wrong or not ran else 0
    if len(argv) != 2:
        print(__doc__.split("\n")[0], file=sys.stderr)
        return 2
    try:
        data = []
        for path in argv:
            with open(path, "rb") as file:
                data.append(file.read())
    except OSError as error:
        print("读不到文件：%s" % error, file=sys.stderr)
        return 2
    try:
        print(check(*data))
    except Refused as why:
        print("核验不通过：%s" % why, file=sys.stderr)
        return 1
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        print("核验不通过：证明文件的结构不对", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
