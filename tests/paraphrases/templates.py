"""How people ask about a programme, in six varieties; {day}, {hall}, {kind}, {person}, {title}, {hour}, {part}, {track} are slots.

Written from how people speak, without a look at the grammar that reads them.
"""

from __future__ import annotations

# intent → variety → sentences
TEMPLATES: dict[str, dict[str, tuple[str, ...]]] = {
    "day": {
        "msa": (
            "ما برنامج {day}؟",
            "ما الجلسات المقررة {day}؟",
            "ماذا يوجد {day}؟",
            "أرني جدول {day}",
            "أود الاطلاع على جدول {day}",
        ),
        "iraqi": (
            "شنو اكو {day}؟",
            "شكو {day}؟",
            "شنو جدول {day}؟",
            "راويني جدول {day}",
            "شنو عدنا {day}",
            "انطيني برنامج {day}",
        ),
        "gulf": ("وش عندكم {day}؟", "وش فيه {day}؟", "أبي جدول {day}", "ايش برنامج {day}"),
        "egy": ("فيه ايه {day}؟", "ايه برنامج {day}؟", "عايز جدول {day}", "وريني جدول {day}"),
        "arabizi": ("shaku {day}", "shinu aku {day}?", "jadwal {day}", "shino el barnamej {day}"),
        "en": (
            "what's on {day}?",
            "what is the programme {day}",
            "show me the schedule {day}",
            "which sessions are there {day}?",
            "what do we have {day}",
        ),
    },
    "day_kind": {
        "msa": ("ما {kinds} {day}؟", "هل توجد {kinds} {day}؟", "أريد {kinds} {day}", "ما هي {kinds} المتاحة {day}؟"),
        "iraqi": ("شنو {kinds} {day}؟", "اكو {kinds} {day}؟", "شكو {kinds} {day}", "يا {kinds} عدنا {day}؟"),
        "gulf": ("وش {kinds} {day}؟", "فيه {kinds} {day}؟", "أبي أعرف {kinds} {day}"),
        "egy": ("ايه {kinds} {day}؟", "فيه {kinds} {day}؟", "عايز اعرف {kinds} {day}"),
        "arabizi": ("shaku {kinds} {day}", "aku {kinds} {day}?", "shinu el {kinds} {day}"),
        "en": ("which {kinds} are {day}?", "are there any {kinds} {day}?", "{kinds} {day}", "list the {kinds} {day}"),
    },
    "kind": {
        "msa": ("اعرض جميع {kinds}", "ما هي {kinds} في المؤتمر؟", "متى تُعقد {kinds}؟", "أين تُقام {kinds}؟"),
        "iraqi": ("شنو {kinds} الموجودة؟", "راويني كل {kinds}", "شوكت {kinds}؟", "وين {kinds}؟"),
        "gulf": ("وش {kinds} عندكم؟", "متى {kinds}؟", "أبي كل {kinds}"),
        "egy": ("ايه {kinds} اللي عندكم؟", "{kinds} امتى؟", "وريني كل {kinds}"),
        "arabizi": ("shwakt el {kinds}", "wen el {kinds}?", "kul el {kinds}"),
        "en": ("list all {kinds}", "when are the {kinds}?", "where do the {kinds} take place", "show me the {kinds}"),
    },
    "day_part": {
        "msa": ("ما الجلسات {day} {part}؟", "ماذا لدينا {day} {part}؟"),
        "iraqi": ("شنو اكو {day} {part}؟", "شكو {day} {part}", "{day} {part} شنو عدنا؟"),
        "gulf": ("وش فيه {day} {part}؟", "وش عندكم {day} {part}"),
        "egy": ("فيه ايه {day} {part}؟", "{day} {part} فيه ايه"),
        "arabizi": ("shaku {day} {part}", "shinu aku {day} {part}?"),
        "en": ("what's on {day} {part}?", "what happens {day} {part}", "sessions {day} {part}"),
    },
    "day_hall": {
        "msa": ("ما الجلسات المنعقدة في {hall} {day}؟", "ماذا يُعقد في {hall} {day}؟"),
        "iraqi": ("شنو اكو ب{hall} {day}؟", "شكو {day} ب{hall}؟", "{hall} شنو بيها {day}؟"),
        "gulf": ("وش فيه في {hall} {day}؟", "جدول {hall} {day}"),
        "egy": ("فيه ايه في {hall} {day}؟", "{day} في {hall} فيه ايه؟"),
        "arabizi": ("shaku b {hall} {day}", "shinu aku bi {hall} {day}?"),
        "en": ("what's in {hall} {day}?", "sessions in {hall} {day}", "what is happening {day} in {hall}?"),
    },
    "hour": {
        "msa": ("ماذا يوجد {day} الساعة {hour}؟", "ما الجلسات {day} عند الساعة {hour}؟"),
        "iraqi": ("{day} الساعة {hour} شنو اكو؟", "شكو {day} بالـ {hour}؟", "شنو عدنا {day} ساعة {hour}"),
        "gulf": ("وش فيه {day} الساعة {hour}؟", "{day} على الساعة {hour} وش عندكم"),
        "egy": ("{day} الساعة {hour} فيه ايه؟", "ايه اللي شغال {day} الساعة {hour}؟"),
        "arabizi": ("shaku {day} el sa3a {hour}", "{day} sa3a {hour} shinu aku?"),
        "en": (
            "what's on {day} at {hour}?",
            "what is running at {hour} {day}",
            "which sessions are on {day} at {hour}",
        ),
    },
    "person": {
        "msa": (
            "متى يتحدث {person}؟",
            "متى موعد محاضرة {person}؟",
            "في أي قاعة يتحدث {person}؟",
            "أين ومتى جلسة {person}؟",
        ),
        "iraqi": ("شوكت محاضرة {person}؟", "{person} شوكت يحچي؟", "{person} بيا قاعة؟", "وين محاضرة {person}"),
        "gulf": ("متى محاضرة {person}؟", "وين بيتكلم {person}؟", "متى يتكلم {person}"),
        "egy": ("{person} هيتكلم امتى؟", "محاضرة {person} فين؟", "{person} الساعة كام؟"),
        "arabizi": ("shwakt mu7adharat {person}", "wen {person}?", "emta {person}"),
        "en": (
            "when is {person} speaking?",
            "where is {person}'s talk",
            "when does {person} speak",
            "what time is {person} on?",
        ),
    },
    "title": {
        "msa": ("متى تبدأ {title}؟", "أين تُعقد {title}؟", "من يقدّم {title}؟", "في أي ساعة {title}؟"),
        "iraqi": ("شوكت تبدي {title}؟", "وين {title}؟", "منو يقدم {title}؟", "{title} بيا قاعة؟"),
        "gulf": ("متى {title}؟", "وين {title}؟", "مين يقدم {title}؟"),
        "egy": ("{title} امتى؟", "{title} فين؟", "مين بيقدم {title}؟"),
        "arabizi": ("shwakt {title}", "wen {title}?", "mino yqadem {title}"),
        "en": ("when does {title} start?", "where is {title}?", "who gives {title}?", "what time is {title}"),
    },
    "now": {
        "msa": ("ماذا يُعقد الآن؟", "ما الجلسات الجارية حالياً؟"),
        "iraqi": ("هسه شنو شغال؟", "شنو اكو هسه؟", "هسة شكو؟"),
        "gulf": ("وش شغال الحين؟", "وش فيه الحين"),
        "egy": ("ايه اللي شغال دلوقتي؟", "فيه ايه دلوقت"),
        "arabizi": ("shinu shaghal hassa", "shaku hassa?", "eh elly sha3'al delwa2ty"),
        "en": ("what is on right now?", "what's happening now", "which sessions are running at the moment"),
    },
    "next": {
        "msa": ("ما الجلسة القادمة؟", "ماذا بعد ذلك؟ ما الجلسات التالية؟"),
        "iraqi": ("شنو الجاي؟", "شنو الجلسة الجاية؟", "شنو وراها؟"),
        "gulf": ("وش الجلسة الجاية؟", "وش بعدها؟"),
        "egy": ("ايه الجلسة الجاية؟", "ايه اللي جاي؟"),
        "arabizi": ("shinu el jay", "el jalsa el jaya shinu"),
        "en": ("what's next?", "what is the next session", "what comes up next"),
    },
    "first": {
        "msa": ("ما أول جلسة {day}؟", "متى تبدأ أول جلسة {day}؟"),
        "iraqi": ("شنو اول جلسة {day}؟", "اول محاضرة {day} شوكت؟"),
        "gulf": ("وش أول جلسة {day}؟", "متى أول جلسة {day}"),
        "egy": ("اول جلسة {day} امتى؟", "ايه اول جلسة {day}"),
        "arabizi": ("shinu awal jalsa {day}", "awal jalsa {day} shwakt"),
        "en": ("what's the first session {day}?", "when is the first session {day}"),
    },
    "last": {
        "msa": ("ما آخر جلسة {day}؟", "متى تنتهي آخر جلسة {day}؟"),
        "iraqi": ("شنو اخر جلسة {day}؟", "{day} شوكت نخلص؟"),
        "gulf": ("وش آخر جلسة {day}؟", "متى نخلص {day}"),
        "egy": ("اخر جلسة {day} ايه؟", "{day} هنخلص امتى؟"),
        "arabizi": ("shinu akher jalsa {day}", "{day} shwakt nkhalis"),
        "en": ("what's the last session {day}?", "when does the last session {day} end"),
    },
    "track": {
        "msa": ("ما جلسات محور {track}؟", "ما الجلسات التي تتناول {track}؟"),
        "iraqi": ("شنو الجلسات عن {track}؟", "شنو اكو عن {track}؟"),
        "gulf": ("وش الجلسات عن {track}؟", "أبي جلسات {track}"),
        "egy": ("ايه الجلسات عن {track}؟", "عايز جلسات {track}"),
        "arabizi": ("shinu el jalsat 3an {track}",),
        "en": ("which sessions are about {track}?", "sessions in the {track} track", "anything on {track}?"),
    },
}
