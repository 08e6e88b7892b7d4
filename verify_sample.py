#!/usr/bin/env python3
"""离线核验一次案卷评查的抽取：python3 verify_sample.py result.json rows.json reviewers.json [trust.json]

只用 Python 标准库；与同一目录的 verify_draw.py 一起使用（签名、日志证明和随机数用它的写法），与平台代码互不相干。
退出码：0 通过，1 不通过，2 用法不对。核验内容：案卷名单、人员名单、抽取要求就是抽取之前登记在公示日志中的，一字未改；
种子由第一个包含这条登记的检查点和计划编号算出；按种子重新抽一遍，抽中的案卷、次序和评查人都与公布的相同。
请第三人、更换评查人的抽取，另见公示日志中的 dossiers.reviewer_drawn。
"""
# ruff: noqa: UP031, B905 -- it also runs on Pythons older than the platform's

import sys

import verify_draw as base
from verify_draw import Refused, Stream, canon, need, only, parse, sha

ENTRY = "dossiers.committed"


def pool(data, what, kind, keys):
    """Rows of a list, strictly in order of id."""
    v, said, rows = only(parse(data, what), what, "v", "kind", "rows")
    need(canon(v) == "1" and said == kind, what + "的种类不对")
    for row in rows:
        only(row, what + "的一行", *keys)
    ids = [row["id"] for row in rows]
    need(all(a < b for a, b in zip(ids, ids[1:])), what + "没有按编号排列，或者编号重复")
    return rows


def anchored(log, request, hashes, known):
    """The signed text of the first checkpoint that holds the entry of these lists."""
    body = base.b64(log["body"])
    entry = parse(body, "登记")
    data = {k: v for k, v in entry["data"].items() if k != "clock_regressed_ms"}
    need(
        entry["type"] == ENTRY and entry["obj"] == request["draw"] and entry["seq"] == log["index"],
        "登记不是这个计划的",
    )
    need(data == dict(hashes, draw=request["draw"]), "登记的摘要与名单、要求不符：名单被换过")
    origin, size, root, text = base.checkpoint(log["checkpoint"], known)
    need(log["index"] < size, "检查点还没有包含这条登记")
    base.included(sha(b"\0", body), log["index"], size, [base.b64(p) for p in log["proof"]], root)
    if log["previous"]:
        before, earlier, old, _ = base.checkpoint(log["previous"], known)
        need(before == origin and 0 < earlier <= log["index"], "上一个检查点不对")
        base.consistent(earlier, size, [base.b64(p) for p in log["growth"]], old, root)
    else:
        need(size == log["index"] + 1, "不能证明这是第一个包含登记的检查点")
    return text


def drawn_again(seed, request, rows, reviewers):
    """Every quota apart, by weight; then two reviewers each, of those free with the fewest dossiers."""
    barred = {(c["dossier"], c["reviewer"]) for c in request["conflicts"]}
    load, out = {r["id"]: 0 for r in reviewers}, []
    for quota in request["quotas"]:
        left = [r for r in rows if (r["organ"], r["kind"]) == (quota["organ"], quota["kind"])]
        words = Stream(seed, "dossiers", quota["organ"], quota["kind"])
        for _ in range(min(quota["number"], len(left))):
            mark = words.below(sum(r["weight"] for r in left))
            for row in left:
                mark -= row["weight"]
                if mark < 0:
                    break
            left.remove(row)
            seats, order = [], Stream(seed, "reviewers", row["id"], 0)
            for _ in range(request["seats"]):
                free = [p for p in load if (row["id"], p) not in barred and p not in seats]
                need(free, "没有可抽的评查人")
                least = [p for p in free if load[p] == min(load[q] for q in free)]
                seats.append(least[order.below(len(least))])
            for seat in seats:
                load[seat] += 1
            out.append({"dossier": row["id"], "reviewers": seats})
    return out


def check(result_bytes, rows_bytes, reviewers_bytes, trust_bytes=None):
    """What holds, in words. Raises Refused."""
    result = parse(result_bytes, "抽取结果")
    need(result["kind"] == "mingjing.dossiers" and canon(result["v"]) == "1", "不是案卷评查的抽取结果")
    rows = pool(rows_bytes, "案卷名单", "mingjing.dossiers.rows", ("id", "organ", "kind", "weight"))
    people = pool(reviewers_bytes, "评查人员名单", "mingjing.dossiers.reviewers", ("id", "organ"))
    request = result["request"]
    hashes = {"rows": sha(rows_bytes).hex(), "reviewers": sha(reviewers_bytes).hex()}
    need(hashes == result["pools"], "名单与抽取结果所记的不是同一份")
    known = base.trusted_keys(trust_bytes) if trust_bytes else None
    told = dict(hashes, request=sha(canon(request).encode()).hex())
    seed = base.seed_of(anchored(result["log"], request, told, known), request["draw"])
    need(seed.hex() == result["seed"], "种子不是由检查点和计划编号算出的")
    need(drawn_again(seed, request, rows, people) == result["drawn"], "重抽的结果与公布的不同")
    signed = "检查点的签名成立" if known else "没有给信任文件，没有核对检查点的签名"
    return "核验通过：%d 卷中抽 %d 卷，与公布的相同；%s" % (len(rows), len(result["drawn"]), signed)


def main(argv):
    """Read the files, say what holds."""
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
