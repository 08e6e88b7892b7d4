"""The ledger: two append-only logs, the rows bound to them, and the seals that let a stranger check both.

``anjuan`` 案卷 is the internal log of case events; ``gongshi`` 公示 is the public log of what was published. Every
business write goes through ``actions.act``: one transaction, one entry, in it a salted hash of every column written.
``sealing`` signs tree heads, ``audit`` re-derives everything and names table, row and column of any difference.
It serves every app and knows none: it sees plain ids, hashes and enum values, never a name or an ID number.
"""
