"""Many machines: jobs wait in PostgreSQL, and workers anywhere take them.

The ledger alone says where an item stands. A job says only that something may be due of it: a job that is lost, run
twice or late does no harm, as whoever takes it looks into the ledger first. Who works on an item holds a lock of the
server while they do.
"""
