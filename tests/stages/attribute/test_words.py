import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.arabic.wording import SiteWords, default_wording
from pipeline.model import Article, Publication, Report, Rights, Signal, Site
from pipeline.model.publication import TranslationMethod
from pipeline.stages.attribute.words import disclaimers

ReportOf = Callable[..., Report]
Attributed = Callable[..., Publication]


def lines(publication: Publication) -> list[tuple[str, str, str | None, str | None]]:
    return [(line.label, line.value, line.href, line.datetime) for line in publication.attribution.lines]


def test_the_block_names_author_site_and_first_publication_in_this_order(
    attributed: Attributed, report_of: ReportOf
) -> None:
    names = {"author1": "مارا ويتفيلد", "author2": "توماس أونيل"}
    publication = attributed(report_of(arabic=names))
    assert publication.attribution.label == "المصدر"
    assert lines(publication) == [
        ("الكاتب", "مارا ويتفيلد (Mara Whitfield) وتوماس أونيل (Tomas O'Neill)", None, None),
        ("الموقع", "Example News، news.example", "https://news.example/2024/bridge", None),
        (
            "نُشر الخبر أول مرة بتاريخ",
            "29 يوليو 2024، الساعة 13:00 بالتوقيت العالمي المنسق",
            None,
            "2024-07-29T09:00:05-04:00",
        ),
    ]


def test_an_update_has_a_line_with_its_time_after_the_first_publication(
    attributed: Attributed, report_of: ReportOf
) -> None:
    updated_at = dt.datetime(2024, 7, 30, 13, 2, 5, tzinfo=dt.UTC)
    publication = attributed(report_of(), updated_at=updated_at, rights=Rights(basis="own", credit="Example News"))
    assert [line[0] for line in lines(publication)][2:] == [
        "نُشر الخبر أول مرة بتاريخ",
        "حُدّثت هذه الترجمة بتاريخ",
        "حقوق النص",
    ]
    assert lines(publication)[3][1::2] == (
        "30 يوليو 2024، الساعة 13:02 بالتوقيت العالمي المنسق",
        "2024-07-30T13:02:05Z",
    )


@pytest.mark.parametrize(
    ("change", "number", "value", "instant"),
    [
        ({"authors": ()}, 0, "لم يذكر المصدر اسم الكاتب", None),
        ({"site": Site(name="", host="news.example")}, 1, "news.example", None),
        ({"site": Site(name="News.Example", host="news.example")}, 1, "news.example", None),
        ({"first_published_at": None}, 2, "29 يوليو 2024", "2024-07-29"),
        ({"first_published_at": None, "first_published_date": None}, 2, "لم يذكر المصدر تاريخ النشر", None),
        (
            {"first_published_at": dt.datetime(2024, 1, 2, 3, 4, tzinfo=dt.UTC)},
            2,
            "2 يناير 2024، الساعة 03:04 بالتوقيت العالمي المنسق",
            "2024-01-02T03:04:00Z",
        ),
    ],
)
def test_what_the_source_does_not_tell_is_said_and_never_left_empty(
    article: Article,
    attributed: Attributed,
    report_of: ReportOf,
    change: dict[str, object],
    number: int,
    value: str,
    instant: str | None,
) -> None:
    publication = attributed(report_of(article.model_copy(update=change)))
    line = publication.attribution.lines[number]
    assert (line.value, line.datetime) == (value, instant)


def test_a_name_without_arabic_letters_stands_as_the_source_has_it(attributed: Attributed, report_of: ReportOf) -> None:
    names = {"author1": "Mara Whitfield", "author2": "توماس أونيل"}
    value = attributed(report_of(arabic=names)).attribution.lines[0].value
    assert value == "Mara Whitfield وتوماس أونيل (Tomas O'Neill)"


def test_zone_and_months_are_the_wording_s(attributed: Attributed) -> None:
    wording = default_wording()
    dates = wording.dates.model_copy(update={"zone": "Asia/Amman", "zone_name": "بتوقيت عمّان", "months": "تموز"})
    publication = attributed(wording=wording.model_copy(update={"dates": dates}))
    assert publication.attribution.lines[2].value == "29 تموز 2024، الساعة 16:00 بتوقيت عمّان"


def test_a_site_s_own_wording_stands_around_its_articles_and_no_others(attributed: Attributed) -> None:
    site = SiteWords(hosts=("news.example",), disclaimers={"views": "بإذن من الناشر."})
    wording = default_wording().model_copy(update={"sites": (site,)})
    assert attributed(wording=wording).disclaimers[0].text == "بإذن من الناشر."
    elsewhere = attributed(wording=wording, url="https://other.example/a")
    assert elsewhere.disclaimers[0].text == default_wording().disclaimers.views


