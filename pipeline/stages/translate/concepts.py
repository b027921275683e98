"""Common words of the news and their Arabic, to see whether two lines speak of the same thing.

A line is a concept: English words in small letters (plurals, -ed and -ing are found by themselves), and pieces of
Arabic words as `pipeline.arabic.letters.fold` leaves them: «شرطي» and «الشرطة» both hold «شرط». A piece of two
letters is a whole word, one of three begins a word, a longer one stands anywhere in it. Not a dictionary: a concept
that is missed, or found in vain, only makes the sign weaker.
"""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.arabic.letters import words

TABLE = """
# negation, cause, contrast, time
not never no don't doesn't didn't isn't wasn't won't can't couldn't = ليس لم لن لا عدم
because = لان بسبب نظرا حيث اذ
but however although though = لكن رغم
if whether = اذا لو
when while during = عندما حين خلال اثناء بينما لما
before = قبل
after = بعد
more most = اكثر اكبر معظم المزيد غالب مزيد
only just = فقط مجرد سوي
first = اول
second = ثان
third = ثالث ثلث
last = ماض اخير اخر
next = مقبل قادم تال
new = جديد جدد حديث
old = قديم قدام عمر سن عجوز
big large great huge major = كبير كبر كبار ضخم عظيم هايل رييس
small little = صغير صغر صغار قليل ضييل
many several various = عديد كثير عده مختلف متعدد
other another = اخر اخري غير
same = نفس ذات
every each all = كل جميع
between among = بين
against = ضد مواجه
without = دون بلا
about = حوالي نحو حول عن
# time
today = يوم
yesterday = امس
day = يوم ايام نهار
week = اسبوع اسابيع
month = شهر اشهر شهور
year = عام سن اعوام
century = قرن قرون
hour = ساع
minute = دقيق دقايق دقاي
night = ليل ليال
morning = صباح
evening = مساء
monday = اثنين
tuesday = ثلاثاء
wednesday = اربعاء
thursday = خميس
friday = جمع
saturday = سبت
sunday = احد
january = يناير كانون
february = فبراير شباط
march = مارس اذار مسير
april = ابريل نيسان
june = يونيو حزيران
july = يوليو تموز
august = اغسطس
september = سبتمبر ايلول
october = اكتوبر تشرين
november = نوفمبر تشرين
december = ديسمبر كانون
# numbers in words
three = ثلاث
four = اربع
five = خمس
six = سته ستين
seven = سبع
eight = ثمان
nine = تسع
ten = عشر
thousand = الف الاف
million = مليون ملايين
billion = مليار بليون
half = نصف
percent = بالماي المي ماي
# people
man men = رجل رجال
woman women = امرا نساء مراه سيد
child children kid = طفل اطفال ولد اولاد
boy = صبي ولد فتي
girl = فتاه فتيات بنت بنات
people = ناس شخص اشخاص شعب بشر
person = شخص
family = عايل اسر عوايل
father dad = والد ابي ابو ابا
mother mom = والد امي امه امها
son = ابن نجل
daughter = ابن
brother = شقيق اخو اخي
sister = شقيق اخت
wife = زوج
husband = زوج
friend = صديق اصدقاء
student = طالب طلاب طلب
teacher = معلم مدرس استاذ
doctor = طبيب اطباء دكتور
patient = مريض مرضي
writer author = كاتب مولف
king = ملك
queen = ملك
prince = امير
fan = مشجع جماهير معجب
resident = سكان مقيم
victim = ضحي ضحايا
expert = خبير خبراء
scientist = عالم علماء باحث
researcher = باحث
worker employee = عامل عمال موظف
leader = زعيم قاد قايد زعماء
# state and law
president = رييس رياس
minister = وزير وزراء
ministry = وزار
government = حكوم
parliament = برلمان
senator = سيناتور شيوخ سناتور
senate = شيوخ
congress = كونغرس كونجرس
mayor = عمد رييس
governor = حاكم محافظ
party = حزب حفل احزاب
election = انتخاب
vote voter = صوت تصويت ناخب
campaign = حمل
policy = سياس
political = سياس
law = قانون قوانين
court = محكم محاكم
judge = قاض قضا
lawyer attorney = محام
police officer = شرط ضابط
prison jail = سجن
arrest = اعتقال القبض اعتقل توقيف
crime criminal = جريم جنا جرايم
investigation investigate = تحقيق تحري
charge = تهم اتهام رسوم
trial = محاكم تجرب
murder kill = قتل مقتل
death die dead = موت وفا مات توف متوف قتل
attack = هجوم هجمات هاجم اعتداء
war = حرب حروب
army military = جيش عسكر
soldier = جندي جنود
weapon = سلاح اسلح
bomb = قنبل قنابل
peace = سلام
security = امن
border = حدود
country nation = بلد دول بلاد بلدان وطن
state = ولاي دول حال
city = مدين مدن
town = بلد مدين
village = قري
island = جزير جزر
world = عالم
international = دولي عالمي
national = وطن قوم
american = امريك امير
british = بريطان
french = فرنس
german = المان
russian = روس
chinese = صين
european = اوروب
white = بيض ابيض
black = سود اسود
red = احمر حمر
# economy
company firm = شرك
market = سوق اسواق
bank = بنك بنوك مصرف
business = اعمال تجار شرك
trade = تجار تبادل
money cash = مال اموال نقد
dollar $ = دولار
euro = يورو
price = سعر اسعار
pay payment = دفع سداد راتب
tax = ضريب ضراي
economy economic = اقتصاد
job = وظيف عمل وظاي
work = عمل
oil = نفط زيت
# health, science, nature
health = صحه صحي
hospital = مستشف
disease illness = مرض امراض
virus = فيروس
drug = مخدر دواء عقار ادوي
water = ماء مياه ماي
sea ocean = بحر محيط
river = نهر انهار
mountain = جبل جبال
fire = حريق نار حراي اطلاق
storm hurricane = عاصف اعصار
animal = حيوان
dog = كلب كلاب
bird = طاير طيور
fish = سمك اسماك
tree = شجر اشجار
earth = ارض
sun = شمس
moon = قمر
space = فضاء مساح
science = علم علوم
study research = دراس بحث ابحاث بحوث
university = جامع
school = مدرس مدارس
book = كتاب كتب
history historical = تاريخ
language = لغه لغات لغو
food = طعام غذا اكل اطعم
car = سيار
road street = طريق شارع طرق
airport = مطار
plane aircraft = طاير طيار
train = قطار تدريب
ship boat = سفين قارب سفن
house home = منزل بيت منازل بيوت مجلس نواب
building = مبن بناء مبان
door = باب ابواب
# sport and media
game = لعب مبارا العاب
match = مبارا
team = فريق منتخب
player = لاعب
goal = هدف اهداف
win victory winner = فوز فاز فاي انتصار
lose loss defeat = خسر خسار هزيم فقد
season = موسم
club = ناد اندي
coach manager = مدرب مدير
league = دوري
cup = كاس
race = سباق عرق
film movie = فيلم افلام
music song = موسيق اغني اغان
show = عرض اظهر برنامج
news = اخبار خبر انباء
report = تقرير تقارير ذكر افاد ابلغ
photo picture image = صور
video = فيديو
internet online = انترنت شبك
website site = موقع
phone = هاتف هواتف
letter = رسال خطاب حرف
interview = مقابل
statement = بيان تصريح
# doing and saying
say said says tell told = قال قول ذكر صرح اخبر
add added = اضاف اضيف
ask asked = سال طلب طالب
know = عرف علم يعلم
think believe = اعتقد يعتقد ظن تعتقد نعتقد فكر
want = يريد اراد رغب تريد نريد اريد
need = حاج يحتاج
use = استخدم استخدام
find = وجد عثر يجد
begin start began = بدا بدء
end = انتهي نهاي ختام
help = ساعد مساعد
play = لعب
buy bought = شراء اشتر
sell sold = بيع باع يبيع
open = فتح
close = اغلق اغلاق قرب قريب
live = عاش يعيش حي مباشر سكن
love = حب احب
agree agreement deal = اتفق اتفاق وافق صفق
support = دعم ساند مويد
meeting meet = اجتماع لقاء التق قابل
visit = زار زيار
travel trip = سفر رحل
question = سوال اسيل تساول
problem = مشكل مشاكل
decision decide = قرار قرر
change = تغيير تغير غير
grow growth = نمو نما زاد
increase rise = زياد ارتفع ارتفاع زاد
fall drop decline = سقط انخف هبوط تراجع
"""

