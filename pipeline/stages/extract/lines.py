"""Lines known by their wording: adverts, prompts, pointers and labels, and apart from them the notes of an article.

Every boilerplate pattern is of a whole line, so that a sentence which merely mentions a newsletter stays. Lines are
cleaned text: one space between words.
"""

import re

_LONGEST = 400
_BULLETS = "•·*>»→▶- "

_READ_ALSO = (
    # READ MORE: Ten dead in fire · Read next · Read the full story here
    r"(?:also )?read (?:more|also|next|this|the full \w+(?: \w+)? here)\b(?: ?[:|>»–—-].*|[^.!?]{0,40})$",
    # Also read | … · Related stories · Most read · Don't miss: …
    (
        r"(?:also read|related(?: (?:stories|articles?|content|coverage|links?|topics?|news|reading|videos?|posts?))?"
        r"|recommended(?: (?:stories|reading|for you))?|see (?:also|more)|don['’]t miss|must[ -]read|trending(?: now)?"
        r"|most (?:read|popular|viewed)|up next|editor['’]?s['’]? (?:picks?|choice)|in case you missed it"
        r"|what to (?:read|watch) next|top stories|read it here|(?:keep|continue) reading)(?: ?[:|>»–—-].*)?$"
    ),
    # More from The Daily · You may also like these stories · Trending in sport
    (
        r"(?:more (?:from|on|in|stories|news|coverage|like this)|you (?:may|might) also like|recommended for"
        r"|trending in|most read in|don['’]t miss|explore more)\b[^.!?]{0,50}$"
    ),
    # MORE: What we know so far
    r"more ?[:>|].*",
    # Watch: The moment … · Video | …
    (r"(?:watch|listen|video|audio|podcast|photos?|gallery|in pictures|quiz) ?[:|].{0,140}(?<![.!?])$"),
    # Download our app · Click here to … · Tap on the image
    r"(?:download|get|install) (?:the|our)\b.{0,60}\bapp\b.*",
    r"(?:click|tap|swipe|scroll) (?:here|below|through|on the|to|down|for)\b[^.]{0,120}\.?$",
    # For more health news, visit our website · Stay up to date on Facebook
    (
        r"(?:(?:for|read|get|see|find|check out) (?:all|more|the latest)"
        r"|stay (?:up[ -]to[ -]date|informed|tuned|connected)|keep up)\b"
        r".{0,120}\b(?:here|newsletter|app|page|facebook|twitter|instagram|website|section|channel|homepage|click)\W*$"
    ),
)
_ADVERTS = (
    # Advertisement · Sponsored content · Article continues below
    (
        r"(?:advertisements?|adverts?|sponsored(?: (?:content|links?|by.*))?|promoted(?: content)?|ad|loading\W*"
        r"|(?:story|article) continues (?:below|after).*|scroll to continue.*)$"
    ),
    # We may earn a commission from links on this page.
    r"(?:we may (?:earn|receive)|if you (?:buy|click|purchase)).{0,60}\b(?:commission|affiliate|links?)\b.*",
)
# The beginning of a line that asks for something, or of a clause in it: To get the news first, …
_ASKING = r"(?:(?:(?:to|for|want|get|don['’]t)\b.{0,160}|.{0,160}[,:;.!?–—-] ?)(?:please )?|you can |please )?"
_SIGN_UP = (
    # Sign up for our newsletter here · For the latest news, sign up for our newsletters. · You can subscribe to …
    (
        rf"{_ASKING}(?:sign up|signing up|subscribe|register) (?:for|to|now|here|today|free)\b.{{0,160}}"
        r"\b(?:newsletters?|emails?|alerts?|bulletin|inbox|channel|briefing|updates|podcast|app|here|today|now|digest"
        r"|round-?up)\b.*"
    ),
    r"(?:sign up|subscribe|log ?in|sign in|register|join (?:us|now|the conversation))\b[^.]{0,60}$",
    # Enjoying our content? Log in or create an account to continue
    r".{0,80}\b(?:log ?in|sign in) or (?:create|register|subscribe|sign up)\b.{0,80}",
    # The day's top stories, straight to your inbox · Get breaking news in our app
    r".{0,200}\b(?:straight|direct(?:ly)?|delivered|sent) (?:in)?to your inbox\b.*",
    (
        r"(?:get|receive) (?:the|our|all|breaking|daily|your|more)\b.{0,80}\b(?:newsletter|inbox|email|notifications?"
        r"|app)\b.*"
    ),
    # You can unsubscribe at any time · By signing up you agree to our terms · Thank you for subscribing
    r"(?:you can )?(?:unsubscribe|opt out) (?:at any time|anytime)?.*",
    (
        r"by (?:signing up|subscribing|submitting|providing|clicking|registering|entering)\b.{0,200}"
        r"\b(?:agree|terms|privacy|consent)\b.*"
    ),
    r"(?:thank you|thanks) for (?:signing up|subscribing|reading).*",
    # Already a subscriber? · To continue reading … · Support our journalism · Start your free trial
    (
        r"(?:already (?:a )?(?:subscribe[dr]|member|registered|have an account)|to (?:continue|keep) reading"
        r"|become a (?:member|subscriber|supporter)|support (?:our|independent|us)\b|you have \w+ free articles?"
        r"|this (?:article|story|content) is (?:for|only|available).{0,40}\bsubscribers?|start your free trial"
        r"|\W*we have a small favou?r to ask|\W*since you['’]re here\b"
        r"|donate\b)"
        r".{0,200}"
    ),
)
_SOCIAL = (
    # Her book is out now. Follow her on Twitter @janeroe. · … Follow us @daily: the end of what is told of an author
    (
        r".{0,300}[.!?)”\"] ?Follow (?:him|her|them|us|me)\b.{0,120}"
        r"(?:@\w|\b(?:twitter|facebook|instagram|linkedin|bluesky)\b).{0,80}$"
    ),
    # Follow us on Twitter · Find The Daily on Facebook
    (
        r"(?:please )?(?:follow|like|find|join|visit) (?:us|our|@?\w+(?: \w+){0,5}) (?:on|at|via) (?:x\b|twitter"
        r"|facebook"
        r"|instagram|whatsapp|telegram|youtube|tiktok|linkedin|threads|bluesky|google news|social media|flipboard"
        r"|snapchat).*"
    ),
    # Follow us: Facebook | Instagram
    r"follow us ?[:|].{0,80}$",
    # Like this story? Share it with a friend! · Write to Jane Roe at jane@daily.example · Email the desk: …
    r"(?:like|love|enjoy(?:ed|ing)?) (?:this|the|what)\b.{0,40}\?.{0,80}",
    r"(?:please )?(?:write|e-?mail|contact|reach|follow|send)\b.{0,100}[\w.+-]+@[\w-]+\.\w.{0,100}",
    # Join our WhatsApp community and get the news first
    r"join (?:our|the)\b.{0,60}\b(?:whatsapp|telegram|facebook|community|group|channel|discord|conversation)\b.*",
    # Share this article · Email · Copy link · Share on Facebook
    (
        r"(?:share|tweet|email|print|save|bookmark|copy link|comments?|facebook|twitter|whatsapp|linkedin|pinterest"
        r"|reddit"
        r"|flipboard|pocket|x|messenger|telegram)(?: (?:this|on|via|article|story|post|page|link|to|by|with|facebook"
        r"|twitter|email|whatsapp|x|linkedin|friends))*[.!]?$"
    ),
    # View 3 comments · Leave a reply · View gallery · 1,204 shares
    (
        r"(?:view|show|hide|see|read|leave|post|add|write|load) (?:all |more |a |your |the |\d[\d,]* )*"
        r"(?:comments?|replies|reply|gallery|photos?|images?|slideshow)\W*(?:\(?\d+\)?)?$"
    ),
    r"\d[\d,.]* ?(?:k )?(?:comments?|shares?|views?|likes?|retweets?|replies)$",
    # Do you have a story? Email us at … · Got a tip? …
    (
        r"(?:do you have|got|have) (?:a|any|you)\b.{0,60}\b(?:story|tip|tips|news|information|question|views?)\b"
        r".{0,40}\?.{0,200}"
    ),
)
_RIGHTS = (
    # © 2024 The Daily · All rights reserved. · This material may not be published, broadcast …
    r"(?:©|\(c\)|copyright (?:©|\d{4}|by\b|\W|(?:[\w&]+ ){1,4}(?:19|20)\d\d\b)).{0,240}",
    r".{0,160}\ball rights reserved\b.*",
    r".{0,60}\b(?:may|can) ?not be (?:published|reproduced|republished|rewritten|redistributed)\b.*",
    # Getty Images · AP Photo · Image source, · Image caption,
    (
        r"(?:getty(?: images)?|ap(?: photo)?|reuters|afp|epa|pa(?: media)?|bbc|shutterstock|alamy|image source"
        r"|image caption|media caption|figure caption|photograph|image|photo|credit)\W*$"
    ),
)
_PAGE = (
    # Skip to content · Jump to comments · Back to top · In this article
    (
        r"(?:(?:skip|jump) to\b[^.]{0,60}|back to (?:top|the top|home|article)|return to (?:top|home(?:page)?)"
        r"|(?:table of )?contents|in this article|on this page) ?:?$"
    ),
    # Our Standards: The Daily Trust Principles.
    r"our (?:standards|ethics|editorial|journalism)\b[^.:]{0,40}: ?.{0,120}$",
    # Follow our coverage of ferries at https://daily.example/ferries · Ferries: https://daily.example/ferries
    (
        r"(?:(?:follow|see|read|find|get|more)\b.{0,120}\b(?:coverage|stories|news|reporting)\b.{0,120}|[^.:]{2,60}):?"
        r" ?https?://\S+(?: and \S+)?$"
    ),
    # A version of this article appears in print on May 2, 2024, Section A …
    r"(?:a|this) version of this (?:article|story) (?:appears|appeared|will appear) in print\b.*",
    # This story has not been edited by Daily staff and is auto-generated from a syndicated feed.
    r"\(?(?:except for the headline, )?this (?:story|article|report) (?:has not been|was not) edited by\b.*",
    # Please enable JavaScript · We use cookies … · Terms of use · Manage preferences
    r".{0,80}\b(?:enable|turn on|allow) (?:javascript|cookies)\b.*",
    r"(?:we use|this (?:site|website) uses) cookies\b.*",
    (
        r"(?:terms of (?:use|service)|privacy policy|cookie policy|terms and conditions|accept (?:all|cookies)"
        r"|manage (?:cookies|preferences|settings))\b.{0,80}$"
    ),
    # Topics: … · Filed under: … · 5 min read · Published: 1 May 2024
    (
        r"(?:topics?|tags?|filed (?:under|in)|categories|category|keywords|posted in|tagged|read(?:ing)? time)"
        r" ?(?:$|: ?.{0,120}(?<![.!?])$)"
    ),
    # 5 min read · Jane Roe 5 min read May 1, 2024
    r"[^.!?]{0,80}\d+[ -]?(?:min(?:ute)?s?) read[^.!?]{0,60}$",
    # An error has occurred, please try again later.
    r"(?:an error (?:has )?occurred|something went wrong|please try again)\b.{0,80}",
    r"(?:published|updated|last (?:updated|modified)|posted|first published)\b ?(?::|on|at|\d|[a-z]{3,9} \d).{0,80}$",
    # This is a breaking news story - more to follow · More details soon
    (
        r"(?:this is a (?:breaking|developing) (?:news? )?story|more (?:to (?:follow|come)|details soon)"
        r"|breaking news)\b"
        r".{0,120}"
    ),
    # 17:41 JST, October 13, 2024 · Oct. 13, 2024 5:41 p.m. ET | Updated Oct. 14, 2024 · 3 hours ago
    (
        r"(?=.*(?:\b(?:19|20)\d\d\b|\bago$))"
        r"(?:(?:last |first )?(?:published|posted|updated|modified)"
        r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?"
        r"|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|at"
        r"|[ap]\.?m\.?|[a-z]{2,4}t|gmt|utc|[\d\W])++(?:min(?:ute)?s?|hours?|days?)?(?: ago)?$"
    ),
)
_LINE = re.compile(
    "|".join(f"(?:{line})" for line in (*_READ_ALSO, *_ADVERTS, *_SIGN_UP, *_SOCIAL, *_RIGHTS, *_PAGE)), re.IGNORECASE
)


