"""The articles of the newsroom that tests work with, and the Arabic of every line of them."""

import html
import json
from dataclasses import dataclass

AUTHOR = ("Mara Whitfield", "مارا ويتفيلد")


@dataclass(frozen=True)
class Story:
    """An article: its path on the site, and its headline and paragraphs, each with its Arabic."""

    path: str
    headline: tuple[str, str]
    paragraphs: tuple[tuple[str, str], ...]

    def html(self, *, canonical: str = "", paragraphs: tuple[str, ...] = ()) -> str:
        """Return the article as a page, with other paragraphs where some are given."""
        metadata = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.headline[0],
            "datePublished": "2025-03-03T08:30:00+02:00",
            "author": {"@type": "Person", "name": AUTHOR[0]},
            "publisher": {"@type": "Organization", "name": "The Tamsin Post"},
        }
        texts = paragraphs or tuple(english for english, _ in self.paragraphs)
        body = "\n".join(f"<p>{html.escape(text)}</p>" for text in texts)
        link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{self.headline[0]}</title>{link}'
            f'<script type="application/ld+json">{json.dumps(metadata)}</script></head>'
            f"<body><article><h1>{self.headline[0]}</h1>\n{body}</article></body></html>"
        )


BRIDGE = Story(
    "/news/bridge",
    ("Old bridge over the Tamsin river reopens to traffic", "جسر نهر تامسين القديم يعود إلى استقبال حركة المرور"),
    (
        (
            "The old bridge over the Tamsin river reopened on Monday after two years of repairs, the council said.",
            "قال المجلس إن الجسر القديم فوق نهر تامسين فُتح من جديد يوم الاثنين بعد عامين من أعمال الترميم.",
        ),
        (
            "Engineers replaced 140 stones and strengthened the central arch, which had cracked during a winter flood.",
            "واستبدل المهندسون 140 حجرًا ودعّموا القوس الأوسط الذي تشقق خلال فيضان شتوي.",
        ),
        (
            "The work cost $3 million, and the council says that no further closures are planned this year.",
            "وبلغت تكلفة الأعمال 3 ملايين دولار، ويقول المجلس إنه لا ينوي إغلاق الجسر مجددًا هذا العام.",
        ),
    ),
)
LIBRARY = Story(
    "/news/library",
    ("City library opens its reading rooms at night", "مكتبة المدينة تفتح قاعات القراءة ليلًا"),
    (
        (
            "The city library will keep its rooms open until midnight, so that students can study after work.",
            "ستُبقي مكتبة المدينة قاعاتها مفتوحة حتى منتصف الليل كي يتمكن الطلاب من الدراسة بعد العمل.",
        ),
        (
            "The director said that more than 900 readers had signed a letter asking for longer hours.",
            "وقالت المديرة إن أكثر من 900 قارئ وقّعوا رسالة تطالب بتمديد ساعات العمل.",
        ),
        (
            "A guard and a nurse will be on duty every night, and the cafe on the ground floor will stay open as well.",
            "وسيناوب حارس وممرضة كل ليلة، كما سيبقى المقهى في الطابق الأرضي مفتوحًا.",
        ),
    ),
)
ORCHARD = Story(
    "/news/orchard",
    (
        "Farmers plant pear trees again in the northern valley",
        "المزارعون يعودون إلى زراعة أشجار الكمثرى في الوادي الشمالي",
    ),
    (
        (
            "Farmers in the northern valley have begun to plant pear trees again, after a disease destroyed most.",
            "بدأ المزارعون في الوادي الشمالي زراعة أشجار الكمثرى من جديد بعدما قضى مرض على معظمها.",
        ),
        (
            "The new trees come from a nursery by the sea, where scientists found a kind that resists the disease.",
            "وجاءت الأشجار الجديدة من مشتل قريب من البحر، حيث عثر العلماء على صنف يقاوم المرض.",
        ),
        (
            "The first harvest is expected in four years, and the farmers hope to sell the fruit in the capital.",
            "ويُتوقع أن يأتي أول محصول بعد أربع سنوات، ويأمل المزارعون بيع الثمار في العاصمة.",
        ),
    ),
)
CLOCK = Story(
    "/news/clock",
    ("Town hall clock strikes again after a long silence", "ساعة دار البلدية تدق من جديد بعد صمت طويل"),
    (
        (
            "The clock of the town hall struck again on Friday evening, and people in the square stopped to listen.",
            "دقّت ساعة دار البلدية من جديد مساء الجمعة، وتوقف الناس في الساحة للاستماع إليها.",
        ),
        (
            "A watchmaker from the old town had repaired the works without pay, using parts that he made by hand.",
            "وكان ساعاتي من المدينة القديمة قد أصلح آليتها من دون أجر، مستعينًا بقطع صنعها بيده.",
        ),
        (
            "The mayor thanked him in a short speech and promised that the clock would be wound every morning.",
            "وشكره رئيس البلدية في كلمة قصيرة، ووعد بأن تُملأ الساعة كل صباح.",
        ),
    ),
)
STORIES = (BRIDGE, LIBRARY, ORCHARD, CLOCK)

CORRECTED = (
    "The work cost $4 million, and the council says that no further closures are planned this year.",
    "وبلغت تكلفة الأعمال 4 ملايين دولار، ويقول المجلس إنه لا ينوي إغلاق الجسر مجددًا هذا العام.",
)
"""The last paragraph of BRIDGE after a correction."""
CORRECTED_BRIDGE = (*(english for english, _ in BRIDGE.paragraphs[:2]), CORRECTED[0])

MISTRANSLATED = (BRIDGE.paragraphs[1][0], BRIDGE.paragraphs[1][1].replace("140", "150"))
"""A line of BRIDGE with a number changed, which the checks hold."""

ARABIC: dict[str, str] = dict(
    [AUTHOR, CORRECTED, *(pair for story in STORIES for pair in (story.headline, *story.paragraphs))]
)
