"""What errors say at the desk is Arabic where the interface is."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import Editor
from newsroom import Newsroom

import pipeline
from pipeline import errors
from pipeline.desk.errors import advised, explained, kind, said, table
from pipeline.errors import REFUSAL_REASONS, FetchTimeout, InputError, NotPossible, RepublishError, code_of

ARABIC = re.compile("[\u0621-\u064a]")
RAISED_BY = (
    "desk",
    "run/operator.py",
    "run/termbase.py",
    "run/looking.py",
    "run/sourcing.py",
    "run/lock.py",
    "run/identity.py",
)
"""Where what an editor does may end in an error, in the package."""
NOT_FOR_EDITORS = {"api.py", "negotiation.py"}
"""Programs are answered by these."""


def texts(node: ast.expr) -> Iterator[str]:
    """Yield the literal text of an expression, with 7 in the place of what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)


def raised() -> set[str]:
    """Return every message and next step that is written where errors are raised for editors."""
    root = Path(pipeline.__file__).parent
    files = [
        file for place in RAISED_BY for file in ((root / place).glob("*.py") if "." not in place else [root / place])
    ]
    calls = [
        node
        for file in files
        if file.name not in NOT_FOR_EDITORS
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(errors, getattr(node.func, "id", ""), None) and node.args
    ]
    steps = [word.value for call in calls for word in call.keywords if word.arg == "next_step"]
    found = {text for part in (*(call.args[0] for call in calls), *steps) for text in texts(part)}
    return {text for text in found if not text.startswith("republish ")}


def test_everything_that_an_editor_may_be_told_has_its_arabic() -> None:
    assert len(raised()) > 25
    assert {text for text in raised() if not ARABIC.search(said(text, "ar"))} == set()


def test_every_kind_of_error_and_every_refusal_has_its_arabic_and_nothing_else() -> None:
    kinds = {
        code_of(each) for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, RepublishError)
    }
    assert set(table()["kinds"]) == kinds | REFUSAL_REASONS
    assert all(ARABIC.search(kind(code, "ar")) and kind(code, "en") == "" for code in kinds)


@pytest.mark.parametrize(("english", "arabic"), table()["said"].items())
def test_what_is_filled_in_stands_in_both_languages(english: str, arabic: str) -> None:
    assert ARABIC.search(arabic)
    assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", arabic))


@pytest.mark.parametrize(
    ("error", "arabic"),
    [
        (
            NotPossible("there is nothing to approve; it is published", item="12ab"),
            "12ab: ليس ثمة ما يُعتمد، فحالة الخبر: منشور",
        ),
        (
            InputError("the glossary has no such term", item="Nile", next_step="add it"),
            "Nile: لا يوجد هذا المصطلح في المسرد. الخطوة التالية: أضفه",
        ),
        (
            FetchTimeout("read timed out", item="a.example"),
            "a.example: لم يستجب الموقع في الوقت المحدد: read timed out",
        ),
        ("Not Found", "لا توجد صفحة بهذا العنوان"),
        (
            "An unforeseen KeyError; please report it. Next: see what the desk printed where it runs",
            "خطأ غير متوقع (KeyError)، نرجو الإبلاغ عنه. الخطوة التالية: راجع ما سجّله المكتب حيث يعمل",
        ),
        ("I'm a teapot", "I'm a teapot"),
    ],
)
def test_an_error_is_told_in_the_readers_language(error: RepublishError | str, arabic: str) -> None:
    assert (explained(error, "en"), explained(error, "ar")) == (str(error), arabic)


def test_pages_tell_errors_in_arabic_where_the_interface_is(editor: Editor, newsroom: Newsroom) -> None:
    editor.open("/?lang=ar")
    for path, told in (
        ("/items/0000000000000000", "لا خبر بهذا المعرّف"),
        ("/no/such/page", "لا توجد صفحة بهذا العنوان"),
        ("/?before=x", "ليس هذا من روابط القائمة"),
        ("/glossary/term?source=Nile", "لا يوجد هذا المصطلح في المسرد"),
    ):
        editor.open(path)
        assert told in editor.text('//*[@role="alert"]'), path
    editor.open("/glossary")
    editor.send("/glossary", source="Nile", target="Nile", by="ليلى حداد")
    assert "المقابل ليس نصًا عربيًا" in editor.text('//*[@role="alert"]')
    editor.send("/glossary", source="x" * 20_001, target="س", by="ليلى حداد")
    assert "تجاوز نص الحقل source الحد الأقصى لعدد الأحرف: 20000" in editor.text('//*[@role="alert"]')
    url = newsroom.url("/news/missing")
    newsroom.announced.append(url)
    newsroom.run()
    editor.open(f"/items/{newsroom.item(url).id}")
    assert "لم تعد الصفحة موجودة" in editor.text('//p[@class="notice"]')


BY_COMMAND = "to look at it again: republish retry 12ab --from fetch"


@pytest.mark.parametrize(
    ("message", "english", "arabic"),
    [
        (
            f"there is no such page (404). Next: open it in a browser; if it is there, retry; {BY_COMMAND}",
            "there is no such page (404). Next: open it in a browser; if it is there, retry",
            "لا توجد صفحة بهذا العنوان (404). الخطوة التالية: افتحها في متصفح، فإن ظهرت فأعد المحاولة",
        ),
        ("it was refused. Next: republish retry 12ab", "it was refused", "سبق رفض الخبر"),
        ("ليس خبرًا.", "ليس خبرًا.", "ليس خبرًا."),
    ],
)
def test_an_item_whose_page_has_buttons_names_no_command(message: str, english: str, arabic: str) -> None:
    assert advised(message, "en") == english
    assert advised(message, "ar") == arabic