def is_boilerplate_line(text: str) -> bool:
    """Tell by its wording whether a line is an advert, a prompt, a pointer elsewhere or a label."""
    return len(text) < _LONGEST and _LINE.match(text.strip(_BULLETS)) is not None


# — Jane Roe contributed to this report. · Editor's note: … · Correction: … · Additional reporting by Jane Roe ·
# Jane Roe reported from Paris, and John Poe from London. · A version of this story was first published by The Herald.
_PERSON = r"[A-Z][\w'’-]+\.?(?: [A-Z][\w'’-]*\.?){1,3}"
_NOTE = re.compile(
    r"^\W*(?:editor['’]?s['’]? note|correction|clarification|update|note to readers|an earlier version of this"
    r"|this (?:article|story|report|post|piece) (?:has been|was) (?:\w+ )?(?:updated|amended|corrected|edited|changed"
    r"|published|produced|originally|first|revised)|additional reporting (?:by|from)"
    r"|with (?:additional )?(?:reporting|files|inputs) (?:by|from))\b"
    r"|^\W*a version of this (?:article|story|report|post|piece) (?!\w+ in print)(?:was|first|appeared)\b"
    r"|^\W*(?-i:(?:Reporting|Writing|Editing) by [A-Z])"
    rf"|^\W*(?-i:{_PERSON}(?:(?:, {_PERSON})*,? and {_PERSON})? reported from [A-Z][^.!?]{{2,120}}\.?$)"
    r"|^.{3,300}\bcontributed (?:\w+ ){0,3}to this (?:report|story|article|piece)\b",
    re.IGNORECASE,
)
_LONGEST_NOTE = 600


def is_note(text: str) -> bool:
    """Tell whether a line is a contributor's credit, a correction or an editor's note."""
    return len(text) <= _LONGEST_NOTE and bool(_NOTE.search(text))
