import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.model import (
    COPIED,
    Article,
    Author,
    Cost,
    Flag,
    HistoryEntry,
    Origin,
    Publication,
    PublishedFigure,
    Report,
    Rights,
    Signal,
)

ReportOf = Callable[..., Report]
Attributed = Callable[..., Publication]
HOLD = Flag(code="numbers_changed", severity="hold", detail="53 became 35", segment=3)
MACHINE = Origin(kind="engine", name="google")
EDITOR = Origin(kind="reviewer", name="ليلى حداد")


def test_a_clean_translation_with_rights_is_published(attributed: Attributed) -> None:
    publication = attributed()
    assert (publication.state, publication.quality.verdict) == ("published", "clean")
    assert (publication.language, publication.direction) == ("ar", "rtl")


def test_what_the_checks_hold_waits_for_a_person(attributed: Attributed, report_of: ReportOf) -> None:
    publication = attributed(report_of(verdict="held", flags=(HOLD,)))
    assert (publication.state, publication.quality.verdict) == ("held", "held")
    assert publication.quality.flags == (HOLD,)


def test_what_a_person_approved_is_published(attributed: Attributed, report_of: ReportOf) -> None:
    publication = attributed(report_of(verdict="held", flags=(HOLD,)), reviewer="سمير نصار")
    assert (publication.state, publication.quality.verdict) == ("published", "approved")
    assert publication.translation.reviewed_by == "سمير نصار"
    assert publication.quality.flags == (HOLD,)


def test_a_flag_stands_with_its_text_and_with_the_whole(attributed: Attributed, report_of: ReportOf) -> None:
    report = report_of(flags=(Flag(code="latin_left", severity="note", detail="…", segment=0),), verdict="noted")
    publication = attributed(report)
    assert publication.headline.flags == publication.quality.flags == report.flags
    assert publication.quality.verdict == "noted"


@pytest.mark.parametrize("reviewer", [None, "سمير نصار"])
def test_without_recorded_rights_it_is_held_whoever_approves(attributed: Attributed, reviewer: str | None) -> None:
    publication = attributed(rights=Rights(), reviewer=reviewer)
    (flag,) = publication.quality.flags
    assert (publication.state, publication.quality.verdict) == ("held", "held")
    assert (flag.code, flag.severity, flag.segment) == ("rights_unknown", "hold", None)
    assert "news.example" in flag.detail
    assert "sources.toml" in flag.detail


def test_without_recorded_rights_it_is_published_where_the_operator_says_so(attributed: Attributed) -> None:
    publication = attributed(rights=Rights(), unknown_source="publish")
    assert (publication.state, publication.quality.flags) == ("published", ())
    assert publication.rights.basis == "unknown"


@pytest.mark.parametrize(("expires", "state"), [(dt.date(2024, 7, 29), "held"), (dt.date(2024, 7, 30), "published")])
def test_rights_hold_to_the_end_of_their_last_day(attributed: Attributed, expires: dt.date, state: str) -> None:
    publication = attributed(rights=Rights(basis="contract", expires=expires), unknown_source="publish")
    assert publication.state == state
    assert [flag.code for flag in publication.quality.flags] == (["rights_expired"] if state == "held" else [])


def test_what_the_page_says_of_reuse_stands_with_the_rights_and_holds_what_it_contradicts(
    attributed: Attributed, report_of: ReportOf, article: Article
) -> None:
    told = (Signal(kind="notranslate", value="robots", where="meta"), Signal(kind="noarchive", value="x", where="meta"))
    report = report_of(article.model_copy(update={"signals": told}))
    licensed = attributed(report, rights=Rights(basis="cc-by"), reviewer="سمير نصار")
    assert (licensed.state, licensed.rights.signals) == ("held", told)
    assert [flag.code for flag in licensed.quality.flags] == ["rights_notranslate"]
    assert attributed(report, rights=Rights(basis="contract")).state == "published"


def test_an_agency_s_text_is_not_the_site_s_to_grant(
    attributed: Attributed, report_of: ReportOf, article: Article
) -> None:
    report = report_of(article.model_copy(update={"authors": (Author(name="Associated Press"),)}))
    publication = attributed(report)
    assert [flag.code for flag in publication.quality.flags] == ["rights_wire_credit"]
    assert [(s.kind, s.value) for s in publication.rights.signals] == [("wire-credit", "Associated Press")]
    covered = Rights(basis="contract", agencies=("Associated Press",))
    assert attributed(report, rights=covered).state == "published"


def test_images_are_shown_by_right_only_and_their_texts_always(attributed: Attributed) -> None:
    for images in (True, False):
        figure = attributed(rights=Rights(basis="own", images=images)).blocks[2]
        assert isinstance(figure, PublishedFigure)
        assert (figure.image is not None) is images
        assert figure.alt
        assert figure.caption
        assert figure.credit


