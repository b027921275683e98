"""The configuration: validated whole before anything runs, and every fault told with its key."""

import ipaddress
import json
import os
from pathlib import Path

import pytest
from sqlalchemy import make_url

from pipeline.config import Settings, load
from pipeline.errors import ConfigurationError
from pipeline.settings.sources import SourceSettings

SHIPPED = sorted((Path(__file__).parents[1] / "config").glob("*.toml"))
COMPANIONS = {"sources.toml", "wording.ar.toml"}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("REPUBLISH_")]:
        monkeypatch.delenv(name)


def _load(folder: Path, text: str = "", *, sources: str | None = None) -> Settings:
    (folder / "pipeline.toml").write_text(text, "utf-8")
    if sources is not None:
        (folder / "sources.toml").write_text(sources, "utf-8")
    return load(folder / "pipeline.toml")


def _fault(folder: Path, text: str = "", *, sources: str | None = None) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        _load(folder, text, sources=sources)
    return caught.value


# ---- what is right


@pytest.mark.parametrize("path", [p for p in SHIPPED if p.name not in COMPANIONS], ids=lambda path: path.name)
def test_every_shipped_configuration_loads(path: Path) -> None:
    assert load(path).file == path


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    settings = _load(tmp_path)
    assert settings.translate.engines == ("google",)
    assert settings.engines["google"].kind == "google"
    assert settings.rights.unknown_source == "hold"
    assert (settings.fetch.per_host_connections, settings.fetch.per_host_delay) == (1, 1.0)
    assert (settings.fetch.allow_ports, settings.fetch.allow_private_networks) == ((80, 443), ())


def test_the_schedule_of_looks_is_shown_as_it_is_written(tmp_path: Path) -> None:
    settings = _load(tmp_path, '[follow]\nafter = ["90s", "24h"]')
    assert settings.model_dump(mode="json")["follow"] == {"after": ["90s", "1d"], "gone": "withdraw", "confirm": "1h"}
    assert _load(tmp_path, "[follow]\nafter = []").follow.after == ()


def test_no_engines_mean_the_memory_alone(tmp_path: Path) -> None:
    assert _load(tmp_path, "[translate]\nengines = []").translate.engines == ()


def test_relative_paths_start_from_the_file_s_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/site.toml").write_text('[paths]\nstate = "../var/state"\nheld = "/srv/held"', "utf-8")
    monkeypatch.chdir(tmp_path)
    settings = load(Path("etc/site.toml"))
    assert settings.file == tmp_path / "etc/site.toml"
    assert settings.paths.state == tmp_path / "var/state"
    assert settings.paths.published == tmp_path / "data/published"
    assert settings.paths.held == Path("/srv/held")
    assert settings.paths.sources == tmp_path / "etc/sources.toml"


def test_the_ledger_lies_in_the_state_folder_unless_its_url_says_otherwise(tmp_path: Path) -> None:
    assert _load(tmp_path, '[paths]\nstate = "state"').ledger_url == f"sqlite:///{tmp_path}/state/ledger.sqlite"
    url = "postgresql://republish@db.example.org/republish"
    assert _load(tmp_path, f'[ledger]\nurl = "{url}"').ledger_url == url


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+pysqlite"])
def test_the_path_of_a_sqlite_ledger_starts_from_the_file_s_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.chdir("/")
    text = f'[ledger]\nurl = "{scheme}:///../kept/ledger.sqlite?timeout=5"'
    assert _load(tmp_path, text).ledger_url == f"{scheme}:///{tmp_path.parent}/kept/ledger.sqlite?timeout=5"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:////var/ledger.sqlite"])
def test_a_ledger_that_lies_elsewhere_stays_there(tmp_path: Path, url: str) -> None:
    assert _load(tmp_path, f'[ledger]\nurl = "{url}"').ledger_url == url


def test_a_state_folder_may_have_any_name(tmp_path: Path) -> None:
    url = _load(tmp_path, '[paths]\nstate = "what? 100%"').ledger_url
    assert make_url(url).database == f"{tmp_path}/what? 100%/ledger.sqlite"