def test_a_reviewer_is_named_in_the_disclaimer(attributed: Attributed) -> None:
    text = attributed(reviewer="سمير نصار").disclaimers[1].text
    assert text == "تُرجم هذا الخبر آليًا عبر خدمة غوغل وراجعه سمير نصار."


@pytest.mark.parametrize(
    ("engines", "method", "text"),
    [
        (("memory",), "machine", "تُرجم هذا الخبر آليًا اعتمادًا على ذاكرة الترجمة ولم يراجعه محرر."),
        (("desk.tmx", "agency.tmx"), "machine", "تُرجم هذا الخبر آليًا اعتمادًا على ذاكرة الترجمة ولم يراجعه محرر."),
        (("memory",), "machine_reviewed", "تُرجم هذا الخبر آليًا اعتمادًا على ذاكرة الترجمة وراجعه سمير نصار."),
        (("memory", "google"), "machine", "تُرجم هذا الخبر آليًا عبر خدمة غوغل وذاكرة الترجمة ولم يراجعه محرر."),
        (("google", "deepl"), "machine", "تُرجم هذا الخبر آليًا عبر خدمة غوغل وديب إل ولم يراجعه محرر."),
    ],
)
def test_the_memory_is_no_service(
    attributed: Attributed, engines: tuple[str, ...], method: TranslationMethod, text: str
) -> None:
    update = {"engines": engines, "method": method, "reviewed_by": "سمير نصار"}
    info = attributed().translation.model_copy(update=update)
    assert disclaimers(info, default_wording())[1].text == text


def rights_lines(publication: Publication) -> list[tuple[str, str, str | None]]:
    return [(line.label, line.value, line.href) for line in publication.attribution.lines[3:]]


def test_most_rights_ask_for_no_further_line(attributed: Attributed) -> None:
    assert rights_lines(attributed()) == []
    assert rights_lines(attributed(rights=Rights(basis="public-domain"))) == []


def test_a_credit_that_the_rights_ask_for_stands_after_the_three_lines_in_its_owner_s_words(
    attributed: Attributed,
) -> None:
    rights = Rights(basis="contract", credit="© Tamsin News 2024")
    assert rights_lines(attributed(rights=rights)) == [("حقوق النص", "© Tamsin News 2024", None)]


@pytest.mark.parametrize(
    ("rights", "value", "href"),
    [
        (
            Rights(basis="cc-by", license_url="https://creativecommons.org/licenses/by/3.0/igo/"),
            "نُشر الأصل برخصة المشاع الإبداعي «نَسب المُصنَّف» (CC BY 3.0 IGO)، وهذا النص ترجمة له",
            "https://creativecommons.org/licenses/by/3.0/igo/",
        ),
        (
            Rights(basis="cc-by-sa", evidence="https://creativecommons.org/licenses/by-sa/4.0/"),
            (
                "نُشر الأصل برخصة المشاع الإبداعي «نَسب المُصنَّف - الترخيص بالمثل» (CC BY-SA 4.0)، "
                "وهذا النص ترجمة له تُنشر بالرخصة نفسها"
            ),
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ),
        (
            Rights(basis="cc-by", evidence="Letter of 2026-01-15"),
            "نُشر الأصل برخصة المشاع الإبداعي «نَسب المُصنَّف» (CC BY)، وهذا النص ترجمة له",
            None,
        ),
    ],
)
def test_a_creative_commons_licence_is_named_and_linked_and_the_change_told(
    attributed: Attributed, rights: Rights, value: str, href: str | None
) -> None:
    publication = attributed(rights=rights)
    assert rights_lines(publication) == [("الرخصة", value, href)]
    assert publication.rights.license_url == href


def test_evidence_of_another_licence_than_the_basis_is_not_linked(attributed: Attributed) -> None:
    rights = Rights(basis="cc-by", evidence="https://creativecommons.org/licenses/by-nc/4.0/")
    assert attributed(rights=rights).rights.license_url is None


def test_the_name_configured_for_the_source_stands_before_the_page_s_own(attributed: Attributed) -> None:
    publication = attributed(site="The Loop Gazette")
    assert publication.source.site == "The Loop Gazette"
    assert lines(publication)[1][1] == "The Loop Gazette، news.example"


@pytest.mark.parametrize(
    ("byline", "value"), [("Reuters", "رويترز"), ("Associated Press", "أسوشيتد برس"), ("ANI", "ANI")]
)
def test_an_agency_is_the_author_where_no_person_is(
    attributed: Attributed, report_of: ReportOf, article: Article, byline: str, value: str
) -> None:
    signal = Signal(kind="byline", value=byline, where="visible byline")
    credited = article.model_copy(update={"authors": (), "signals": (signal,)})
    assert lines(attributed(report_of(credited)))[0][:2] == ("الكاتب", value)
