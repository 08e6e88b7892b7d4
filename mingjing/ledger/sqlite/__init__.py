"""Django's SQLite backend with the pragmas and the authorizer that the ledger's promises need."""
