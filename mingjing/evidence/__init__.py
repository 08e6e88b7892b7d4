"""Evidence and audio/video records of a case, who looked at them, what was made from them, and what is missing.

Serves the case file and the procedure. The bytes lie in the vault; here a row binds a hash to a case, a claim (what it
proves, when, where, by whom, with which device) and an entry. Claims stand beside our own receipt time, never instead.
It must not know the procedure: which step expects which recording is told by the caller.
Every row is append-only: an original is never edited or deleted (三政办〔2019〕16号三(二)4), a mistaken description is
followed by a corrected one over the same bytes.
"""