def test_networks_are_read_as_networks(tmp_path: Path) -> None:
    networks = _load(tmp_path, '[fetch]\nallow_private_networks = ["10.0.0.0/8", "fd00::/8"]').fetch
    assert networks.allow_private_networks == (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8"))


# ---- sources

HARBOUR = """
[[source]]
name = "Harbour"
hosts = ["WWW.Harbour.example", "harbour.example"]
feeds = ["https://www.harbour.example/rss.xml"]
[source.rights]
basis = "permission"
evidence = "Letter of 2026-01-15"
"""


def test_sources_are_read_from_beside_the_file(tmp_path: Path) -> None:
    (source,) = _load(tmp_path, sources=HARBOUR).sources
    assert (source.name, source.rights.basis, source.rights.images) == ("Harbour", "permission", False)


def test_absent_companions_mean_no_sources_and_the_packaged_wording(tmp_path: Path) -> None:
    settings = _load(tmp_path)
    assert settings.sources == ()
    assert not settings.paths.wording.exists()


@pytest.mark.parametrize("name", ["sources", "wording", "glossary", "house_style"])
def test_a_companion_that_is_named_must_be_there(tmp_path: Path, name: str) -> None:
    fault = _fault(tmp_path, f'[paths]\n{name} = "elsewhere.toml"')
    assert f"paths.{name}: there is no file {tmp_path}/elsewhere.toml" in str(fault)


def test_a_host_leads_to_its_source_whatever_its_case(tmp_path: Path) -> None:
    settings = _load(tmp_path, sources=HARBOUR)
    assert settings.source_of("www.harbour.example") is settings.source_of("HARBOUR.example") is settings.sources[0]
    assert settings.source_of("evil-harbour.example") is None


SECOND = '\n[[source]]\nname = "Second"\nhosts = ["Harbour.example"]'


@pytest.mark.parametrize(
    ("sources", "fault"),
    [
        (HARBOUR + SECOND, "more than one source claims the host harbour.example"),
        (
            HARBOUR + SECOND.replace("Second", "harbour").replace("Harbour.ex", "second.ex"),
            "'Harbour' (www.harbour.example, harbour.example) and 'harbour' (second.example)",
        ),
        (HARBOUR.replace("[[source]]", "[source]", 1).split("[source.rights]")[0], "a [[source]], in double brackets"),
        (HARBOUR.replace("[[source]]", "[[sources]]", 1), "sources: unknown key; did you mean 'source'?"),
        (HARBOUR.replace("evidence", "evidense"), "source.0.rights.evidense: unknown key; did you mean 'evidence'?"),
        (
            HARBOUR.replace("https://www.h", "www.h"),
            "source.0.feeds: 'www.harbour.example/rss.xml' is no http or https",
        ),
        (HARBOUR.replace("https:", "file:"), "is no http or https URL"),
        (HARBOUR.replace("https://www.harbour.example/", "https:///"), "'https:///rss.xml' is no http or https URL"),
        (HARBOUR.replace('"harbour.example"', '"https://harbour.example/"'), "'https://harbour.example/' is no host"),
        (HARBOUR.replace('"harbour.example"', '"harbour.example:8080"'), "'harbour.example:8080' is no host"),
        (HARBOUR.replace('"harbour.example"', '""'), "'' is no host"),
        ('[[source]]\nname = "Harbour"\nhosts = []', "source.0.hosts: "),
        (HARBOUR.replace('"permission"', '"fair use"'), "source.0.rights.basis: "),
        (HARBOUR.replace('"permission"', '"cc-by-nd"'), "source.0.rights.basis: cc-by-nd does not allow it"),
        (f'{HARBOUR}[source.rules]\nremove = ["p", "p..old"]', "source.0.rules.remove: 'p..old' is no CSS selector"),
        (f'{HARBOUR}[source.rules]\nbody = "//div["', "source.0.rules.body: '//div[' is no XPath expression"),
        (f'{HARBOUR}[source.rules]\ndate = "/html/head/count(meta)"', "source.0.rules.date: "),
        (f'{HARBOUR}[source.rules]\nzone = "Cairo"', "source.0.rules.zone: 'Cairo' is no time zone"),
        (f'{HARBOUR}[source.rules]\nauthor = ".by"', "source.0.rules.author: unknown key; did you mean 'authors'?"),
        (HARBOUR.replace("Letter of 2026-01-15", " "), "source.0.rights: basis 'permission' needs evidence"),
        (HARBOUR + 'signals = [{kind = "noai", value = "x", where = "y"}]', "signals are found on pages"),
    ],
)
def test_a_fault_in_a_source_is_told_with_its_file(tmp_path: Path, sources: str, fault: str) -> None:
    error = _fault(tmp_path, sources=sources)
    assert fault in str(error)
    assert error.item == f"{tmp_path}/sources.toml"


def test_a_host_may_be_named_twice_within_one_source(tmp_path: Path) -> None:
    doubled = HARBOUR.replace('"harbour.example"', '"www.harbour.example"')
    assert _load(tmp_path, sources=doubled).source_of("www.harbour.example") is not None


def test_a_source_may_be_an_address() -> None:
    assert SourceSettings(name="Loopback", hosts=("127.0.0.1",)).hosts == ("127.0.0.1",)


# ---- what is wrong


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[fetsch]", "fetsch: unknown key; did you mean 'fetch'?"),
        ("[fetch]\nconcurency = 3", "fetch.concurency: unknown key; did you mean 'concurrency'?"),
        (
            '[engines.google]\nkind = "google"\napikey = 1',
            "engines.google.apikey: unknown key; did you mean 'api_key'?",
        ),
        ("[fetch]\nxylophone = 3", "fetch.xylophone: unknown key. Next"),
        ('file = "other.toml"', "file: unknown key; it is the path of this file"),
        ('[[source]]\nname = "A"', "source: unknown key; a [[source]] belongs in sources.toml"),
        ('[[sources]]\nname = "A"', "sources: unknown key; a [[source]] belongs in sources.toml"),
        ('[translate]\nengines = ["deepl"]', "translate.engines names 'deepl', but there is no [engines.deepl]"),
        ('[engines.google]\nkind = "gogle"', "engines.google.kind: "),
        ('[engines.My-Engine]\nkind = "google"', "engines.My-Engine"),
        ("[fetch]\nconcurrency = 0", "fetch.concurrency: "),
        ('paths = "here"', "paths: "),
        ("engines = 3", "engines: "),
        ('[fetch]\nallow_private_networks = ["10.0.0.1/8"]', "fetch.allow_private_networks.0"),
        ("[fetch]\nallow_ports = [0]", "fetch.allow_ports.0: "),
        ('[translate]\ntarget = "fr"', "translate.target: "),
        ('[rights]\nunknown_source = "ignore"', "rights.unknown_source: "),
        ("[fetch", "not valid TOML"),
        ('[follow]\nafter = ["1h", "15m"]', "follow.after: each is to be longer than the one before it"),
        ('[follow]\nafter = ["soon"]', "follow.after.0: 'soon' is no duration; write it as 90s, 10m, 1h or 3d"),
        ('[follow]\ngone = "delete"', "follow.gone: "),
    ],
)
def test_a_fault_is_told_with_its_key_and_the_nearest_there_is(tmp_path: Path, text: str, fault: str) -> None:
    error = _fault(tmp_path, text)
    assert fault in str(error)
    assert error.item == f"{tmp_path}/pipeline.toml"


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    text = '[paths]\nstat = "x"\n[fetch]\nmax_bytes = 1\nper_host_delay = -1\n[retry]\nattempts = "many"'
    keys = {fault.split(": ")[0] for fault in _fault(tmp_path, text).message.split("; ") if ": " in fault}
    assert keys == {"paths.stat", "fetch.max_bytes", "fetch.per_host_delay", "retry.attempts"}


