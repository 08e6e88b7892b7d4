"""How a lead stands and what may happen to it. No tables here: the windows need the words."""

from __future__ import annotations

from django.db import models


class Standing(models.TextChoices):
    """How a lead stands. 已转办 and 不成立 are the bureau's word; 原因消失 is what new data says."""

    NEW = "new", "待核查"
    LOOKED = "looked", "核查中"
    EXPLAINED = "explained", "机关已说明"
    PASSED = "passed", "已转监督"
    DISMISSED = "dismissed", "不成立"
    GONE = "gone", "原因消失"


OPEN = (Standing.NEW, Standing.LOOKED, Standing.EXPLAINED)


class MoveKind(models.TextChoices):
    """What may happen to a lead."""

    RAISED = "raised", "系统提出"
    RENEWED = "renewed", "数据更新"
    LOOKED = "looked", "开始核查"
    EXPLAINED = "explained", "机关说明"
    PASSED = "passed", "转监督处理"
    DISMISSED = "dismissed", "认定不成立"
    REFUSED = "refused", "说明不采纳"
    GONE = "gone", "原因消失"
