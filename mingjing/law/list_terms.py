"""The words that rows of lists choose from."""

from __future__ import annotations

from mingjing.law.kinds import ActKind, Role

PLAN = "三政办〔2019〕16号"
ACTS = tuple(ActKind.choices())
FIELDS = tuple(
    (name, name)
    for name in (
        "市场监管", "生态环境", "城市管理", "卫生健康", "应急管理", "水利", "文化旅游", "交通运输", "农业农村", "司法行政",
        "公安", "自然资源", "住房城乡建设", "教育", "人力资源社会保障", "民政", "财政", "税务", "消防救援", "林业", "气象",
        "烟草", "邮政", "档案", "其他",
    )
)  # fmt: skip
ORGAN_KINDS = (("organ", "行政机关"), ("authorized", "法律法规授权组织"), ("entrusted", "受委托组织"))
STAGES = (("start", "启动"), ("evidence", "调查取证"), ("decision", "审核决定"), ("execution", "送达执行"))
LEVELS = (("mandatory_full", "必须全程"), ("conditional", "按实际情况"), ("optional", "文字能有效记录的可以不录"))
ROLES = tuple((r.value, r.label) for r in Role if r.value in {"H", "U", "L", "B", "R", "PB", "PC"})
LAWYERS = (("counsel", "法律顾问"), ("public_lawyer", "公职律师"))
