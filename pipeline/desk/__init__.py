"""The desk: the operators' web page and the consumers' read API, over one ledger.

`create_app(settings, ledger, access)` is the door. Every page and every answer passes the gate (gate.py): nothing is
shown without the secret, the word of a proxy that signs people in, or the read token. What a person decides goes
through the functions that the command line uses (pipeline.run.operator). The pages need no script; the extra `[desk]`
brings what they are served with.
"""

from pipeline.desk.access import Access
from pipeline.desk.app import create_app
from pipeline.desk.proxy import Proxy

__all__ = ["Access", "Proxy", "create_app"]