def test_secrets_what_belongs_elsewhere_and_engines_that_are_not_there_are_told_with_the_rest(tmp_path: Path) -> None:
    text = """
    file = "x"
    [fetch]
    concurrency = 0
    [translate]
    engines = ["google", "deepl"]
    [engines.google]
    kind = "google"
    api_key = "s3cr3t"
    [ledger]
    password = "s3cr3t"
    [[source]]
    name = "A"
    """
    told = _fault(tmp_path, text).message
    for fault in (
        "engines.google.api_key: a secret does not belong in a file; set REPUBLISH_ENGINES__GOOGLE__API_KEY",
        "ledger.password: a secret does not belong in a file; set REPUBLISH_LEDGER__PASSWORD",
        "file: unknown key; it is the path of this file",
        "source: unknown key; a [[source]] belongs in sources.toml",
        "fetch.concurrency: ",
        "translate.engines names 'deepl', but there is no [engines.deepl]",
    ):
        assert told.count(fault) == 1, fault


def test_every_path_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = '[paths]\nsources = "a.toml"\nglossary = "b.csv"\n[sinks.www]\nkind = "folder"\npath = "../data/held"'
    told = _fault(tmp_path, text).message
    assert [part.partition(":")[0] for part in told.split("; ")] == [
        "paths.glossary",
        "paths.sources",
        "sinks.www.path",
    ]


