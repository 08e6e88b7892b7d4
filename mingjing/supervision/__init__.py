"""监督：投诉举报、更正申请、检查评价。只看已经完成的事实，不参与办案。

It looks down at published decisions, officers and lists; no case step knows it. The windows reach it through
``queries`` and ``actions`` (complaints) and through ``feedback`` (what inspected firms say, untraceable to a firm).
"""
