"""A newsroom whose one article has just been published, at a time that tests let pass."""

import pytest
from followed import CAPTION, NEW_CAPTION, Clock, Source
from newsroom import Newsroom
from stories import BRIDGE


@pytest.fixture
def source(newsroom: Newsroom) -> Source:
    clock = newsroom.clock = Clock()
    newsroom.arabic |= dict([CAPTION, NEW_CAPTION])
    made = Source(newsroom, clock, newsroom.url(BRIDGE.path))
    made.shows()
    newsroom.announced.append(made.url)
    newsroom.run()
    return made
