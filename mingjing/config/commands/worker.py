"""``mingjing worker``: seals every minute, finishes publications, anchors checkpoints, enters what silence decides.

Once a day it looks for certificates that ran out and statutes that ceased, analyses the cases of two years and recounts
the yearly figures from the raw rows; each morning everyone gets one digest.
"""

from __future__ import annotations

import argparse
import logging
import time
from datetime import date, datetime

HELP = "后台任务：封存、续办公示"
needs_django = True
PAUSE_SECONDS = 20

log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="只运行一轮")


def run(args: argparse.Namespace) -> int:
    """Rounds never overlap; a failed round is logged and tried again in the next."""
    while True:
        try:
            one_round()
        except Exception:  # the worker must outlive one bad round; the log names the cause
            log.exception("后台任务这一轮没有完成")
            if args.once:
                return 1
        if args.once:
            return 0
        time.sleep(PAUSE_SECONDS)


def one_round() -> None:
    """Seal what is new, then let the publisher finish its outbox."""
    from django.db import close_old_connections

    from mingjing.appraisal import publishing as appraisals
    from mingjing.config import clock
    from mingjing.disclosure import actions as disclosure
    from mingjing.disclosure import draws, registers
    from mingjing.ledger import sealing
    from mingjing.procedure import unmanned
    from mingjing.statistics import showing
    from mingjing.statistics.analysis import warming

    close_old_connections()
    now = clock.now()
    sealing.seal("anjuan", now)
    disclosure.drain_outbox(now=now)
    draws.catch_up(now)
    registers.catch_up(now)
    appraisals.catch_up(now)
    showing.catch_up(now)
    unmanned.settle(now=now)
    warming.warm(now)
    _daily(now)


_looked: list[date] = []
_told: list[date] = []
MORNING = 7  # o'clock, Beijing


def _daily(now: datetime) -> None:
    """Once a day: what the calendar changed (upkeep). After a restart again, which changes nothing."""
    from mingjing.config import clock, recounting
    from mingjing.disclosure.pages import officers
    from mingjing.procedure.limits import beijing_date
    from mingjing.statistics.analysis import keeping
    from mingjing.supervision import digests
    from mingjing.upkeep import sweeping

    if _looked != [beijing_date(now)]:
        sweeping.sweep(now=now)
        officers.renew(now.astimezone(clock.BEIJING))
        keeping.run(now=now)
        recounting.look(beijing_date(now))
        _looked[:] = [beijing_date(now)]
    local = now.astimezone(clock.BEIJING)
    if local.hour >= MORNING and _told != [local.date()]:
        digests.morning(now=now)
        _told[:] = [local.date()]
