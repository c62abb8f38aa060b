"""Words of the large invented event, Arabic and English side by side."""

# Lists of words are easier to read in lines of their own length.
# ruff: noqa: E501

from __future__ import annotations

TRACKS = (
    ("surgery", "الجراحة", "Surgery", ("جراحة المناظير|keyhole surgery", "زراعة الكلى|kidney transplantation", "جراحة السمنة|bariatric surgery", "إصابات الحوادث|road trauma", "الفتق الإربي|inguinal hernia")),
    ("heart", "أمراض القلب", "Cardiology", ("قصور القلب|heart failure", "الرجفان الأذيني|atrial fibrillation", "القسطرة القلبية|coronary angiography", "ضغط الدم المرتفع|hypertension", "صمامات القلب|heart valves")),
    ("children", "طب الأطفال", "Paediatrics", ("الخدّج|premature infants", "لقاحات الأطفال|childhood vaccines", "الربو عند الأطفال|childhood asthma", "تشنجات الحمى|febrile seizures", "سوء التغذية|malnutrition")),
    ("mind", "الصحة النفسية", "Mental Health", ("الاكتئاب|depression", "القلق|anxiety disorders", "الإدمان|addiction", "صدمات الحرب|war trauma", "الأرق|insomnia")),
    ("cancer", "علاج الأورام", "Oncology", ("سرطان الثدي|breast cancer", "سرطان القولون|colon cancer", "العلاج الإشعاعي|radiotherapy", "العلاج المناعي|immunotherapy", "الرعاية التلطيفية|palliative care")),
    ("eyes", "طب العيون", "Ophthalmology", ("الماء الأبيض|cataract", "الزرق|glaucoma", "اعتلال الشبكية|retinopathy", "تصحيح البصر|refractive surgery", "جفاف العين|dry eye")),
    ("nursing", "التمريض", "Nursing", ("رعاية الجروح|wound care", "سلامة الدواء|medication safety", "تسليم الورديات|shift handover", "القسطرة الوريدية|venous access", "رعاية المسنين|care of the elderly")),
    ("pharmacy", "الصيدلة", "Pharmacy", ("المضادات الحيوية|antibiotics", "التداخلات الدوائية|drug interactions", "اليقظة الدوائية|pharmacovigilance", "صيدلة المجتمع|community pharmacy", "الأدوية المزيفة|counterfeit medicines")),
    ("radiology", "الأشعة", "Radiology", ("الرنين المغناطيسي|magnetic resonance imaging", "السونار|ultrasound", "المفراس|computed tomography", "تصوير الثدي|mammography", "الطب النووي|nuclear medicine")),
    ("public", "الصحة العامة", "Public Health", ("الكوليرا|cholera", "تلوث الهواء|air pollution", "مياه الشرب|drinking water", "التدخين|tobacco control", "صحة المدارس|school health")),
    ("digital", "الصحة الرقمية", "Digital Health", ("السجل الطبي الإلكتروني|electronic records", "التطبيب عن بعد|telemedicine", "الروبوتات الجراحية|surgical robots", "أمن البيانات|data security", "تطبيقات الهاتف|mobile apps")),
    ("education", "التعليم الطبي", "Medical Education", ("الأوسكي|OSCE", "التعلم المبني على المشكلات|problem-based learning", "المحاكاة|simulation", "الإقامة الدورية|residency training", "الاحتراق الوظيفي|burnout")),
)  # fmt: skip
"""id, name ar, name en, subjects "ar|en"."""

ASPECTS = (
    "أساسيات|Essentials of", "جديد|News in", "أخطاء شائعة في|Common mistakes in", "مستقبل|The future of", "دليل عملي إلى|A practical guide to",
    "جدل حول|Controversies in", "نتائج خمس سنوات من|Five-year results in", "كلفة|The cost of", "حالات صعبة في|Difficult cases in",
    "بحوث الطلبة في|Student research on", "الوقاية في|Prevention in", "تجربة البصرة في|The Basra experience with", "تجربة أربيل في|The Erbil experience with",
    "أخلاقيات|Ethics of", "المرأة و|Women and", "إرشادات 2026 في|The 2026 guidelines on", "قياس الجودة في|Measuring quality in",
)  # fmt: skip