def test_every_fault_of_the_sources_is_told_at_once(tmp_path: Path) -> None:
    text = str(_fault(tmp_path, sources='[[source]]\nhosts = ["a.example"]\n[[source]]\nname = ""\nhosts = ["/"]'))
    assert "source.0.name: " in text
    assert "source.1.name: " in text
    assert "source.1.hosts: " in text


def test_a_missing_file_is_named_with_the_way_to_name_another(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"absent\.toml: there is no such configuration file.*--config PATH"):
        load(tmp_path / "absent.toml")


def test_a_folder_or_another_encoding_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read: Is a directory"):
        load(tmp_path)
    (tmp_path / "latin.toml").write_bytes('# caf\u00e9\n[fetch]\nuser_agent = "\u00e9"'.encode("latin-1"))
    with pytest.raises(ConfigurationError, match="not valid TOML"):
        load(tmp_path / "latin.toml")


# ---- secrets


@pytest.mark.parametrize(
    ("text", "key", "variable"),
    [
        ('[engines.deep_l]\nkind = "google"\napi_key = "s3cr3t"', "engines.deep_l.api_key", "ENGINES__DEEP_L__API_KEY"),
        ('[ledger]\npassword = "s3cr3t"', "ledger.password", "LEDGER__PASSWORD"),
        ('[ledger]\nurl = "postgresql://u:s3cr3t@db.example/r"', "ledger.url", "LEDGER__PASSWORD"),
        ('[ledger]\nurl = "postgresql://db.example/r?password=s3cr3t"', "ledger.url", "LEDGER__PASSWORD"),
        (
            '[engines.mt]\nkind = "chat"\nbase_url = "https://u:s3cr3t@mt.example/v1"',
            "engines.mt.base_url",
            "ENGINES__NAME__API_KEY",
        ),
        (
            '[engines.mt]\nkind = "chat"\nbase_url = "https://s3cr3t@mt.example/v1"',
            "engines.mt.base_url",
            "ENGINES__NAME__API_KEY",
        ),
        (
            '[engines.mt]\nkind = "chat"\nbase_url = "https://mt.example/v1?api_key=s3cr3t"',
            "engines.mt.base_url",
            "ENGINES__NAME__API_KEY",
        ),
    ],
)
def test_a_secret_in_a_file_is_refused_with_the_variable_to_set(
    tmp_path: Path, text: str, key: str, variable: str
) -> None:
    error = _fault(tmp_path, text)
    assert key in str(error)
    assert f"set REPUBLISH_{variable} in the environment" in str(error)
    assert "s3cr3t" not in f"{error} {error.__cause__}"


@pytest.mark.parametrize(
    "url",
    [
        "localhost:5000",
        "mt.example/v1",
        "ftp://mt.example/v1",
        "http://",
        "http://mt example/v1",
        "http://mt.example:99999/v1",
        "http://mt.example:port/v1",
        "http://[::1/v1",
        "https://mt.example/v1?version=2",
        "https://mt.example/v1#top",
        "",
    ],
)
def test_an_engine_s_base_url_that_nothing_can_be_asked_at_is_a_fault_of_the_file(tmp_path: Path, url: str) -> None:
    error = _fault(tmp_path, f'[engines.mt]\nkind = "chat"\nbase_url = "{url}"')
    assert "engines.mt.base_url" in str(error)


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("libretranslate", "http://localhost:5000"),
        ("libretranslate", "https://mt.example/behind/a/proxy/"),
        ("chat", "https://mt.example/v1/"),
        ("chat", "https://mt.example/v1beta/openai"),
        ("chat", "https://mt.example/openai/v1"),
        ("google", "http://[::1]:8080/m"),
        ("deepl", "https://mt.example"),
    ],
)
def test_an_engine_s_base_url_may_be_any_server_s(tmp_path: Path, kind: str, url: str) -> None:
    settings = _load(tmp_path, f'[engines.mt]\nkind = "{kind}"\nbase_url = "{url}"\n[translate]\nengines = ["mt"]')
    assert settings.engines["mt"].base_url == url


