"""Every line and image of a page is told with what became of it and why."""

from pipeline.settings.extraction import ExtractionRules
from pipeline.stages.extract.explain import Explanation, explain

URL = "https://www.daily.example/news/ferry"
HTML = """<html lang="en"><head><title>The ferry returns to the harbour | The Daily</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="2024-05-01T10:00:00Z">
</head><body><nav><a href="/">All the news of the harbour</a></nav><main><h1>The ferry returns to the harbour</h1>
<p class="byline">By Jane Roe</p>
<figure><img src="/ferry.jpg"><figcaption>The ferry on Monday</figcaption></figure>
<p>The ferry returned to the harbour on Tuesday after eleven weeks in dry dock, and hundreds of people saw it.</p>
<p>Sign up for our newsletter to get the news of the harbour first</p>
<p>Its captain said the crew had waited for the right tide, and that the engines had been tested three times.</p>
<p class="old">Passengers will be able to book from Friday, although the late crossing is not to run until June.</p>
<p>Fares are unchanged. The council, which pays a third of the cost, will look at them again in the winter.</p>
<img src="/pixel.gif" width="1" height="1"></main></body></html>"""


def told(explanation: Explanation, text: str) -> tuple[str, str]:
    line = next(line for line in explanation.lines if text in line.text)
    return line.kind, line.reason


def test_each_line_has_its_kind_and_its_reason() -> None:
    explanation = explain(HTML.encode(), url=URL)

    assert told(explanation, "The ferry returns") == ("headline", "h1")
    assert told(explanation, "The ferry returned") == ("paragraph", "chosen by trafilatura")
    assert told(explanation, "ferry.jpg") == ("figure", "within the article")
    assert told(explanation, "on Monday") == ("caption", "belongs to the image beside it")
    assert told(explanation, "All the news") == ("", "called boilerplate by its element")
    assert told(explanation, "newsletter") == ("", "worded as an advert, a prompt, a pointer or a label")
    assert told(explanation, "By Jane Roe") == ("", "byline, date or credit")
    assert told(explanation, "pixel.gif")[0] == ""
    assert ("first_published_at", "2024-05-01 10:00:00+00:00", "meta article:published_time") in explanation.values


def test_a_rule_is_named_where_it_decided() -> None:
    explanation = explain(HTML.encode(), url=URL, rules=ExtractionRules(body=("main",), remove=(".old",)))

    assert told(explanation, "Passengers") == ("", "removed by a rule")
    assert told(explanation, "The ferry returned") == ("paragraph", "rule: body")


def test_a_refusal_is_told_with_every_line_all_the_same() -> None:
    explanation = explain(b"<html><body><p>Nothing to see.</p></body></html>", url=URL)

    assert explanation.refused == "no_article"
    assert [line.text for line in explanation.lines] == ["Nothing to see."]
