from pathlib import Path

import pytest

from pipeline.arabic.wording import default_wording, load_wording
from pipeline.errors import ConfigurationError

CONFIGURED = Path(__file__).parents[2] / "config/wording.ar.toml"


@pytest.fixture
def text() -> str:
    return CONFIGURED.read_text("utf-8")


def faults(text: str, folder: Path) -> str:
    path = folder / "wording.ar.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_wording(path)
    assert caught.value.item == str(path)
    return caught.value.message


def test_without_a_file_the_packaged_wording_holds(tmp_path: Path) -> None:
    assert load_wording(tmp_path / "wording.ar.toml") == default_wording()


def test_the_file_in_config_is_the_packaged_wording() -> None:
    assert load_wording(CONFIGURED) == default_wording()


def test_the_packaged_disclaimers_say_what_the_contract_says() -> None:
    disclaimers = default_wording().disclaimers
    assert disclaimers.views == (
        "لا تتبنى إدارة الموقع وجهة نظر الكاتب أو الخبر المنشور، وتقع المسؤولية على عاتق الناشر الأصلي."
    )
    assert disclaimers.machine_translation == "تُرجم هذا الخبر آليًا عبر خدمة {engines} ولم يراجعه محرر."
    assert disclaimers.machine_translation_reviewed == "تُرجم هذا الخبر آليًا عبر خدمة {engines} وراجعه {reviewer}."


def test_a_file_takes_the_place_of_the_packaged_wording(text: str, tmp_path: Path) -> None:
    path = tmp_path / "wording.ar.toml"
    path.write_text(text.replace('months = "يوليو"', 'months = "تموز"'), "utf-8")
    assert load_wording(path).dates.months == "تموز"


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ('label = "المصدر"', 'label = ""', "attribution.label"),
        ('label = "المصدر"', 'label = "  "', "attribution.label"),
        ("{host}", "{domain}", "attribution.site_value: nothing fills {domain}"),
        ("خدمة {engines} ولم", "خدمة غوغل ولم", "disclaimers.machine_translation: {engines} is missing"),
        ("خدمة {engines} ولم", "خدمة {engines.name} ولم", "disclaimers.machine_translation: nothing fills"),
        ("خدمة {engines} ولم", "خدمة {} ولم", "disclaimers.machine_translation: nothing fills"),
        ("خدمة {engines} ولم", "خدمة {engines ولم", "disclaimers.machine_translation: "),
        ("views = ", "# views = ", "disclaimers.views: Field required"),
        ('zone = "UTC"', 'zone = "Asia/Nowhere"', "dates.zone: no time zone is called 'Asia/Nowhere'"),
        ('months = "يوليو"', 'months = "juillet"', "dates.months"),
        ('author = "', 'writer = "', "attribution.writer"),
        ('google = "غوغل"', 'google = ""', "engines.google"),
        ('updated = "حُدّثت هذه الترجمة بتاريخ"', 'updated = ""', "attribution.updated"),
        ('gone = "أزال', 'gone = "{site} أزال', "withdrawal.gone: nothing fills {site}"),
        ("سُحب: {headline}", "سُحب خبر", "withdrawal.title: {headline} is missing"),
        ("تاريخ السحب: {instant}", "تاريخ السحب: {at}", "withdrawal.withdrawn_at: nothing fills {at}"),
        ('withdrawn = "سُحب', 'withdrawn = "" # "سُحب', "withdrawal.withdrawn: "),
        ("[attribution]", "[attribution", "not valid TOML"),
    ],
)
def test_a_faulty_text_is_a_configuration_error_that_names_file_and_key(
    written: str, instead: str, told: str, text: str, tmp_path: Path
) -> None:
    assert written in text
    assert told in faults(text.replace(written, instead, 1), tmp_path)


SITE = """
[[site]]
hosts = ["news.example", "www.news.example"]
attribution = { author = "بقلم" }
dates = { zone = "Asia/Amman", zone_name = "بتوقيت عمّان" }
"""


