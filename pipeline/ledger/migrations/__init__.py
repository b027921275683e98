"""The ledger's schema, revision by revision, for Alembic; only forward, each in one transaction with the others due.

A new revision: change pipeline/ledger/schema.py, add a file to `versions` that does the same to a ledger which is
there already, and name it last in `schema.REVISIONS`. Tests compare what the revisions make with the metadata, in
SQLite and in PostgreSQL. `pipeline.ledger.upgrade` is what runs them; a way back is a backup.
"""
