"""The stage: a translation in, a report out."""

from collections.abc import Collection, Iterator

from pipeline.arabic.typography import DEFAULT_STYLE, Style
from pipeline.model import Flag, Policy, Report, Segment, Translation, Verdict
from pipeline.stages.check.checks import headlines
from pipeline.stages.check.documents import check_document
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair, Texts
from pipeline.stages.check.policy import under
from pipeline.stages.check.repairs import repaired
from pipeline.stages.check.verbatim import lost, masked

# Of these texts, names are the most part: photographers, agencies, bylines.
_NAMES = frozenset({"author", "credit"})
# What matters in a name: that it is there, and that its figures and addresses are right.
_CHECKED_IN_NAMES = frozenset({"empty", "stray_markup", "placeholder_lost", "address_changed", "repeated"})


def check(
    translation: Translation,
    style: Style = DEFAULT_STYLE,
    policy: Policy = "balanced",
    clean: Collection[Texts] = (),
) -> Report:
    """Repair what rules can repair, in the newsroom's `style`, check the rest, and decide by its `policy`.

    Of the texts in `clean`, English and Arabic, it is known that `check_pair` finds nothing: translating found out.

    The verdict is `held` where a flag asks for a person, `noted` where one only remarks on something,
    `repaired` where repairs were all there was to do, and `clean` else.
    """
    fixed = [repaired(segment, style) for segment in translation.segments]
    segments = tuple(segment for segment, _ in fixed)
    flags = [found.model_copy(update={"segment": i}) for i, (_, repairs) in enumerate(fixed) for found in repairs]
    flags += _found_in(segments, clean)
    flags = under(policy, flags)
    flags.sort(key=lambda found: -1 if found.segment is None else found.segment)
    return Report(
        translation=translation.model_copy(update={"segments": segments}), flags=tuple(flags), verdict=_verdict(flags)
    )


def _found_in(segments: tuple[Segment, ...], clean: Collection[Texts]) -> Iterator[Flag]:
    for found in check_document([_pair(segment) for segment in segments], clean):
        names = found.segment is not None and segments[found.segment].role in _NAMES
        if not names or found.code in _CHECKED_IN_NAMES:
            yield found
    for index, segment in enumerate(segments):
        if segment.role == "headline":
            for found in headlines.find(Pair(segment.source.text, segment.target.text)):
                yield found.model_copy(update={"segment": index})
        if segment.unplaced_marks:
            found = flag("unplaced_marks", None, (0, len(segment.target.text)), what=str(segment.unplaced_marks))
            yield found.model_copy(update={"segment": index})
        for word in lost(segment.source.text, segment.target.text, segment.verbatim):
            yield flag("address_changed", what=word).model_copy(update={"segment": index})
        for term in segment.missed_terms:
            yield flag("glossary", what=term).model_copy(update={"segment": index})


def _pair(segment: Segment) -> Texts:
    return masked(segment.source.text, segment.verbatim), masked(segment.target.text, segment.verbatim)


def _verdict(flags: list[Flag]) -> Verdict:
    if any(found.severity == "hold" for found in flags):
        return "held"
    if any(not found.code.startswith("repaired_") for found in flags):
        return "noted"
    return "repaired" if flags else "clean"