def test_the_engines_are_those_whose_words_stand_also_by_way_of_the_memory(
    attributed: Attributed, report_of: ReportOf
) -> None:
    origins = {"headline": Origin(kind="memory", name="deepl"), "b2": EDITOR}
    publication = attributed(report_of(origins=origins))
    assert publication.translation.engines == ("deepl", "google")
    assert publication.translation.method == "machine"
    assert publication.translation.reviewed_by is None
    assert publication.disclaimers[1].text == "تُرجم هذا الخبر آليًا عبر خدمة ديب إل وغوغل ولم يراجعه محرر."


def test_a_name_left_in_latin_letters_is_nobody_s_translation(attributed: Attributed, report_of: ReportOf) -> None:
    report = report_of(
        arabic={"author1": "Mara Whitfield", "author2": "توماس أونيل"},
        origins={"author1": Origin(kind="engine", name="chat")},
    )
    publication = attributed(report)
    assert [author.name_ar for author in publication.source.authors] == [None, "توماس أونيل"]
    assert publication.translation.engines == ("google",)


def test_a_text_copied_as_it_is_is_nobody_s_translation(attributed: Attributed, report_of: ReportOf) -> None:
    report = report_of(arabic={"b1": "2024"}, origins={"b1": Origin(kind="memory", name=COPIED)})
    assert attributed(report).translation.engines == ("google",)


@pytest.mark.parametrize(
    ("reviewer", "writer", "method", "term"),
    [
        (None, MACHINE, "machine", "trainedAlgorithmicMedia"),
        ("سمير نصار", MACHINE, "machine_reviewed", "compositeWithTrainedAlgorithmicMedia"),
        (None, EDITOR, "human", "humanEdits"),
        ("سمير نصار", EDITOR, "human", "humanEdits"),
    ],
)
def test_the_method_says_who_wrote_the_words_and_iptc_has_a_term_for_it(
    attributed: Attributed,
    report_of: ReportOf,
    reviewer: str | None,
    writer: Origin,
    method: str,
    term: str,
) -> None:
    ids = [segment.id for segment in report_of().translation.segments]
    report = report_of(origins=dict.fromkeys(ids, writer))
    translation = attributed(report, reviewer=reviewer).translation
    assert translation.method == method
    assert translation.digital_source_type == f"http://cv.iptc.org/newscodes/digitalsourcetype/{term}"
    assert translation.reviewed_by == (reviewer or ("ليلى حداد" if writer == EDITOR else None))


def test_both_disclaimers_are_always_there(attributed: Attributed, report_of: ReportOf) -> None:
    ids = [segment.id for segment in report_of().translation.segments]
    for publication in (
        attributed(),
        attributed(reviewer="سمير نصار"),
        attributed(report_of(origins=dict.fromkeys(ids, EDITOR))),
    ):
        assert [note.kind for note in publication.disclaimers] == ["views", "machine_translation"]
        assert "None" not in publication.disclaimers[1].text


def test_the_characters_of_all_engines_are_counted(attributed: Attributed, report_of: ReportOf) -> None:
    costs = (Cost(engine="google", characters=700), Cost(engine="deepl", characters=40))
    assert attributed(report_of(costs=costs)).translation.characters == 740


@pytest.mark.parametrize(
    ("canonical", "given", "url"),
    [
        ("https://news.example/2024/bridge", None, "https://news.example/2024/bridge"),
        ("https://elsewhere.example/", None, "https://news.example/2024/bridge?from=feed"),
        ("https://news.example/2024/bridge", "https://news.example/b", "https://news.example/b"),
    ],
)
def test_the_source_is_the_article_s_own_url(
    article: Article, attributed: Attributed, report_of: ReportOf, canonical: str, given: str | None, url: str
) -> None:
    report = report_of(article.model_copy(update={"canonical_url": canonical}))
    publication = attributed(report, url=given)
    assert publication.source.url == url
    assert publication.attribution.lines[1].href == url
    assert publication.source.host == "news.example"


def test_id_revision_and_history_are_as_given(attributed: Attributed) -> None:
    history = (HistoryEntry(revision=1, at=dt.datetime(2024, 7, 30, tzinfo=dt.UTC), event="created"),)
    publication = attributed(item_id="00ff00ff00ff00ff", revision=3, history=history)
    assert (publication.id, publication.revision, publication.history) == ("00ff00ff00ff00ff", 3, history)


def test_the_publication_comes_back_from_its_json(attributed: Attributed) -> None:
    publication = attributed()
    assert Publication.model_validate_json(publication.model_dump_json()) == publication