CONCEPTS = [
    (line.partition(" = ")[0].split(), line.partition(" = ")[2].split())
    for line in TABLE.splitlines()
    if line and not line.startswith("#")
]
_WORD = re.compile(r"[a-z$]+(?:'t)?")
_ENDING = re.compile(r"(?:ies|es|s|ed|ing|d)$")
_NUMBER_OF = {word: number for number, (english, _) in enumerate(CONCEPTS) for word in english}
_WHOLE, _BEGINNING, _LONGEST = 2, 3, 8
_NUMBERS_OF: dict[str, frozenset[int]] = {
    piece: frozenset(number for number, (_, arabic) in enumerate(CONCEPTS) if piece in arabic)
    for piece in {piece for _, arabic in CONCEPTS for piece in arabic}
}
# What Arabic writes together with a word: «وبالتقرير», «للبنك», «سيقول»
_JOINED = ("", "و", "ف")
_PREFIXES = frozenset(
    one + other
    for one, other in itertools.product(
        _JOINED, ("", "ال", "بال", "كال", "لل", "ب", "ك", "ل", "س", "ي", "ت", "ن", "سي", "ست")
    )
)
_NOTHING: frozenset[int] = frozenset()


def concepts(english: str) -> frozenset[int]:
    """Return the numbers of the concepts that the words of an English text name."""
    found = _WORD.findall(english.lower().replace("’", "'"))
    forms = (form for word in found for form in (word, _ENDING.sub("", word)))
    return frozenset(_NUMBER_OF[form] for form in forms if form in _NUMBER_OF)


def concepts_said(arabic: str) -> frozenset[int]:
    """Return the numbers of the concepts that an Arabic text may speak of."""
    return _NOTHING.union(*(_concepts_of(word.folded) for word in words(arabic)))


@lru_cache(20_000)  # of the few thousands of words that news repeats
def _concepts_of(word: str) -> frozenset[int]:
    return _NOTHING.union(*(_NUMBERS_OF[piece] for piece in _pieces(word) if piece in _NUMBERS_OF))


def _pieces(word: str) -> Iterator[str]:
    """Yield what of a folded word may be a piece in the table."""
    for prefix in _JOINED:
        if word.startswith(prefix) and len(word) == len(prefix) + _WHOLE:
            yield word[len(prefix) :]
    for start in range(min(5, len(word))):
        if word[:start] in _PREFIXES:
            yield word[start : start + _BEGINNING]
    for start, end in itertools.combinations(range(len(word) + 1), 2):
        if _BEGINNING < end - start <= _LONGEST:
            yield word[start:end]
