"""Chinese: laws and regulations of China.

After the note below the title that the Legislation Law asks for: body, session and day of adoption, number of the order
of promulgation, day of entry into force, later amendments (《中华人民共和国立法法》, on promulgation), and the forms of
numbers of orders (主席令第五十六号, 国务院令第736号) and of judicial interpretations (法释〔2016〕28号).
"""

from indexer.proposals.conventions.convention import Convention

_DIGIT = "〇零○oO一二三四五六七八九"
_NUMERAL = "[〇零○一二三四五六七八九十百千0-9]"
_YEAR = rf"(?P<year>\d{{4}}|[{_DIGIT}]{{4}})"
_DAY = r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})"
_FIGURE = r"(?P<figure>\d{1,2}|[一二三四五六七八九十]{1,3})"
_HAN = r"[\u4e00-\u9fff]"
_PLACE = "[^\\W\\d由经向在该本各上下级原和与及省市县区州旗盟]"
"""A character of the name of a place before 省, 市, 县..."""

CHINESE = Convention(
    language="zh",
    months={},
    dates=(
        rf"{_YEAR} ?年 ?{_FIGURE} ?月 ?{_DAY} ?[日号]",
        rf"{_YEAR} ?年 ?{_FIGURE} ?月(?! ?[\d一二三四五六七八九十])",
        r"(?<!\d)(?P<year>\d{4})[./-](?P<figure>\d{1,2})[./-](?P<day>\d{1,2})(?!\d)",
    ),
    before={
        "in_force": r"(?:自|施行日期|实施日期|生效日期)[：: ]?$",
        "promulgated": r"(?:公布日期|发布日期|发文日期|颁布日期)[：: ]?$",
        "adopted": r"(?:通过日期|制定日期|成文日期|批准日期)[：: ]?$",
        "decided": r"(?:裁判日期|判决日期|宣判)[：: ]?$",
        "amended": r"(?:根据|修订日期|修正日期)[：: ]?$",
    },
    after={
        "adopted": r"通过|批准|审议",
        "promulgated": r"公布|发布|颁布|印发|令第",
        "in_force": r"起?施行|起?实施|起?生效",
        "amended": r"修正|修订|修改|第[一二三四五]次",
        "decided": r"判决|裁定|宣判",
        "published": r"刊登|出版",
    },
    acts={
        "宪法": "constitution",
        "组织法": "organic_law",
        "法典": "code",
        "刑法": "code",
        "法": "law",
        "条例": "regulation",
        "规定": "regulation",
        "办法": "regulation",
        "细则": "regulation",
        "规则": "regulation",
        "暂行条例": "regulation",
        "解释": "judicial_interpretation",
        "决定": "order",
        "命令": "order",
        "通知": "order",
        "意见": "order",
    },
    numbers=(
        (
            rf"(?P<number>(?:主席令|国务院令|{_HAN}{{2,8}}部令|{_HAN}{{2,10}}(?:委员会|总局|总署|政府|银行)令|"
            rf"令)\s?[(\[]?第? ?{_NUMERAL}{{1,5}} ?号)[)\]]?"
        ),
        rf"(?P<number>(?:主席|国务院|公安部|司法部)?令\s{{0,3}}[(\[]?第 ?{_NUMERAL}{{1,5}} ?号)",
        (
            rf"(?P<number>(?:法释|法发|高检发释字|国发|国办发|国函|公通字|银发|法|中发|主席令|国令|{_HAN}{{1,4}}发)\s?\[(?:19|"
            rf"20)\d\d\]\s?(?:第 ?)?{_NUMERAL}{{1,4}} ?号)"
        ),
        rf"^[(\[]?(?P<number>第 ?{_NUMERAL}{{1,5}} ?号)[)\]]?$",
        r"(?P<number>第 ?\d{1,4}[a-z]?章)(?=.{0,20}条例|[)\]]?$)",
    ),
    cited=r"(?:根据|为了|依据|按照|鉴于|为)",
    kinds={
        "strategy": r"(?:战略|行动计划|规划|行动方案|行动纲领|实施方案)",
        "treaty": r"(?:公约|条约|议定书|协定|换文)$",
        "case_law": r"(?:判决书|裁定书|决定书|指导性?案例|诉.{1,20}案|一案|案$)",
        "bibliography": r"(?:研究|手册|指南|教程|报告|论文|概论|述评|评析)$",
    },
    courts=rf"(?:最高人民法院|(?:{_PLACE}{{1,7}}[省市县区州旗盟]){{1,3}}(?:第[一二三四五])?(?:高级|中级|基层|铁路运输)?人民法院|终审法院|上诉法庭)",
    decisions=r"(?:判决如下|审判长|审判员|被告人|公诉机关|上诉人|原告|被告|本院认为|经审理查明|书记员|裁定如下|裁判要点)",
    dockets=(
        r"(?P<number>[(\[](?:19|20)\d\d[)\]] ?[\u4e00-\u9fff]{0,6}\d{0,6}[\u4e00-\u9fff]{1,4}(?:字第)?\d{1,6}号)",
        r"(?P<number>指导性?案例 ?\d{1,4} ?号)",
    ),
    gazettes=r"(?:国务院公报|全国人民代表大会常务委员会公报|最高人民法院公报|政府公报|宪报|人民日报)",
    formulas=(
        r"(?:中华人民共和国主席令|中华人民共和国国务院令|第.{1,6}号$|\(|（|目录|主席|总理|现予公布|已由|.{0,12}令$|.{0,14}公告$|国务院关于印发|"
        r".{0,20}公报$|\d|来源|时间)"
    ),
    institutions={
        r"全国人民代表大会|中华人民共和国|国务院令|最高人民法院|最高人民检察院|国办发|国发\[": "CN",
        r"香港特别行政区": "HK",
        r"澳门特别行政区": "MO",
    },
)
