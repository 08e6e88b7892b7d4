"""Recounting the yearly figures from the raw rows, by a way of its own: nothing of ``tally`` or of ``law.counting``'s
reckoning is used, only the law's data (orders of severity, switches, thresholds, the names of figures).

Every table is read as it stands and each figure is counted apart; the result is compared with the roll-ups by organ.
"""
