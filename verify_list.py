#!/usr/bin/env python3
"""离线核验一份公布的清单：python3 verify_list.py 清单.json [信任文件.json]

只用 Python 标准库，一个文件，与平台代码互不相干。退出码：0 通过，1 不通过，2 用法不对。
核验内容：由文件中的各行重算摘要，与写明的摘要相同；公示日志中的登记写的就是这个机关、这份清单、这一版、这个摘要；登记确在
所附的检查点之内。给出信任文件的，还核对检查点的签名；没有给的，只能说明清单与所附的检查点相符，不能说明检查点是机关签发的。
不能说明的：这一版是不是现在仍然有效（以网页上现行的版本为准）；内容是否合法。
摘要的算法：SHA-256("mingjing/list/v1\\n" ‖ 清单种类 ‖ "\\n" ‖ 各行的 SHA-256)，一行是它的规范 JSON。

Formats: RFC 8785 (restricted), RFC 6962, RFC 8032, C2SP signed-note and tlog-checkpoint.
"""
# ruff: noqa: UP031, B905 -- it also runs on Pythons older than the platform's

import base64
import hashlib
import json
import re
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
KEYS = (
    "v", "kind", "list", "label", "organ", "organ_code", "number", "published_on", "count", "root", "columns", "rows",
    "log", "how",
)  # fmt: skip
ENTRY = ("kind", "organ", "number", "count", "root", "published_on")


class Refused(Exception):
    """The list does not hold; the message says why."""


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


def b64(s):
    raw = base64.b64decode(s, validate=True)
    need(base64.b64encode(raw).decode() == s, "base64 不规范")
    return raw


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
    need(sn == 0 and r == root, "清单的登记不在检查点之内（包含证明不成立）")


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


# --- the list ---------------------------------------------------------------------------------------------------


def root_of(kind, rows):
    """What the version commits to: every row, in order."""
    whole = hashlib.sha256(b"mingjing/list/v1\n" + kind.encode() + b"\n")
    for row in rows:
        whole.update(sha(canon(row).encode()))
    return whole.hexdigest()


def entered(log, told, known):
    """The entry of the public log says what the file says. Returns (number of the entry, size of the checkpoint)."""
    note, index, body, proof = only(log, "日志部分", "checkpoint", "index", "body", "proof")
    _, size, root, _ = checkpoint(note, known)
    need(type(index) is int and 0 <= index < size, "登记的序号不在检查点之内")
    need(isinstance(proof, list), "包含证明应为列表")
    raw = b64(body)
    included(sha(b"\0", raw), index, size, [b64(p) for p in proof], root)
    entry = parse(raw, "公示日志的登记")
    need(entry["seq"] == index, "登记的序号与内容不符")
    need(entry["type"] == "list.published", "所附的记录不是清单的公布")
    data = {k: v for k, v in entry["data"].items() if k != "clock_regressed_ms"}
    only(data, "登记", *ENTRY)
    need(data["kind"] == told["list"], "登记的不是这种清单")
    for name in ENTRY[1:]:
        need(canon(data[name]) == canon(told[name]), "登记的%s与文件写的不同" % WORDS[name])
    return index, size


WORDS = {"organ": "机关", "number": "版次", "count": "行数", "root": "摘要", "published_on": "公布日期"}


def check(list_bytes, trust_bytes=None):
    """Raises Refused with the reason; returns what to print."""
    told = parse(list_bytes, "清单文件")
    only(told, "清单文件", *KEYS)
    need(canon(told["v"]) == "1" and told["kind"] == "mingjing.list", "不是清单文件，或者版本不对")
    need(isinstance(told["rows"], list) and isinstance(told["list"], str), "清单文件的结构不对")
    need(all(isinstance(row, dict) for row in told["rows"]), "清单的行结构不对")
    need(len(told["rows"]) == told["count"], "文件有 %d 行，写明的是 %s 行" % (len(told["rows"]), told["count"]))
    need(
        root_of(told["list"], told["rows"]) == told["root"],
        "由各行重算的摘要与写明的不同：有行被增删、改动或者换了次序",
    )
    known = trusted_keys(trust_bytes) if trust_bytes is not None else None
    index, size = entered(told["log"], told, known)
    lines = [
        "通过：%s《%s》（%s）第 %d 版，%s 公布，%d 行。"
        % (told["organ"], told["label"], told["list"], told["number"], told["published_on"], told["count"]),
        "各行与公布时登记的一致，登记是公示日志第 %d 条，在 %d 条的检查点之内。" % (index, size),
    ]
    if known is None:
        lines.append("没有给出信任文件：没有核对检查点的签名。")
    lines.append("不能说明这一版现在仍然有效，以公示平台上现行的版本为准。")
    return "\n".join(lines)


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.stderr.write(__doc__.split("\n", 1)[0] + "\n")
        return 2
    try:
        files = []
        for path in arguments:
            with open(path, "rb") as file:
                files.append(file.read())
    except OSError as error:
        sys.stderr.write("读不到文件：%s\n" % error)
        return 2
    try:
        told = check(*files)
    except Refused as refused:
        sys.stderr.write("不通过：%s\n" % refused)
        return 1
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        sys.stderr.write("不通过：文件的结构不对\n")
        return 1
    sys.stdout.write(told + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
