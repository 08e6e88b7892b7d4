"""Inspection feedback that cannot be traced to a firm: blind tokens, boxes without order, whole rounds (ADR 0009).

Giving a token is an act of the firm, with an entry. Saying something is not: it leaves no entry, moment or order.
Releasing a closed round is an act of the bureau (``releases``).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.db import transaction

from mingjing.cases.models import Case
from mingjing.law import feedback as law
from mingjing.law.kinds import ActKind, Role
from mingjing.ledger.actions import By, act
from mingjing.organs.models import Organ
from mingjing.procedure import standing
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.models import Service
from mingjing.procedure.refusals import FormIncomplete
from mingjing.supervision import blind
from mingjing.supervision.models import FeedbackBox, FeedbackIssue, FeedbackRelease, FeedbackRound

FIRM = "party"
LABEL = b"mingjing inspection feedback "


class NoFeedback(LookupError):
    """This case has nothing to say something about: no inspection, its result not served, or its round is over."""


def round_of(case: Case, now: datetime) -> tuple[Organ, str]:
    """The organ and quarter a served inspection result belongs to. Raises NoFeedback."""
    decision = standing.decision_served(case) if case.kind == ActKind.INSPECTION else None
    if decision is None:
        raise NoFeedback("这件案子不是行政检查，或者检查结果还没有送达")
    served = Service.objects.filter(version=decision.version_id).values_list("served_on", flat=True).first()
    quarter = law.quarter_of(served or decision.decided_on)
    if beijing_date(now) > law.closes_on(quarter):
        raise NoFeedback(f"{law.quarter_label(quarter)}的评价已经截止")
    return case.organ, quarter


def open_round(case: Case, now: datetime) -> FeedbackRound:
    """The round of a case's inspection, founded with its key at the first question for it. Raises NoFeedback."""
    organ, quarter = round_of(case, now)
    found = FeedbackRound.objects.filter(organ=organ, quarter=quarter).first()
    if found:
        return found
    key = blind.new_key()
    modulus = f"{key.private_numbers().public_numbers.n:x}"
    with act(type="feedback.opened", by=By(FIRM, Role.PUBLIC, organ.pk), obj="", now=now) as opened:
        found = FeedbackRound.objects.filter(organ=organ, quarter=quarter).first()
        row = found or opened.save(FeedbackRound(organ=organ, quarter=quarter, modulus=modulus))
        opened.obj = row.pk
        if found is None:
            FeedbackBox.objects.create(round=row)
            _keep(row, key)
    return row


def issue(*, case: Case, blinded: str, now: datetime) -> str:
    """Sign what the firm's browser blinded: once for a firm in a round, whatever else of it was inspected.

    ``blinded``: hexadecimal. The same one again gives the same answer (lost connections). The caller has made sure that
    the firm itself asks. Raises NoFeedback, FormIncomplete.
    """
    row = open_round(case, now)
    try:
        number = int(blinded, 16) if len(blinded) <= blind.BITS // 4 else 0
        signed = blind.blind_sign(_key(row), number)
    except ValueError as problem:
        raise FormIncomplete({"blinded": "凭证请求有误，请刷新页面再试"}) from problem
    digest, firm = hashlib.sha256(f"{number:x}".encode()).hexdigest(), _firm(row, case)
    old = FeedbackIssue.objects.filter(round=row, firm=firm).first()
    if old is None:
        with act(type="feedback.issued", by=By(FIRM, Role.PUBLIC, case.organ_id), obj=row.pk, now=now) as opened:
            old = FeedbackIssue.objects.filter(round=row, firm=firm).first()
            if old is None:
                new = FeedbackIssue(round=row, firm=firm, blinded=digest, issued_on=beijing_date(now))
                old = opened.save(new)
    if old.blinded != digest:
        label = law.quarter_label(row.quarter)
        raise FormIncomplete({"blinded": f"{label}对{case.organ.name}的评价凭证已经领取过，每家企业每季度一份"})
    return f"{signed:x}"


def token(row: FeedbackRound, message: bytes, signature: int) -> str:
    """A token as text: round, random prefix, signature."""
    body = message[: blind.PREFIX] + signature.to_bytes(blind.BITS // 8, "big")
    return f"{row.pk}.{base64.urlsafe_b64encode(body).decode().rstrip('=')}"


def message_of(row: FeedbackRound) -> bytes:
    """What every token of a round signs, after its random prefix."""
    return LABEL + row.pk.encode()


def rate(*, typed: str, answers: Mapping[str, str], comment: str, now: datetime) -> None:
    """Take what the holder of a token says, once. No entry, no moment, no order is kept.

    Raises FormIncomplete: ``token`` (wrong, used, or its round is over), a question, ``comment``.
    """
    comment = comment.replace("\0", "").strip()
    row, prefix = _opened(typed)
    errors = law.wrong(answers, comment)
    if row is None:
        errors["token"] = "凭证不对，请整段复制，不要漏字"
    elif beijing_date(now) > law.closes_on(row.quarter):
        errors["token"] = f"{law.quarter_label(row.quarter)}的评价已经截止"
    if errors or row is None:
        raise FormIncomplete(errors)
    rating = {"answers": {q.name: answers[q.name] for q in law.QUESTIONS}, "comment": comment}
    mark = hashlib.sha256(prefix).hexdigest()
    with transaction.atomic():
        box = FeedbackBox.objects.select_for_update().get(pk=row.pk)
        if mark in box.spent or FeedbackRelease.objects.filter(round=row).exists():
            raise FormIncomplete({"token": "这份凭证已经用过，一份只能评价一次"})
        box.spent = sorted([*box.spent, mark])
        box.ratings = sorted([*box.ratings, rating], key=_canonical)
        box.save()


def _canonical(rating: object) -> str:
    return json.dumps(rating, ensure_ascii=False, sort_keys=True)


def _opened(typed: str) -> tuple[FeedbackRound | None, bytes]:
    """The round whose key signed a token, and its prefix."""
    name, _, text = "".join(typed.split()).partition(".")
    try:
        body = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None, b""
    row = FeedbackRound.objects.filter(pk=name).first() if name.isascii() and name.isalnum() else None
    if row is None or len(body) != blind.PREFIX + blind.BITS // 8:
        return None, b""
    prefix, signature = body[: blind.PREFIX], int.from_bytes(body[blind.PREFIX :], "big")
    good = blind.verify(int(row.modulus, 16), prefix + message_of(row), signature)
    return (row, prefix) if good else (None, b"")


# --- keys ---------------------------------------------------------------------------------------------------------


def _firm(row: FeedbackRound, case: Case) -> str:
    party = case.parties.all()[0]
    number = party.code or party.id_number or party.pk
    return hmac.new(settings.SECRET_KEY.encode(), f"firm|{row.pk}|{number}".encode(), hashlib.sha256).hexdigest()


def _path(row: FeedbackRound) -> Path:
    return Path(settings.HOME) / "keys" / f"feedback-{row.pk}.pem"


def forget_key(row: FeedbackRound) -> None:
    """Remove the key of a round that is over: no token can be made for it any more."""
    _path(row).unlink(missing_ok=True)


def _keep(row: FeedbackRound, key: rsa.RSAPrivateKey) -> None:
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    descriptor = os.open(_path(row), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)


def _key(row: FeedbackRound) -> rsa.RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(_path(row).read_bytes(), None)
    except FileNotFoundError:
        raise NoFeedback("这一轮的签发密钥不在本机，不能领取凭证") from None
    assert isinstance(key, rsa.RSAPrivateKey)
    return key
