"""English: acts of Commonwealth countries, statutes of the United States, translations into English.

After the citations of the Commonwealth (``Act No. 32 of 2008``, chapter numbers of revised editions, assent and
commencement below the long title), ``Public Law`` and ``Republic Act``, the acts of the European Union.
"""

from indexer.proposals.conventions.convention import Convention, numbered

_MONTHS = numbered(
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
    "november nov|december dec"
)
_SPELLED = numbered(
    "one first|two second|three third|four fourth|five fifth|six sixth|seven seventh|eight eighth|nine ninth|"
    "ten tenth|eleven eleventh|twelve twelfth|thirteen thirteenth|fourteen fourteenth|fifteen fifteenth|"
    "sixteen sixteenth|seventeen seventeenth|eighteen eighteenth|nineteen nineteenth|twenty twentieth"
)
_TENS = {
    "thirty": 30,
    "thirtieth": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

_DAY = r"(?P<day>\d{1,2}(?: ?(?:st|nd|rd|th))?|(?:twenty|thirty)?-?(?:[a-z]{2,9}(?:st|nd|rd|th)))"
_YEAR = r"(?P<year>\d{4}|(?:one|two) thousand(?:[ ,-]{1,2}(?:{spelled}|and)){0,7}\b)"
_NO = r"(?:no\.?|number|n°)"

ENGLISH = Convention(
    language="en",
    months=_MONTHS,
    dates=(
        rf"\b{_DAY} {{0,2}}(?:day )?(?:of )?(?P<month>{{month}})\.?,? ?(?:in the year |a\.?d\.? |of )?{_YEAR}\b",
        r"\b(?P<month>{month})\.? (?P<day>\d{1,2})(?: ?(?:st|nd|rd|th))?,? ?(?P<year>\d{4})\b",
        r"\b(?P<month>{month})\.?,? (?P<year>\d{4})\b",
        r"\b(?P<day>\d{1,2})[./](?P<figure>\d{1,2})[./](?P<year>\d{4})\b",
    ),
    spelled=_SPELLED | _TENS | {"hundred": 100, "thousand": 1000},
    before={
        "named": (
            r"\b(?:act|law|decree|proclamation|ordinance|order|regulation|"
            r"resolution)\b[^\n;]{0,40}(?:\bof|dated)(?: the)? ?$"
        ),
        "adopted": r"\b(?:adopted|passed|enacted|approved|approval|assent(?:ed)?|promulgated|enacting|concluded)\b",
        "passed": r"\bpassed (?:by|in) the (?:house|senate|national assembly|parliament|lok sabha)\b[^\n]{0,40}",
        "signed": r"\b(?:done at|done in|given (?:at|in|under)|signed|made|dated|date|issued|sealed)\b",
        "decided": r"\b(?:decided|delivered|judgment|decision|pronounced|order of)\b",
        "published": r"\b(?:published|publication|gazette|gazetted|printed|vol\.|official journal)\b",
        "in_force": (
            r"\b(?:commence(?:ment|s|d)?|into force|into operation|in force|effective|takes effect|"
            r"expir(?:es|y))\b"
        ),
        "amended": (
            r"\b(?:amended|amendment|as at|consolidated|consolidation|reprint|revised|current|updated|"
            r"up to date)\b"
        ),
        "cited": r"\b(?:repealed by|having regard|pursuant to|in accordance with|heard|hearing)\b",
    },
    after={
        "adopted": r"^[ \])]{0,3}(?:date of assent)",
        "in_force": r"^[ \])]{0,3}(?:date of commencement)",
    },
    acts={
        "act": "law",
        "republic act": "law",
        "public act": "law",
        "law": "law",
        "public law": "law",
        "federal law": "law",
        "federal act": "law",
        "proclamation": "law",
        "ordinance": "law",
        "bill": "law",
        "organic law": "organic_law",
        "constitution": "constitution",
        "code": "code",
        "penal code": "code",
        "criminal code": "code",
        "decree-law": "decree_law",
        "decree law": "decree_law",
        "legislative decree": "decree_law",
        "federal decree-law": "decree_law",
        "federal decree by law": "decree_law",
        "law by decree": "decree_law",
        "royal decree": "decree",
        "presidential decree": "decree",
        "decree": "decree",
        "sultani decree": "decree",
        "regulations": "regulation",
        "regulation": "regulation",
        "rules": "regulation",
        "by-laws": "regulation",
        "statutory instrument": "regulation",
        "directive": "directive",
        "ministerial order": "order",
        "executive order": "order",
        "order": "order",
        "ministerial decision": "order",
    },
    numbers=(
        rf"\b{{act}},? \(?(?P<number>{_NO} ?\(?\d{{1,4}}\)? ?(?:of|/|,) ?(?:the year )?\d{{4}})",
        (
            r"\b(?P<number>(?:republic act|public law|public act|pub\. ?l\.|executive order|"
            r"act)(?: no\.?)? ?(?!(?:1[89]|20)\d\d\b)\d{2,5}(?:-\d{1,4})?)\b(?! of)"
        ),
        r"\b(?P<number>act \d{1,4} of \d{4})\b",
        r"\b(?P<year>\d{4}) (?:chapter|cap\.?|c\.) ?(?P<chapter>\d{1,4})\b",
        r"\b(?P<number>(?:r\.?)?s\.?c\.?,? ?\d{4},? ?c\. ?[a-z]?-?\d{1,4}(?:\.\d)?)\b",
        (
            r"\b(?:regulation|directive|decision)s? \((?:eu|ec|eec|euratom|"
            r"cfsp)\) (?:no\.? ?)?(?P<number>\d{2,4}/\d{2,4})\b"
        ),
        r"\b(?:directive|decision) (?P<number>\d{2,4}/\d{1,4}/[a-z]{2,5})\b",
        rf"(?:^|[(\[, ])(?P<number>{_NO} ?\d{{1,4}} of \d{{4}})\b",
        rf"\b{{act}},? (?P<number>{_NO} ?[a-z]{{0,3}}\.? ?\d[\d/.-]{{0,12}}\d|{_NO} ?\d)(?![\d/])",
        r"\bact \d{4}[ ,(\n]{1,3}(?P<number>no\.? ?\d{1,4}(?:, ?\d{4})?)\b",
        r"^[\[(]?(?P<number>no\.? ?\d{1,4}, ?\d{4})\b",
        r"^(?P<number>\d{4} no\.? ?\d{1,4})\b",
        r"^[\[(]?(?P<number>(?:chapter|cap\.?) ?\d{1,3}(?:[:.]\d{1,3})?[a-z]?)[\])]?$",
    ),
    promulgates=r"promulgat(?:ing|ion of) (?:the )?(?:law|act)",
    cited=(
        r"(?:having regard|whereas|recalling|pursuant|in accordance|noting|an act to (?:amend|repeal)|"
        r"considering|in exercise)"
    ),
    kinds={
        "strategy": (
            r"\b(?:strategy|strategic plan|action plan|plan of action|national plan|roadmap|"
            r"policy framework)\b"
        ),
        "treaty": (
            r"^(?:[a-z ,'-]{0,60})\b(?:convention|protocol|treaty|covenant|memorandum of understanding)\b|"
            r"^(?:extradition )?agreement\b"
        ),
        "case_law": (
            r"(?:\bv\.? |\bvs\.? |\bversus\b|\bjudgment\b|\bthe (?:state|people|queen|king) v\b|^r v\b|"
            r"\bin re\b|^case of\b)"
        ),
        "bibliography": (
            r"\b(?:handbook|manual|guide|toolkit|legislative guide|study|report|review|textbook|"
            r"commentary|introduction to|thesis|dissertation)\b"
        ),
    },
    courts=(
        r"(?:(?:high|supreme|federal|constitutional|magistrates?'?s?|district|crown|circuit|appellate|"
        r"county|national industrial|"
        r"european|inter-american|african|caribbean|international|special|criminal|"
        r"labour) ){1,3}court(?: of (?:the |human |justice|rights|appeals?|"
        r"republic|india|canada|nigeria|kenya|"
        r"[a-z]{3,14}){1,4})?(?: for (?:the )?[a-z]{3,14}(?: district of [a-z]{3,14})?)?"
        r"|court of (?:appeals?|justice|cassation|first instance)(?: (?:of|"
        r"for) (?:the )?[a-z]{3,14}(?: (?:union|kingdom|states|republic|circuit|africa|zealand))?)?"
        r"|(?:special tribunal|tribunal|supreme judicial court) (?:for|of) [a-z]{3,14}|house of lords|privy council"
    ),
    decisions=(
        r"\b(?:judgment|judgement|ruling|opinion of the court|reasons for judgment|order of the court|"
        r"appellants?|respondents?|plaintiffs?|defendants?|petitioner|coram)\b"
    ),
    dockets=(
        (
            r"\b(?:application|petition|appeal|case|suit|docket|criminal case|criminal appeal|"
            r"civil appeal|cause|claim|reference|indictment)s? "
            r"(?:nos?\.?|number) ?:?(?P<number>[a-z]{0,4}[ /-]?\d[\w./-]{0,20}(?: of \d{4})?)"
        ),
        r"\bcase (?P<number>[ct]-\d{1,4}/\d{2})\b",
        r"\b(?P<number>cct ?\d{1,4}/\d{2})\b",
    ),
    gazettes=(
        r"(?:[a-z ]{0,30}(?:official|government|federal|"
        r"extraordinary) )?gazette(?: of (?:the )?[a-z' ]{3,40})?(?: supplement| extraordinary)?"
        r"|official journal of the european (?:union|communities)|federal register|"
        r"commonwealth of australia gazette|statutes at large"
    ),
    formulas=(
        r"(?:be it enacted|arrangement of|table of|an act\b|preamble|government printer|published by|"
        r"price|extraordinary|"
        r"supplement|the parliament of|parliament of|laws of|republic of|federal republic|kingdom of|special issue|"
        r"enacted by|part [ivx1-9]|chapter \d|contents|no\. ?\d|authority|\d|authorized|bills?, \d|"
        r"registered|the president)"
    ),
    institutions={
        r"european court of human rights|council of europe treaty series": "council_of_europe",
        (
            r"court of justice of the european|official journal of the european|regulation \((?:eu|ec|"
            r"eec)\)"
        ): "european_union",
        r"inter-american court of human rights": "oas",
        r"ecowas|economic community of west african states": "ecowas",
        r"caribbean court of justice": "caricom",
        r"lords spiritual and temporal": "GB",
        r"senate and house of commons of canada": "CA",
        r"statutes of canada": "CA",
        r"national assembly of the federal republic of nigeria": "NG",
        r"lok sabha|gazette of india": "IN",
        r"senate and house of representatives of the united states": "US",
        r"public law \d{2,3}-\d|supreme court of the united states": "US",
        r"\bu\.?s\.?c\.?\b": "US",
        r"oireachtas": "IE",
        r"senate and (?:the )?house of representatives of the philippines": "PH",
        r"republic act no": "PH",
        r"knesset": "IL",
        r"dewan rakyat|yang di-pertuan agong": "MY",
        r"statutes of the republic of singapore": "SG",
        r"federal negarit gaze?t+a": "ET",
        r"majlis-e-shoora": "PK",
        r"\beklr\b": "KE",
        r"\[\d{4}\] hca \d": "AU",
        r"\[\d{4}\] (?:uksc|ewca|ewhc|ukhl) ": "GB",
        r"\[\d{4}\] zacc \d|\[\d{4}\] zasca": "ZA",
        r"\d{4} scc \d": "CA",
    },
)
