"""综合分析：从案件里找异常，每条线索写明规则、数据、件数和把握（方案三(一)5、三(四)2）。

``plain`` are records without Django, ``exact`` and ``comparing`` the mathematics, ``rules`` the rules as dated data
with one pure function each; ``records`` reads the case store, ``keeping`` keeps what was found. ``trial`` plants
anomalies among clean cases and says how well the rules find them.
"""
