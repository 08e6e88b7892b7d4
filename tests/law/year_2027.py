"""An invented arrangement of 2027 (the real one is not published): the statutory days, and a week in February.

1 January is a Friday; 春节 (6 February) takes 5–11 February, made up on two weekend days.
"""

from __future__ import annotations

TEXT = """\
2027-01-01,0,元旦
2027-02-05,0,春节
2027-02-06,0,春节
2027-02-07,0,春节
2027-02-08,0,春节
2027-02-09,0,春节
2027-02-10,0,春节
2027-02-11,0,春节
2027-01-31,1,春节
2027-02-20,1,春节
2027-04-05,0,清明节
2027-05-01,0,劳动节
2027-05-02,0,劳动节
2027-05-03,0,劳动节
2027-06-09,0,端午节
2027-09-15,0,中秋节
2027-10-01,0,国庆节
2027-10-02,0,国庆节
2027-10-03,0,国庆节
"""


def without(day: str) -> str:
    """The arrangement with the row of one day left out."""
    return "".join(line for line in TEXT.splitlines(keepends=True) if not line.startswith(day))