def test_a_site_has_texts_of_its_own_and_all_others_in_common(text: str, tmp_path: Path) -> None:
    path = tmp_path / "wording.ar.toml"
    path.write_text(text + SITE, "utf-8")
    wording = load_wording(path)
    own = wording.for_host("www.news.example")
    assert (own.attribution.author, own.dates.zone) == ("بقلم", "Asia/Amman")
    assert (own.attribution.site, own.disclaimers) == (wording.attribution.site, wording.disclaimers)
    assert wording.for_host("other.example") == wording


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ('author = "بقلم"', 'author = ""', "site.0.attribution.author"),
        ('author = "بقلم"', 'writer = "بقلم"', "site.0.attribution.writer"),
        ('author = "بقلم"', 'site_value = "{site}"', "site.0.attribution.site_value: {host} is missing"),
        ("Asia/Amman", "Asia/Nowhere", "site.0.dates.zone"),
        ('["news.example", "www.news.example"]', "[]", "site.0.hosts"),
        ("hosts = ", "host = ", "site.0.host"),
    ],
)
def test_a_fault_in_a_site_s_own_text_names_the_site(
    written: str, instead: str, told: str, text: str, tmp_path: Path
) -> None:
    assert told in faults(text + SITE.replace(written, instead), tmp_path)


def test_every_fault_is_told_at_once(text: str, tmp_path: Path) -> None:
    told = faults(text.replace("views = ", "# views = ").replace('zone = "UTC"', 'zone = ""'), tmp_path)
    assert "disclaimers.views" in told
    assert "dates.zone" in told


def test_a_file_that_is_a_folder_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_wording(tmp_path)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("google", "غوغل"), ("memory", "ذاكرة الترجمة"), ("agency.tmx", "ذاكرة الترجمة"), ("in-house", "in-house")],
)
def test_an_engine_has_the_name_that_readers_know_or_its_own(name: str, shown: str) -> None:
    assert default_wording().engine_name(name) == shown


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("spare", "google", "غوغل"),
        ("offline", "ctranslate2", "نموذج ترجمة محلي"),
        ("deepl", "chat", "ديب إل"),
        ("in_house", "in_house", "in_house"),
    ],
)
def test_an_engine_without_a_name_for_readers_has_that_of_its_kind(name: str, kind: str, shown: str) -> None:
    assert default_wording().naming({name: kind}).engine_name(name) == shown


def test_a_file_that_names_one_engine_has_the_packaged_names_of_the_others(text: str, tmp_path: Path) -> None:
    path = tmp_path / "wording.ar.toml"
    path.write_text(text.partition("[engines]")[0] + '[engines]\nin_house = "مترجمنا"\n', "utf-8")
    assert load_wording(path).engines == {**default_wording().engines, "in_house": "مترجمنا"}


def test_names_are_joined_by_a_conjunction_each_once() -> None:
    assert default_wording().joined(["غوغل", "ديب إل", "غوغل", "وحيد"]) == "غوغل وديب إل ووحيد"


def test_a_file_of_before_there_were_lines_for_rights_has_the_packaged_ones(text: str, tmp_path: Path) -> None:
    before, _, after = text.partition("[rights]")
    path = tmp_path / "wording.ar.toml"
    path.write_text(before + "[disclaimers]" + after.partition("[disclaimers]")[2], "utf-8")
    assert load_wording(path) == default_wording()


def test_a_file_of_before_the_memory_had_words_of_its_own_has_the_packaged_ones(text: str, tmp_path: Path) -> None:
    path = tmp_path / "wording.ar.toml"
    path.write_text("\n".join(line for line in text.splitlines() if not line.startswith("memory_translation")), "utf-8")
    assert load_wording(path) == default_wording()


def test_a_file_of_before_articles_were_followed_has_the_packaged_texts_for_that(text: str, tmp_path: Path) -> None:
    before, _, after = text.partition("[withdrawal]")
    lines = (before + "[dates]" + after.partition("[dates]")[2]).splitlines()
    path = tmp_path / "wording.ar.toml"
    path.write_text("\n".join(line for line in lines if not line.startswith("updated = ")), "utf-8")
    assert load_wording(path) == default_wording()


def test_a_file_that_says_one_thing_of_withdrawals_has_the_packaged_texts_for_the_others(
    text: str, tmp_path: Path
) -> None:
    before, _, after = text.partition("[withdrawal]")
    gone = 'gone = "لم يعد هذا الخبر في موقع ناشره."'
    path = tmp_path / "wording.ar.toml"
    path.write_text(f"{before}[withdrawal]\n{gone}\n[dates]{after.partition('[dates]')[2]}", "utf-8")
    packaged = default_wording().withdrawal
    assert load_wording(path).withdrawal == packaged.model_copy(update={"gone": "لم يعد هذا الخبر في موقع ناشره."})


def test_a_licence_s_line_names_the_licence(text: str, tmp_path: Path) -> None:
    assert "rights.cc_by: {license} is missing" in faults(text.replace("({license})", "", 1), tmp_path)