@pytest.mark.parametrize(
    ("kind", "url", "meant"),
    [
        ("google", "http://localhost:8080", "http://localhost:8080/m"),
        ("google", "http://localhost:8080/translate", "http://localhost:8080/m"),
        ("chat", "http://localhost:11434", "http://localhost:11434/v1"),
        ("chat", "http://localhost:11434/api/", "http://localhost:11434/api/v1"),
        ("libretranslate", "http://localhost:5000/translate", "http://localhost:5000"),
    ],
)
def test_a_base_url_that_its_kind_is_not_asked_at_is_a_fault_with_the_one_that_is_meant(
    tmp_path: Path, kind: str, url: str, meant: str
) -> None:
    error = str(_fault(tmp_path, f'[engines.mt]\nkind = "{kind}"\nbase_url = "{url}"'))
    assert f"engines.mt: base_url: that of a {kind} engine" in error
    assert f"did you mean {meant!r}?" in error


def test_networks_that_are_none_are_told_in_words(tmp_path: Path) -> None:
    error = _fault(tmp_path, '[fetch]\nallow_private_networks = ["10.0.0.1/8", "fd00::/8", "loopback", 7]')
    assert error.message == (
        "fetch.allow_private_networks.0: '10.0.0.1/8' is no network; did you mean '10.0.0.0/8'?; "
        "fetch.allow_private_networks.2: 'loopback' is no network; write it as in 10.0.0.0/8 or fd00::/8; "
        "fetch.allow_private_networks.3: 7 is no network; write it as in 10.0.0.0/8 or fd00::/8"
    )


def test_a_secret_comes_from_the_environment_and_is_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPUBLISH_ENGINES__GOOGLE__API_KEY", "s3cr3t")
    monkeypatch.setenv("REPUBLISH_LEDGER__PASSWORD", "pa55word")
    settings = _load(tmp_path, '[engines.google]\nkind = "google"')
    key, password = settings.engines["google"].api_key, settings.ledger.password
    assert key is not None
    assert key.get_secret_value() == "s3cr3t"
    assert password is not None
    assert password.get_secret_value() == "pa55word"
    shown = f"{settings!r} {json.dumps(settings.model_dump(mode='json'))} {settings.ledger_url}"
    assert "s3cr3t" not in shown
    assert "pa55word" not in shown


def test_an_empty_variable_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPUBLISH_LEDGER__PASSWORD", "")
    assert _load(tmp_path).ledger.password is None


def test_the_key_of_another_configuration_s_engine_is_no_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPUBLISH_ENGINES__DEEPL__API_KEY", "s3cr3t")
    assert list(_load(tmp_path).engines) == ["google"]
    chat = '[engines.mt]\nkind = "chat"\n[translate]\nengines = ["mt"]'
    assert list(_load(tmp_path, chat).engines) == ["mt"]
    assert "there is no [engines.deepl]" in str(_fault(tmp_path, '[translate]\nengines = ["deepl"]'))


def test_a_variable_for_an_engine_or_sink_that_is_not_there_is_told_with_the_one_that_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPUBLISH_ENGINES__DEPEL__API_KEY", "s3cr3t")
    monkeypatch.setenv("REPUBLISH_ENGINES__DEEPL__API_KEY", "s3cr3t")
    monkeypatch.setenv("REPUBLISH_SINKS__PARTNER__SECRET", "s3cr3t")
    settings = _load(tmp_path, '[engines.deepl]\nkind = "deepl"\n[translate]\nengines = ["deepl"]')
    depel, partner = settings.unheard_variables
    assert depel.startswith("REPUBLISH_ENGINES__DEPEL__API_KEY is set, but there is no [engines.depel] here; ")
    assert depel.endswith("; did you mean REPUBLISH_ENGINES__DEEPL__API_KEY?")
    assert partner == "REPUBLISH_SINKS__PARTNER__SECRET is set, but there is no [sinks.partner] here"


