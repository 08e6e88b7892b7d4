"""A small app with a bound table of every column type, so that the ledger's tests depend on no other app."""
