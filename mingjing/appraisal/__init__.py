"""案卷评查和考核：抽哪些案卷、谁来评、怎样计分、机关怎样申辩，一年的指标怎样算出来。

It looks down at filed cases and finished figures and changes none of them; supervision does not know it. Scores are
people's: what the machine finds beforehand only cites (ADR 12). The windows reach it through ``queries``, ``actions``
and, for the year's assessment, ``assessment``.
"""
