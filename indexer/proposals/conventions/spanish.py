"""Spanish: Spain and Latin America.

After the *Directrices de técnica normativa* of Spain (``Ley Orgánica 10/1995, de 23 de noviembre, del Código Penal``),
the *Manual de técnica legislativa* of Argentina (``Ley 26.842``; sanctioned, promulgated), ``Ley 1708 de 2014 (enero
20)`` of Colombia, decrees of Central American congresses with their number and year.
"""

from indexer.proposals.conventions.convention import Convention, numbered

_MONTHS = numbered("enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre setiembre|octubre|noviembre|diciembre")
_UNITS = numbered(
    "uno un primero 1ro|dos segundo|tres tercero|cuatro|cinco|seis|siete|ocho|nueve|diez|once|"
    "doce|trece|catorce|quince|dieciseis|"
    "diecisiete|dieciocho|diecinueve|veinte|veintiuno veintiun|veintidos|veintitres|veinticuatro|"
    "veinticinco|veintiseis|"
    "veintisiete|veintiocho|veintinueve|treinta"
)
_TENS = {"cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90}
_HUNDREDS = numbered(
    "cien ciento|doscientos|trescientos|cuatrocientos|quinientos|seiscientos|setecientos|ochocientos|novecientos"
)
_WORD_DAY = r"(?:treinta y un[o]?|[a-z]{2,12})"
_DAY = rf"(?P<day>\d{{1,2}}(?: ?(?:[°º]|ro\.?))?|{_WORD_DAY})"
_YEAR = r"(?P<year>\d{1,2}\.?\d{3}|(?:dos )?mil(?: (?:{spelled}|y)){1,6}\b)"
_NO = r"(?:n ?[°ºo]\.?|nro\.?|no\.?|num\.?|numero|n\.[°ºo]|№)"

SPANISH = Convention(
    language="es",
    months=_MONTHS,
    dates=(
        r"\b\d{1,4}/(?P<year>\d{4}),? de (?P<day>\d{1,2}|uno|primero) de (?P<month>{month})\b",
        (
            rf"\b{_DAY} (?:dias? )?(?:del mes )?de (?P<month>{{month}})(?:,? (?:de|del)(?: (?:ano|"
            rf"presente ano))?|,)? {_YEAR}\b"
        ),
        r"\bde (?P<year>\d{4})\s{0,3}\(\s?(?P<month>{month}) (?P<day>\d{1,2})[°º]?\)",
        r"\b(?P<month>{month}) (?P<day>\d{1,2}),? (?:de|del) (?P<year>\d{4})\b",
        r"\b(?P<month>{month}),? (?:de|del) (?P<year>\d{4})\b",
        r"(?<![°ºo.])(?<![°ºo.] )\b(?P<day>\d{1,2})[./-](?P<figure>\d{1,2})[./-](?P<year>\d{4})\b",
    ),
    spelled=_UNITS | _TENS | {name: 100 * number for name, number in _HUNDREDS.items()} | {"mil": 1000},
    before={
        "named": (
            r"\b(?:ley|decreto|real decreto|acuerdo|resolucion|orden|sentencia|"
            r"auto)(?:[ -][a-z]{2,12}){0,2}(?: (?:n[a-z]{0,5}[°ºo.]{0,2} ?)?\d[\d./-]{0,14},?)?(?: de "
            r"fecha| de| del|,)? ?$"
        ),
        "adopted": r"\b(?:sancionad[ao]|sancion|aprobad[ao]|adoptad[ao]|expedid[ao]|votad[ao]|aprobacion)\b",
        "signed": r"\b(?:dad[ao] en|dad[ao] a|hecho en|firmad[ao]|suscrito|en la ciudad de|a los)\b",
        "promulgated": r"\b(?:promulgad[ao]|promulgacion|promulguese|promulga)\b",
        "decided": r"\b(?:sentencia|auto|fallo|resuelto|pronunciad[ao]|dictad[ao])\b",
        "published": (
            r"\b(?:publicad[ao]|publicacion|diario oficial|boletin oficial|gaceta|b\.?o\.?e?\.?|"
            r"d\.?o\.?f?\.?)\b"
        ),
        "in_force": r"\b(?:vigencia|entrada en vigor|entrara en vigor|vigente|a partir del)\b",
        "amended": (
            r"\b(?:modificad[ao]|ultima reforma|reformad[ao]|texto consolidado|actualizad[ao]|"
            r"ultima modificacion|derogad[ao]|texto vigente)\b"
        ),
        "cited": r"\b(?:vist[ao]s?|de conformidad|en uso de|en virtud)\b",
    },
    acts={
        "ley": "law",
        "ley organica": "organic_law",
        "ley federal": "law",
        "ley general": "law",
        "ley nacional": "law",
        "ley especial": "law",
        "codigo": "code",
        "codigo penal": "code",
        "decreto-ley": "decree_law",
        "decreto ley": "decree_law",
        "real decreto-ley": "decree_law",
        "decreto legislativo": "decree_law",
        "real decreto legislativo": "decree_law",
        "decreto supremo": "decree",
        "decreto ejecutivo": "decree",
        "decreto de urgencia": "decree_law",
        "real decreto": "decree",
        "decreto": "decree",
        "reglamento": "regulation",
        "directiva": "directive",
        "orden": "order",
        "resolucion": "order",
        "acuerdo": "order",
        "orden ministerial": "order",
        "constitucion": "constitution",
    },
    numbers=(
        (
            rf"\b{{act}},? \(?{_NO} ?(?P<number>\d[\d./-]{{0,12}}\d|"
            rf"\d)(?P<of> de(?:l ano)? \d{{4}}\b(?! \())?(?! de [a-z])"
        ),
        rf"\b{{act}},? \(?{_NO} ?(?P<number>\d[\d./-]{{0,12}}\d|\d)",
        r"\b{act} (?P<number>\d{1,4} de \d{4})\b",
        r"\b{act} (?P<number>\d{1,4}/\d{4}|\d{1,2}\.\d{3}|\d{3,5}(?:-\d{2,4})?|\d{1,4}-\d{2,4})\b",
        r"^{act} (?P<number>\d{1,4})\b",
    ),
    cited=r"(?:vist[ao]s?\b|considerando|de conformidad|en uso de|en ejercicio|que |teniendo)",
    kinds={
        "strategy": (
            r"\b(?:estrategia|plan de accion|plan nacional|plan estrategico|politica nacional|"
            r"hoja de ruta)\b"
        ),
        "treaty": r"^(?:[a-z ,'-]{0,40})\b(?:convencion|convenio|protocolo|tratado|pacto)\b(?! colectivo)",
        "case_law": (
            r"\b(?:sentencia|auto supremo|fallo|caso|recurso de (?:casacion|amparo|apelacion|hecho)|"
            r"vs\.? |tesis|expediente|causa n)\b"
        ),
        "bibliography": (
            r"\b(?:manual|guia|informe|estudio|tesis|tratado de derecho|revista|comentarios?|"
            r"introduccion al?)\b"
        ),
    },
    courts=(
        r"(?:tribunal (?:supremo|constitucional|superior de justicia(?: de [a-z]{3,20})?|"
        r"supremo de justicia|de apelacion|de casacion penal)|"
        r"corte (?:suprema de justicia(?: de la nacion)?|constitucional|"
        r"interamericana de derechos humanos|de apelaciones(?: de [a-z]{3,20})?|nacional de justicia|"
        r"suprema|de casacion)|"
        r"suprema corte de justicia(?: de la nacion)?|audiencia (?:nacional|"
        r"provincial(?: de [a-z]{3,20})?)|juzgado [a-z]{3,14}(?: [a-z]{3,14}){0,4}|camara (?:federal|"
        r"nacional)[a-z ]{0,40})"
    ),
    decisions=(
        r"\b(?:sentencia|fallo|fallamos|recurrente|recurso|magistrados?|ponente|demandante|resuelve|"
        r"se resuelve|imputado|ministerio fiscal|expediente)\b"
    ),
    dockets=(
        (
            rf"\b(?:expediente|recurso|causa|sentencia|caso|amparo(?: directo)?|proceso|"
            rf"rollo)s? {_NO} ?:?(?P<number>[a-z]{{0,4}}[ /-]?\d[\w./-]{{0,20}})"
        ),
        r"\b(?:expediente|sentencia|sts|stc|recurso) (?P<number>[a-z]{0,2}-?\d{1,6}(?:/|-)\d{2,4})\b",
    ),
    gazettes=(
        r"diario oficial(?: (?:de la federacion|el peruano|de la republica de [a-z ]{3,20}|"
        r"de centro america))?|boletin oficial(?: del estado| de la republica argentina|"
        r" de la nacion)?|"
        r"la gaceta|gaceta oficial(?: (?:digital|de la republica (?:bolivariana de venezuela|de cuba|"
        r"de panama)|del estado plurinacional de bolivia))?|registro oficial|el peruano"
    ),
    formulas=(
        r"(?:republica|reino|diario oficial|boletin oficial|gaceta|la gaceta|registro oficial|"
        r"el congreso|congreso|la asamblea|asamblea|el senado|poder|juan carlos|felipe vi|"
        r"a todos|el presidente|presidencia|decreta|por cuanto|sepan|sabed|ministerio|jefatura|"
        r"estados unidos mexicanos|disposiciones|i\. |indice|\d|sancionad|"
        r"promulgad|normas legales|edicion|el pueblo|nacion|camara|camaras|la comision|honorable|en uso)"
    ),
    institutions={
        r"corte interamericana de derechos humanos": "oas",
        (
            r"tribunal de justicia de la union|diario oficial de la union europea|reglamento \((?:ue|ce|"
            r"cee)\)"
        ): "european_union",
        r"tribunal europeo de derechos humanos": "council_of_europe",
        r"boletin oficial del estado|cortes generales|jefatura del estado|rey de espana": "ES",
        (
            r"senado y camara de diputados de la nacion argentina|"
            r"corte suprema de justicia de la nacion\b(?=.{0,200}fallos)"
        ): "AR",
        r"diario oficial de la federacion|estados unidos mexicanos|suprema corte de justicia de la nacion": "MX",
        r"el peruano": "PE",
        r"congreso de colombia|congreso de la republica de colombia": "CO",
        r"biblioteca del congreso nacional": "CL",
        r"asamblea legislativa plurinacional": "BO",
        r"gaceta oficial de la republica bolivariana": "VE",
    },
)
