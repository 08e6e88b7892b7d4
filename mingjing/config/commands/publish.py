"""``mingjing publish``: rebuild or export the public store, finish what was interrupted."""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path

HELP = "公示库：重建（--rebuild）、导出文件（--export 目录）、续办（--drain）"
needs_django = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rebuild", action="store_true", help="由数据库和日志重建公示库")
    parser.add_argument("--export", metavar="目录", help="把公示库导出为普通文件")
    parser.add_argument("--drain", action="store_true", help="续办中断的公示")


def run(args: argparse.Namespace) -> int:
    from mingjing.appraisal import publishing as appraisals
    from mingjing.config import clock
    from mingjing.disclosure import actions, pages
    from mingjing.statistics import showing

    if args.rebuild:
        count = pages.rebuild(clock.now())
        print(f"公示库已重建，{count} 件决定，{showing.catch_up(clock.now())} 份年报。")
        appraisals.catch_up(clock.now())
    if args.drain:
        print(f"续办 {actions.drain_outbox(now=clock.now())} 件。")
    if args.export:
        print(f"已导出 {export(Path(args.export))} 个文件。")
    return 0


def export(folder: Path) -> int:
    """Every page as a file, with a gzip beside it for servers that send it as it is."""
    from mingjing.disclosure import pages

    shelf = pages.store()
    paths = [p for p in shelf.paths() if not p.startswith("/_shell/")]
    for path in paths:
        page = shelf.page(path)
        name = "index.html" if path == "/" else path.lstrip("/")
        if page and page.content_type.startswith("text/html") and path != "/":
            name += ".html" if not name.endswith(".html") else ""
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(gzip.decompress(page.gz) if page else b"")
        target.with_name(target.name + ".gz").write_bytes(page.gz if page else b"")
    return len(paths)
