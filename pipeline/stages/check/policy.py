"""The newsroom's policy: which findings hold an article. What is held is never less under a stricter one."""

from collections.abc import Sequence

from pipeline.model import Flag, Policy, Severity
from pipeline.stages.check.findings import flag

BY_POLICY = "published_by_policy"
"""The note that says what was let pass."""

HELD_BY_STRICT = frozenset(
    {
        "english_word_left", "foreign_letters", "glossary", "month_missing", "name_changed", "negation_missing",
        "percentage_points", "quotation_mark", "score_reversed", "speaker_gender", "weekday_added", "weekday_missing",
    }
)  # fmt: skip
"""Notes that hold under `strict`: what was said, by whom and when may be another in Arabic."""

NEVER_PUBLISHED = frozenset(
    {
        "echo", "empty", "exchanged", "placeholder_lost", "repeated", "same_target", "sentence_added",
        "sentence_missing", "stray_markup", "too_long", "too_short", "truncated", "unrelated", "wrong_language",
    }
)  # fmt: skip
"""What holds under `lenient` too: there is no whole translation, or it is of another text."""


def under(policy: Policy, flags: Sequence[Flag]) -> list[Flag]:
    """Return `flags` as grave as `policy` has them; where it lets pass what the checks would hold, a note says so."""
    if policy == "strict":
        return [_graded(found, "hold") if found.code in HELD_BY_STRICT else found for found in flags]
    if policy == "balanced":
        return list(flags)
    graded = [found if found.code in NEVER_PUBLISHED else _graded(found, "note") for found in flags]
    passed = sorted({found.code for found in flags if found.severity == "hold"} - NEVER_PUBLISHED)
    if not passed or any(found.severity == "hold" for found in graded):
        return graded
    return [flag(BY_POLICY, what=policy, other=", ".join(passed)), *graded]


def _graded(found: Flag, severity: Severity) -> Flag:
    return found.model_copy(update={"severity": severity})
