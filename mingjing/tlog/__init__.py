"""Transparency log primitives: RFC 6962 trees and the C2SP formats around them, standard library only.

Whom it serves: ``ledger`` (which seals), ``documents`` (which commits to texts) and any stranger who wants to check
what an organ published: ``python -m mingjing.tlog verify …``. It knows nothing of Django, of law, or of this project.

One file per concept of the specifications:

* ``hashing``      RFC 6962 §2.1 leaf and node hashes, roots, the growing frontier
* ``proofs``       RFC 6962 §2.1.1–2.1.2 / RFC 9162 §2.1.3–2.1.4 inclusion and consistency
* ``canon``        RFC 8785 canonical JSON, restricted (no floats, ASCII keys)
* ``ed25519``      RFC 8032 signature *verification*; signing is injected by the caller
* ``notes``        C2SP signed-note and tlog-cosignature
* ``checkpoints``  C2SP tlog-checkpoint
* ``tiles``        C2SP tlog-tiles
"""
