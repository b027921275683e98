"""Rights: what a site says about reuse, whose words an article is, and whether that contradicts the recorded right.

The right itself is recorded by an operator, per source; nothing found on a page ever grants one.
"""

from pipeline.stages.rights.agencies import agency_of, wire_credit
from pipeline.stages.rights.objections import objections
from pipeline.stages.rights.site import site_signals

__all__ = ["agency_of", "objections", "site_signals", "wire_credit"]