FIRST_NAMES = (
    "أحمد|Ahmed", "زينب|Zainab", "علي|Ali", "فاطمة|Fatima", "حسين|Hussein", "مريم|Maryam", "كرار|Karrar", "رقية|Ruqayya", "مصطفى|Mustafa",
    "هدى|Huda", "ياسر|Yasir", "سارة|Sara", "عمر|Omar", "دعاء|Duaa", "حيدر|Haider", "نور|Noor", "باسم|Basim", "ريم|Reem", "سيف|Saif",
    "شهد|Shahad", "وليد|Waleed", "أسماء|Asmaa", "جعفر|Jaafar", "إسراء|Israa", "طارق|Tariq",
)  # fmt: skip
FAMILY_NAMES = (
    "الجبوري|Al-Jubouri", "العبيدي|Al-Obaidi", "الخفاجي|Al-Khafaji", "الموسوي|Al-Moussawi", "التميمي|Al-Tamimi", "الدليمي|Al-Dulaimi",
    "الربيعي|Al-Rubaie", "الشمري|Al-Shammari", "الزبيدي|Al-Zubaidi", "الساعدي|Al-Saadi", "العامري|Al-Amiri", "الحسيني|Al-Husseini",
    "البغدادي|Al-Baghdadi", "النجار|Al-Najjar", "الصفار|Al-Saffar", "الكناني|Al-Kinani", "الأسدي|Al-Asadi", "العزاوي|Al-Azzawi",
    "الراوي|Al-Rawi", "الهاشمي|Al-Hashimi", "الطائي|Al-Taie", "القيسي|Al-Qaisi", "الوائلي|Al-Waeli", "المالكي|Al-Maliki",
)  # fmt: skip
HALLS = (
    "دجلة|Tigris", "الفرات|Euphrates", "بابل|Babylon", "سومر|Sumer", "أور|Ur", "نينوى|Nineveh", "آشور|Ashur", "أكد|Akkad", "كلكامش|Gilgamesh",
    "عشتار|Ishtar", "المتنبي|Al-Mutanabbi", "الجواهري|Al-Jawahiri", "السياب|Al-Sayyab", "الرازي|Al-Razi", "ابن الهيثم|Ibn al-Haytham",
    "الكندي|Al-Kindi", "الخوارزمي|Al-Khwarizmi", "الجاحظ|Al-Jahiz", "زرياب|Ziryab", "شهرزاد|Scheherazade",
)  # fmt: skip
HOTELS = (
    "بابل|Babylon", "عشتار|Ishtar", "النخيل|Palms", "الواحة|Oasis", "القصر الأبيض|White Palace", "دار السلام|Dar al-Salam", "الضفاف|Riverside",
    "البستان|Orchard", "النجمة الذهبية|Golden Star", "الجسر|Bridge", "المنصور|Mansour", "الزيتون|Olive", "الياسمين|Jasmine", "الفنار|Lighthouse",
    "السدير|Sadeer", "القلعة|Citadel", "الربيع|Spring", "الهلال|Crescent", "الشناشيل|Shanasheel", "الجزيرة|Island", "البحيرة|Lake",
    "المرجان|Coral", "الياقوت|Ruby", "الصقر|Falcon", "الغزال|Gazelle", "الميناء|Harbour", "السوق|Bazaar", "المتحف|Museum", "المدينة|Old Town",
    "الملوك|Kings",
)  # fmt: skip
HOTEL_MATTERS = (
    ("price", "كم سعر الليلة في فندق {0}؟|سعر فندق {0}", "How much is a night at the {0} Hotel?|{0} Hotel room rate"),
    ("way", "كم يبعد فندق {0} عن المؤتمر؟|الطريق من فندق {0}", "How far is the {0} Hotel from the venue?|way from the {0} Hotel"),
    ("meals", "هل الفطور مشمول في فندق {0}؟|فطور فندق {0}", "Is breakfast included at the {0} Hotel?|{0} Hotel breakfast"),
    ("bus", "متى ينطلق الباص من فندق {0}؟|باص فندق {0}", "When does the bus leave from the {0} Hotel?|{0} Hotel shuttle"),
    ("phone", "ما رقم هاتف فندق {0}؟|الاتصال بفندق {0}", "What is the telephone number of the {0} Hotel?|call the {0} Hotel"),
    ("pool", "هل في فندق {0} مسبح ونادٍ رياضي؟|مسبح فندق {0}", "Does the {0} Hotel have a pool and a gym?|{0} Hotel swimming pool"),
)  # fmt: skip
COUNTRIES = (
    "الأردن|Jordan", "لبنان|Lebanon", "مصر|Egypt", "الكويت|Kuwait", "عُمان|Oman", "قطر|Qatar", "البحرين|Bahrain", "الإمارات|the Emirates",
    "السعودية|Saudi Arabia", "تونس|Tunisia", "المغرب|Morocco", "الجزائر|Algeria", "ليبيا|Libya", "السودان|Sudan", "تركيا|Turkey", "إيران|Iran",
    "باكستان|Pakistan", "الهند|India", "ماليزيا|Malaysia", "إندونيسيا|Indonesia", "ألمانيا|Germany", "فرنسا|France", "إيطاليا|Italy",
    "إسبانيا|Spain", "السويد|Sweden", "هولندا|the Netherlands", "بريطانيا|Britain", "كندا|Canada", "أستراليا|Australia", "اليابان|Japan",
    "كوريا|Korea", "الصين|China", "البرازيل|Brazil", "نيجيريا|Nigeria", "كينيا|Kenya", "أذربيجان|Azerbaijan", "اليمن|Yemen", "سوريا|Syria",
    "فلسطين|Palestine", "أفغانستان|Afghanistan",
)  # fmt: skip
COUNTRY_MATTERS = (
    ("visa", "هل يحتاج القادم من {0} إلى تأشيرة؟|فيزا {0}", "Do visitors from {0} need a visa?|visa for {0}"),
    ("flight", "هل توجد رحلات مباشرة من {0}؟|طيران من {0}", "Are there direct flights from {0}?|flying from {0}"),
    ("mission", "أين قنصلية {0}؟|سفارة {0}", "Where is the consulate of {0}?|embassy of {0}"),
    ("contact", "من ممثل المؤتمر في {0}؟|مندوبكم في {0}", "Who represents the congress in {0}?|your contact in {0}"),
    ("fee", "كم رسم التسجيل للقادمين من {0}؟|رسوم المشاركين من {0}", "What is the fee for delegates from {0}?|registration fee from {0}"),
    ("phone", "هل تعمل شرائح هاتف {0} في العراق؟|تجوال {0}", "Do phones from {0} work in Iraq?|roaming from {0}"),
    ("group", "هل يوجد وفد منظم من {0}؟|وفد {0}", "Is there an organized group from {0}?|delegation from {0}"),
)  # fmt: skip