def test_a_fault_found_beside_a_secret_does_not_show_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPUBLISH_ENGINES__GOOGLE__API_KEY", "s3cr3t")
    error = _fault(tmp_path, '[engines.google]\nkynd = "google"')
    assert "did you mean 'kind'?" in str(error)
    assert "s3cr3t" not in f"{error} {error.__cause__}"


# ---- sinks


def test_sinks_have_names_and_each_kind_its_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPUBLISH_SINKS__PARTNER__SECRET", "whsec_c2VjcmV0")
    settings = _load(
        tmp_path,
        """
        [sinks.www]
        kind = "folder"
        path = "../www"
        [sinks.bucket]
        kind = "object_store"
        url = "s3://news/site"
        options = { region = "eu-central-1", access_key_id = "newsroom" }
        [sinks.partner]
        kind = "webhook"
        url = "https://partner.example/hook"
        """,
    )
    assert settings.sinks["www"].path == tmp_path.parent / "www"
    assert settings.sinks["bucket"].options["region"] == "eu-central-1"
    secret = settings.sinks["partner"].secret
    assert secret
    assert secret.get_secret_value() == "whsec_c2VjcmV0"
    assert "c2VjcmV0" not in settings.model_dump_json()


def test_the_secret_of_another_configuration_s_sink_is_no_sink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPUBLISH_SINKS__PARTNER__SECRET", "whsec_c2VjcmV0")
    assert _load(tmp_path).sinks == {}


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ('kind = "ftp"', "sinks.a.kind: Input should be 'folder', 'object_store' or 'webhook'"),
        ('kind = "folder"', "sinks.a: a sink of kind 'folder' has a path and no url"),
        ('kind = "folder"\npath = "x"\nurl = "s3://x"', "has a path and no url"),
        ('kind = "webhook"\npath = "x"', "sinks.a: a sink of kind 'webhook' has a url and no path"),
        ('kind = "webhook"\nurl = "partner.example"', "sinks.a: url: write it as https://… or http://…"),
        ('kind = "object_store"\nurl = "https://x/"', "url: write it as s3://… or gs://… or az://…"),
        ('kind = "webhook"\nurl = "https://a:b@x/"', "a secret does not belong in a URL; set REPUBLISH_SINKS__NAME__"),
        ('kind = "webhook"\nurl = "https://x/"\nsecret = "x"', "sinks.a.secret: a secret does not belong in a file"),
        ('kind = "webhook"\nurl = "https://x/"\noptions = { a = "b" }', "a sink of kind 'webhook' has no options"),
        (
            'kind = "object_store"\nurl = "s3://x"\noptions = { secret_access_key = "b" }',
            "options: secret_access_key does not belong in a file; set REPUBLISH_SINKS__NAME__SECRET",
        ),
        ('kind = "webhook"\nulr = "https://x/"', "sinks.a.ulr: unknown key; did you mean 'url'?"),
        ('kind = "folder"\npath = "../data/published"', "data/published is one of [paths] already"),
    ],
)
def test_a_fault_in_a_sink_is_told_with_its_key(tmp_path: Path, table: str, fault: str) -> None:
    assert fault in str(_fault(tmp_path, f"[sinks.a]\n{table}"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[announce]\nurl = "hooks.example"', "announce.url: write it as https://…, with no user"),
        ('[announce]\nurl = "https://a:b@hooks.example/"', "announce.url: write it as https://…, with no user"),
        ('[announce]\nsecret = "whsec_x"', "announce.secret: a secret does not belong in a file"),
        ('[arabic]\nquotation_marks = "german"', "arabic.quotation_marks: Input should be 'guillemets' or 'curly'"),
        ('[arabic]\ndigits = "roman"', "arabic.digits: Input should be 'western' or 'arabic-indic'"),
        ('[check]\npolicy = "lax"', "check.policy: Input should be 'strict', 'balanced' or 'lenient'"),
        ('[check]\npolice = "strict"', "check.police: unknown key; did you mean 'policy'?"),
    ],
)
def test_a_fault_in_style_policy_or_announcements_is_told_with_its_key(tmp_path: Path, text: str, fault: str) -> None:
    assert fault in str(_fault(tmp_path, text))
