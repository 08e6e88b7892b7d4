#!/usr/bin/env python3
"""离线核验一份行政执法决定：python3 verify_decision.py 证明文件.json 信任文件.json

只用 Python 标准库，一个文件，与平台代码互不相干。退出码：0 通过，1 不通过，2 用法不对。
核验内容：证明文件没有被改动；两本日志的签名；每条记录确在日志中；法制审核通过在前、作出决定在后、审核与决定是同一文本，
没有审核的，决定自己写明不属于应当审核的；审核人、签发人、承办人各为其人，承办人不少于两名；公开的文字就是决定的文字，
依法必须公开的内容没有被隐去。当事人所持的证明文件是决定的全文，不含公示的记录。

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
KINDS = {
    "ordinary_penalty": "行政处罚决定",
    "no_penalty": "不予处罚决定",
    "summary_penalty": "当场处罚决定",
    "measure": "行政强制措施决定",
    "execution": "行政强制执行决定",
    "clearing": "立即代履行决定",
    "inspection": "行政检查结果",
    "fee": "征收决定",
    "expropriation": "房屋征收决定",
    "requisition": "征用决定",
    "compensation": "补偿决定",
    "licence_grant": "准予许可决定",
    "licence_refusal": "不予许可决定",
    "licence_change": "许可变更（延续）决定",
    "licence_revocation": "许可撤销（撤回、注销）决定",
}
ALWAYS_REVIEWED = {"ordinary_penalty", "no_penalty", "execution", "expropriation", "licence_revocation"}
BY_HANDLERS = {"summary_penalty", "inspection", "measure"}  # what the handlers themselves decide and sign, by law
BASES = {"agree": "同意", "settled": "依集体讨论结论通过"}
STEPS = {"review.passed": "审核", "decision.issued": "决定", "publish.approved": "批准公示"}


class Refused(Exception):
    """The bundle does not hold; the message says why."""


def need(condition, why):
    if not condition:
        raise Refused(why)


# --- RFC 8785, restricted: no floats, ASCII keys, no duplicates -------------------------------------------------


def canon(value):
    if isinstance(value, dict):
        need(all(k.isascii() for k in value), "键名不是 ASCII")
        return "{" + ",".join(text(k) + ":" + canon(value[k]) for k in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canon(v) for v in value) + "]"
    if isinstance(value, str):
        return text(value)
    if value is True or value is False or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    need(isinstance(value, int) and abs(value) < 2**53, "含有小数或者过大的数")
    return str(value)


def text(s):
    return json.dumps(s, ensure_ascii=False)


def parse(data):
    """Strict: the bytes must be exactly the canonical form of what they say, so a key given twice is refused too."""
    try:
        value = json.loads(data.decode())
        same = canon(value).encode() == data
    except (ValueError, RecursionError) as error:
        raise Refused("不是规范的 JSON") from error
    need(same, "不是规范形式，文件被改动过")
    return value


def b64(s):
    raw = base64.b64decode(s, validate=True)
    need(base64.b64encode(raw).decode() == s, "base64 不规范")
    return raw


def hexed(s, size=32):
    raw = bytes.fromhex(s)
    need(raw.hex() == s and len(raw) == size, "十六进制不规范")
    return raw


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
    need(index < size, "记录序号超出日志")
    need(len(root) == 32, "摘要长度不对")
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
    need((x * x - xx) % P == 0 and x, "签名点不规范")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(public, message, signature):
    need(len(signature) == 64, "签名长度不对")
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
    name, number, key = vkey.split("+", 2)
    number, key = hexed(number, 4), b64(key)
    need(key[:1] == b"\x01" and len(key) == 33, "信任文件的公钥不是 Ed25519")
    need(sha(name.encode(), b"\n", key)[:4] == number, "信任文件的公钥编号不对")
    return name, number, key[1:]


def checkpoint(note, vkeys):
    """Size and root. Every signature line must be by a key of trust.json, no line twice, and one at least be there."""
    body, lines = note.rsplit("\n\n", 1)
    body += "\n"
    origin, size, root, _ = body.split("\n")
    need(str(int(size)) == size, "检查点大小不规范")
    known = {(name, number): key for name, number, key in map(verifier, vkeys)}
    for line in lines[:-1].split("\n"):
        need(line.startswith("— ") and lines.count(line + "\n") == 1, "签名行格式不对")
        name, _, blob = line[2:].partition(" ")
        raw = b64(blob)
        need((name, raw[:4]) in known, "签名行的公钥不在信任文件中：" + name)
        need(name == origin, "检查点不是签名者那本日志的")
        signed(known[name, raw[:4]], body.encode(), raw[4:])
    return int(size), b64(root)


# --- the bundle -------------------------------------------------------------------------------------------------


def only(value, *keys):
    need(set(value) == set(keys), "证明文件多了或者少了内容")
    return [value[k] for k in keys]


def opened(log, vkeys):
    """(size, {type: (index, entry, leaf hash)}) of one log of the bundle; every entry is proved to be in it."""
    note, rows = only(log, "checkpoint", "entries")
    size, root = checkpoint(note, vkeys)
    entries, last = {}, -1
    for row in rows:
        index, body, proof = only(row, "index", "body", "proof")
        need(type(index) is int and index > last, "记录没有按序排列")
        raw, last = b64(body), index
        included(leaf(raw), index, size, [b64(p) for p in proof], root)
        entry = parse(raw)
        need(entry["seq"] == index, "记录序号与内容不符")
        need(entry["type"] not in entries, "同一种记录有两条")
        entries[entry["type"]] = index, entry, leaf(raw)
    return size, entries


def roots(units, public):
    """Both roots, recomputed from paths, classes and commitments; disclosed values must open their commitments.

    The party's own copy discloses every unit and names no class.
    """
    texts, spans, seen = [], [], set()
    for unit in units:
        klass = unit["class"] if public else "public"
        only(unit, "path", "c", *["class"] * public, *["value", "salt"] * (klass == "public"))
        path, c = unit["path"], unit["c"]
        if klass == "public":
            need(sha(hexed(unit["salt"]), unit["value"].encode()).hex() == c, "文字与决定不符：" + path)
        else:
            need(klass in CLASSES, "隐去的类别不规范")
            hexed(c)
        need(path not in seen, "文字段重复")
        seen.add(path)
        texts.append(leaf(canon([path, c]).encode()))
        spans.append(leaf(canon([path, klass, c]).encode()))
    return tree(texts).hex(), tree(spans).hex()


def was_reviewed(d):
    """Whether the decision went through a review. One that did not must itself say so, and nothing to the contrary."""
    need(d["kind"] in KINDS, "不认识的决定种类")
    if d.get("review_required", 1) != 0:
        return True
    need(d["kind"] not in ALWAYS_REVIEWED, KINDS[d["kind"]] + "一律须经法制审核，这份没有")
    need(d["needs_review"] == [], "决定写明了应当审核的情形，却没有审核")
    need(d["reviewer"] == "" and not d.get("review_seq"), "没有审核的决定，却写有审核人或者审核记录")
    return False


def check_people(d, actor):
    handlers = d["handlers"]
    need("" not in handlers and len(set(handlers)) >= 2, "承办人少于两名")
    need(d["signer"] == actor != "", "签发人不符")
    need(d["signer"] not in handlers or d["kind"] in BY_HANDLERS, "签发人是承办人")
    need(d["signer"] in handlers or d["kind"] != "summary_penalty", "当场处罚不是承办的执法人员签名")


def check_review(d, decided_at, index, entry):
    r = entry["data"]
    need(index < decided_at, "次序不对：审核应在决定之前")
    need(d["review_seq"] == index, "不是决定所依据的那一次审核")
    need(r["basis"] in BASES and r["purpose"] == "final", "法制审核没有通过终审")
    need(r["text_root"] == d["text_root"], "审核的文本与决定的文本不同")
    need(r["reviewer"] == entry["actor"] == d["reviewer"] != "", "审核人不符")
    need(d["reviewer"] not in d["handlers"], "审核人是承办人")
    need(d["reviewer"] != d["signer"], "审核人与签发人是同一人")


def check_publication(d, leaf_hash, p, approved, units, span_root):
    need(p["decision_leaf"] == leaf_hash.hex(), "公示的不是这份决定")
    need(p["text_root"] == d["text_root"], "公示日志中的全文与决定不符")
    need(span_root == p["span_root"] == approved["data"]["span_root"], "公开与隐去的范围与公示时不符")
    shown = {u["path"] for u in units if u["class"] == "public"}
    need(p["must_show"] and set(p["must_show"]) <= shown, "依法必须公开的内容被隐去")
    need(p["number"] == d["number"], "公示日志中的文号与决定不符")
    need(approved["actor"] not in d["handlers"], "公示审核人是承办人")


def check(bundle_bytes, trust_bytes):
    """Raises Refused with the reason; returns what to print."""
    trusted, keys, _ = only(parse(trust_bytes), "v", "keys", "witnesses")
    v, form, inner, outer, units, issue = only(parse(bundle_bytes), "v", "kind", "anjuan", "gongshi", "units", "issue")
    need(canon([trusted, v]) == "[1,1]" and form in ("mingjing.decision", "mingjing.served"), "不是决定的证明文件")
    public = form == "mingjing.decision"
    in_size, inside = opened(inner, keys["anjuan"])
    out_size, outside = opened(outer, keys["gongshi"])
    at, decision, leaf_hash = inside["decision.issued"]
    d = decision["data"]
    reviewed = was_reviewed(d)

    of_case = {"decision.issued", *["review.passed"] * reviewed, *["publish.approved"] * public}
    need(set(inside) == of_case, "内部日志的记录应当恰好是：" + "、".join(STEPS[t] for t in STEPS if t in of_case))
    of_public = {"checkpoint.anjuan", *["publication.published"] * public}
    need(set(outside) == of_public, "公示日志的记录多了或者少了")
    _, anchor, _ = outside["checkpoint.anjuan"]
    need(anchor["data"]["note"] == inner["checkpoint"], "内部日志的检查点没有列入公示日志")
    cases = {entry["case"] for _, entry, _ in inside.values()}
    need(len(cases) == 1 and "" not in cases, "审核、决定、公示不是同一案件")

    check_people(d, decision["actor"])
    text_root, span_root = roots(units, public)
    need(text_root == d["text_root"], "全文与决定不符")
    how, ends = "", ["本决定依法不需要法制审核（%s）。" % KINDS[d["kind"]]]
    if reviewed:
        index, passed, _ = inside["review.passed"]
        check_review(d, at, index, passed)
        how, ends = "经法制审核（%s）后" % BASES[passed["data"]["basis"]], []
    stated = {"number": d["number"], "date": d["date"]}
    if public:
        approved_at, approved, _ = inside["publish.approved"]
        _, published, _ = outside["publication.published"]
        need(at < approved_at, "次序不对：公示应在决定之后")
        check_publication(d, leaf_hash, published["data"], approved, units, span_root)
        stated["organ"] = published["data"]["organ"]
    need(issue == stated, "文号、日期或者机关不符")
    what = "公示的文字" if public else "这份全文"
    ends.insert(0, "核验通过：%s就是%s作出的决定，未被改动。" % (what, how))
    places = "，".join("%s第 %d 条" % (STEPS[t], i) for t, (i, _, _) in inside.items())
    ends.append("内部日志 %d 条，%s；公示日志 %d 条。" % (in_size, places, out_size))
    return render(units, public, issue, ends)


def render(units, public, issue, ends):
    lines, block, hidden = [], None, {}
    for u in units:
        here = u["path"].split(".")[0]
        if here != block:
            lines.append("")
            block = here
        if "value" in u:
            lines[-1] += u["value"]
        else:
            hidden[u["class"]] = hidden.get(u["class"], 0) + 1
            if not lines[-1].endswith(BLANK):
                lines[-1] += BLANK
    counts = "，".join("%s %d 段" % (CLASSES[k], n) for k, n in sorted(hidden.items())) or "没有隐去"
    ours = "本文件是当事人所持的全文，不是公示件，也不证明这份决定已经公示；其中可能有个人信息。"
    return "\n".join(
        [*([issue["organ"]] if public else []), issue["number"], *lines, issue["date"], "", "——", *ends,
         "隐去：" + counts if public else ours,
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
    sys.stdout.reconfigure(errors="replace")  # a letter the screen cannot show must not look like a failed check
    raise SystemExit(main(sys.argv[1:]))
