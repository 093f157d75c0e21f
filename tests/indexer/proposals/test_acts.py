"""What front pages of six languages say of an act: number, date, type, country; and where they say it."""

import pytest

FRONT_PAGES = {
    "egypt": (
        ("# قانون رقم ٦٤ لسنة ٢٠١٠", "بشأن مكافحة الاتجار بالبشر", "باسم الشعب", "رئيس جمهورية مصر العربية",
         "صدر برئاسة الجمهورية في ٢٢ جمادى الأولى سنة ١٤٣١ هـ الموافق ٦ مايو سنة ٢٠١٠ م", "(المادة الأولى)",
         "يقصد بالكلمات الآتية المعنى المبين قرين كل منها.", "(المادة الثانية)", "يعاقب كل من ارتكب الجريمة."),
        {"number": "64/2010", "adopted": "2010-05-06", "country": "EG", "type_of_act": "law", "kind": "legislation"},
    ),
    "tunisia": (
        ("# قانون أساسي عدد 61 لسنة 2016 مؤرخ في 3 أوت 2016 يتعلق بمنع الاتجار بالأشخاص ومكافحته",
         "باسم الشعب،", "وبعد مصادقة مجلس نواب الشعب،", "الفصل الأول: يهدف هذا القانون إلى منع الاتجار بالأشخاص.",
         "الفصل 2: يقصد بالاتجار بالأشخاص استقطابهم أو نقلهم."),
        {"number": "61/2016", "adopted": "2016-08-03", "country": "TN", "type_of_act": "organic_law"},
    ),
    "lebanon": (
        ("# قانون رقم 164 تاريخ 24 آب 2011", "معاقبة جريمة الإتجار بالأشخاص", "المادة 1: يضاف إلى قانون العقوبات.",
         "المادة 2: يعمل بهذا القانون.", "بعبدا في 24 آب 2011", "الجمهورية اللبنانية"),
        {"number": "164", "adopted": "2011-08-24", "country": "LB", "type_of_act": "law"},
    ),
    "france": (
        ("# LOI n° 2016-1691 du 9 décembre 2016 relative à la transparence et à la lutte contre la corruption",
         "NOR : ECFM1605542L", "L’Assemblée nationale et le Sénat ont adopté,",
         "Le Président de la République promulgue la loi dont la teneur suit :", "Article 1er",
         "L’Agence française anticorruption est un service à compétence nationale.", "Article 2",
         "Le directeur de l’agence est nommé par décret."),
        {"number": "2016-1691", "adopted": "2016-12-09", "country": "FR", "type_of_act": "law", "kind": "legislation"},
    ),
    "senegal": (
        ("RÉPUBLIQUE DU SÉNÉGAL", "Un Peuple – Un But – Une Foi",
         "# Loi n° 2005-06 du 10 mai 2005 relative à la lutte contre la traite des personnes",
         "L’Assemblée nationale a adopté, en sa séance du vendredi 29 avril 2005 ;",
         "Article premier. La traite des personnes est punie.", "Article 2. La mendicité d’autrui est punie."),
        {"number": "2005-06", "adopted": "2005-05-10", "country": "SN", "type_of_act": "law"},
    ),
    "spain": (
        ("JEFATURA DEL ESTADO", "# Ley Orgánica 10/1995, de 23 de noviembre, del Código Penal",
         "JUAN CARLOS I, REY DE ESPAÑA", "A todos los que la presente vieren y entendieren. Sabed:",
         "Artículo 1. No será castigada ninguna acción.", "Artículo 2. No será castigado ningún delito."),
        {"number": "10/1995", "adopted": "1995-11-23", "country": "ES", "type_of_act": "organic_law"},
    ),
    "argentina": (
        ("# TRATA DE PERSONAS", "# Ley 26.364", "Sancionada: Abril 9 de 2008", "Promulgada: Abril 29 de 2008",
         "El Senado y Cámara de Diputados de la Nación Argentina reunidos en Congreso sancionan con fuerza de Ley:",
         "ARTICULO 1º — La presente ley tiene por objeto prevenir la trata.", "ARTICULO 2º — Se entiende por trata."),
        {"number": "26.364", "adopted": "2008-04-09", "country": "AR", "type_of_act": "law"},
    ),
    "colombia": (
        ("REPÚBLICA DE COLOMBIA", "# LEY 1708 DE 2014 (enero 20)",
         "por medio de la cual se expide el Código de Extinción de Dominio.", "EL CONGRESO DE COLOMBIA DECRETA:",
         "Artículo 1. Definiciones. Para la interpretación de esta ley.", "Artículo 2. Dignidad humana."),
        {"number": "1708 de 2014", "adopted": "2014-01-20", "country": "CO", "type_of_act": "law"},
    ),
    "russia": (
        ("РОССИЙСКАЯ ФЕДЕРАЦИЯ", "ФЕДЕРАЛЬНЫЙ ЗАКОН",
         "# О противодействии легализации (отмыванию) доходов, полученных преступным путем",
         "Принят Государственной Думой 13 июля 2001 года", "Одобрен Советом Федерации 20 июля 2001 года",
         "Статья 1. Цели настоящего Федерального закона", "Закон направлен на защиту прав и интересов граждан.",
         "Статья 2. Сфера применения", "Закон регулирует отношения граждан.", "Президент Российской Федерации",
         "Москва, Кремль", "7 августа 2001 года", "№ 115-ФЗ"),
        {"number": "115-ФЗ", "adopted": "2001-08-07", "country": "RU", "type_of_act": "law", "kind": "legislation"},
    ),
    "kazakhstan": (
        ("# О противодействии торговле людьми", "Закон Республики Казахстан от 5 июля 2024 года № 110-VIII ЗРК.",
         "Статья 1. Основные понятия", "В настоящем Законе используются понятия.", "Статья 2. Законодательство",
         "Законодательство основывается на Конституции."),
        {"number": "110-VIII ЗРК", "adopted": "2024-07-05", "country": "KZ", "type_of_act": "law"},
    ),
    "china": (
        ("# 中华人民共和国反洗钱法",
         ("（二〇〇六年十月三十一日第十届全国人民代表大会常务委员会第二十四次会议通过　"
         "同日中华人民共和国主席令第五十六号公布　自二〇〇七年一月一日起施行）"),
         "第一条　为了预防洗钱活动，制定本法。",
         "第二条　本法所称反洗钱，是指为了预防洗钱活动。"),
        {"number": "主席令第五十六号", "adopted": "2006-10-31", "country": "CN", "type_of_act": "law"},
    ),
    "kenya": (
        ("LAWS OF KENYA", "# THE ANTI-COUNTERFEIT ACT", "No. 13 of 2008", "Date of Assent: 24th December, 2008",
         "Date of Commencement: 7th July, 2009", "1. Short title", "This Act may be cited as the Anti-Counterfeit Act.",
         "2. Interpretation", "In this Act, unless the context otherwise requires."),
        {"number": "No. 13 of 2008", "adopted": "2008-12-24", "country": "KE", "type_of_act": "law"},
    ),
    "united_kingdom": (
        ("# Modern Slavery Act 2015", "2015 CHAPTER 30", "An Act to make provision about slavery. [26th March 2015]",
         ("BE IT ENACTED by the Queen’s most Excellent Majesty, by and with the advice and consent of the Lords "
         "Spiritual and Temporal, and Commons, as follows:"), "1 Slavery, servitude and forced labour",
         "A person commits an offence if the person holds another in slavery.", "2 Human trafficking",
         "A person commits an offence if the person arranges travel."),
        {"number": "2015 c. 30", "adopted": "2015-03-26", "country": "GB", "type_of_act": "law"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("page", FRONT_PAGES)
def test_front_page_says_what_the_act_is(proposed, page):
    """Number, date, country and type of an act come first among the proposals, in the form that a record has."""
    lines, expected = FRONT_PAGES[page]
    found = proposed(*lines)
    assert {field: found[field][0].value for field in expected if field in found} == expected


@pytest.mark.parametrize("page", FRONT_PAGES)
def test_evidence_points_at_words_of_the_page(proposed, page):
    """Every proposal names the page and a span of a passage that stands on it, and the span is not empty."""
    lines, _ = FRONT_PAGES[page]
    text = "".join("".join(line.removeprefix("# ").split()) for line in lines)
    for proposals in proposed(*lines).values():
        for one in proposals:
            assert one.evidence.page == 1
            assert one.evidence.words
            assert "".join(one.evidence.words.split()) in text
            assert 0.0 < one.confidence < 1.0


def test_number_is_shown_where_it_stands(proposed):
    """The evidence of a number is the number itself, in the line that names the act."""
    (first, *_) = proposed(*FRONT_PAGES["kenya"][0])["number"]
    assert first.evidence.words == "No. 13 of 2008"
    (first, *_) = proposed(*FRONT_PAGES["egypt"][0])["number"]
    assert first.evidence.words == "٦٤ لسنة ٢٠١٠"


def test_nothing_is_proposed_of_an_act_from_a_text_about_the_weather(proposed):
    """A text that is no act, decision, strategy, treaty or publication suggests its language and no fact."""
    found = proposed(
        "It was raining all morning, and nobody wanted to leave the house before noon.",
        "In the afternoon the clouds went away, the streets dried and the children went out to play.",
        "Tomorrow it will be warmer, with a little wind from the sea and some sun in the evening.",
    )
    assert set(found) <= {"languages", "original_language", "title"}
    assert [one.value for one in found["languages"]] == ["en"]


def test_a_page_without_text_suggests_nothing(proposed):
    """No evidence, no proposal: an empty page gives none at all."""
    assert proposed() == {}


def test_number_with_an_impossible_year_is_not_proposed(proposed):
    """A year that no act can have was misread, by OCR or in a garbled text layer: the number is left to the editor."""
    found = proposed("# قانون رقم 111 لسنة 7171 بتعديل بعض الأحكام", "المادة 1: يعدل القانون.", "المادة 2: ينشر.")
    assert [one.value for one in found.get("number", ())] == []


def test_acts_that_are_cited_are_not_the_act(proposed):
    """The number and date of the act come before those of the acts that its preamble cites."""
    found = proposed(
        "# Loi n° 2011-26 du 9 janvier 2012 portant prévention et répression des violences",
        "Vu la loi n° 90-32 du 11 décembre 1990 portant Constitution de la République du Bénin ;",
        "Vu la loi n° 2002-07 du 24 août 2004 portant code des personnes et de la famille ;",
        "Article 1er : La présente loi a pour objet de lutter contre les violences.",
        "Article 2 : Les violences sont définies comme suit.",
    )
    assert found["number"][0].value == "2011-26"
    assert found["adopted"][0].value == "2012-01-09"
    assert all(one.confidence < found["number"][0].confidence / 2 for one in found["number"][1:])
