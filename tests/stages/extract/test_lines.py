import pytest

from pipeline.stages.extract.lines import is_boilerplate_line, is_note


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Ten things to know about the ferry",
        "Read more",
        "Also read | The captain's story",
        "Related: Why the ferry was late",
        "RELATED ARTICLES",
        "MORE: The ferry in pictures",
        "Don't miss: our guide to the harbour",
        "Watch: The moment the ferry came in",
        "Advertisement",
        "Article continues below",
        "Sign up for our newsletter to get the news first",
        "(This story has not been edited by Daily staff and is auto-generated from a syndicated feed.)",
        "A version of this article appears in print on May 2, 2024, Section A, Page 4 of the city edition.",
        "Get the latest news delivered straight to your inbox",
        "For the latest from the harbour, sign up for our newsletters.",
        "Enjoying our content? Log in or create an account to continue",
        "By signing up you agree to our terms of use",
        "Follow us on Twitter and Facebook",
        "Follow The Daily on Instagram",
        "Join our WhatsApp community",
        "Share this article",
        "View 23 comments",
        "1,204 shares",
        "© 2024 The Daily",
        "Copyright 2024 The Daily. All rights reserved.",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Getty Images",
        "Skip to content",
        "Back to top",
        "We use cookies to make this site better.",
        "Please enable JavaScript to watch this video",
        "Topics: harbour, ferry",
        "5 min read",
        "Published: 1 May 2024, 10:15",
        "Jane Roe's book on the sea is out now. Follow her on Twitter @janeroe. Follow us @daily or on Facebook.",
        "Copyright The Daily 2024 - ISSN 0000-0000",
        "Our Standards: The Daily Trust Principles.",
        "Follow our coverage of the harbour at https://www.daily.example/harbour",
        "17:41 JST, October 13, 2024",
        "May 1, 2024, 10:15 a.m. CEST | Updated May 3, 2024, 8 a.m. CEST",
        "Follow us: Facebook | Instagram",
        "Since you’re here…",
        "…we have a small favour to ask. Millions read the Daily for free.",
        "Explore more on these topics",
        "3 hours ago",
        "This is a breaking news story - more to follow",
        "Already a subscriber? Sign in",
        "Do you have a story? Email us at desk@daily.example",
        "• Download the Daily app",
    ],
)
def test_a_line_of_boilerplate(line: str) -> None:
    assert is_boilerplate_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "The company said readers could sign up for its newsletter, which 4,000 people already receive.",
        "Read the letter, the captain told the court, and you will understand.",
        "Related to the founder by marriage, Roe joined the board in 2010.",
        "More than 4,000 people stood on the quay.",
        "She followed him on Twitter for years before they met.",
        "“Share this,” he told the crowd, “with everybody who stayed at home.”",
        "Getty Images said it had withdrawn the photograph.",
        "May was the warmest month on record.",
        "In 2024, 31 ferries sailed.",
        "Copyright law has not kept pace, the judges found.",
        "Join the queue early, the captain advises.",
        "The app can be downloaded from Friday.",
        "Live music filled the harbour.",
        "Related deaths in the region",
        "Return to work",
        "Contents of the letter",
        "Analysis: what the ferry means for the islands",
        "Categories of risk",
        "10 p.m.",
        "sept " * 60 + "x",
    ],
)
def test_a_sentence_that_only_sounds_like_it(line: str) -> None:
    assert not is_boilerplate_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "— Jane Roe contributed to this report.",
        "Associated Press writers Jane Roe and John Doe contributed to this report.",
        "Jane Roe reported from Port Ellery, and John Doe from London.",
        "Jane Roe, Ann Poe and John M. Doe reported from Port Ellery.",
        "A version of this story was first published by The Herald.",
        "Editor’s note: This article was updated on Tuesday.",
        "Correction: An earlier version misstated the fare.",
        "This story has been updated to include a comment.",
        "Additional reporting by John Doe",
        "Reporting by Jane Roe; Editing by John Doe",
    ],
)
def test_a_note(line: str) -> None:
    assert is_note(line)


@pytest.mark.parametrize(
    "line",
    [
        "The rain contributed to the delay.",
        "An update is due on Friday.",
        "Corrections officers arrived.",
        "Heavy losses were reported from Port Ellery.",
    ],
)
def test_no_note(line: str) -> None:
    assert not is_note(line)
