"""The check stage: what is wrong with a translation, found without a second one to compare it with.

Repairs by rule come first (typography, entities, stray characters), then checks on each text, sentence by
sentence where that matters, then checks across the article. A `hold` means that a person must look.
"""

from pipeline.stages.check.documents import check_document
from pipeline.stages.check.pairwise import check_pair
from pipeline.stages.check.policy import BY_POLICY
from pipeline.stages.check.stage import check

__all__ = ["BY_POLICY", "check", "check_document", "check_pair"]
