"""What the public store holds: pages rendered once, at publish time, and the log in C2SP form.

Page bytes never vary by visitor. Everything shown comes from disclosed units or from what the plan publishes.
"""

from mingjing.disclosure.pages.ending import check_ended, put_ended
from mingjing.disclosure.pages.lists import put_lists, put_standing
from mingjing.disclosure.pages.log import put_log
from mingjing.disclosure.pages.proof import NotProvable, party_bundle
from mingjing.disclosure.pages.publishing import check, put, rebuild
from mingjing.disclosure.pages.shelf import store

__all__ = [
    "NotProvable",
    "check",
    "check_ended",
    "party_bundle",
    "put",
    "put_ended",
    "put_lists",
    "put_log",
    "put_standing",
    "rebuild",
    "store",
]
