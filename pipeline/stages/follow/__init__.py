"""Follow: what became of an article since it was read: corrected, retracted, or only shown otherwise."""

from pipeline.stages.follow.compare import Change, ChangeKind, compare
from pipeline.stages.follow.retraction import opening_notice, retraction_notice
from pipeline.stages.follow.telling import told

__all__ = ["Change", "ChangeKind", "compare", "opening_notice", "retraction_notice", "told"]
