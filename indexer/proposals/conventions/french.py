"""French: laws of France, Belgium, the Maghreb, West and Central Africa.

After the *Guide de légistique* of the French Government (type, number, date, object: ``loi n° 2016-1691 du 9 décembre
2016 relative à``) and the same form in the official journals of African States.
"""

from indexer.proposals.conventions.convention import Convention, numbered

_MONTHS = numbered(
    "janvier janv|fevrier fevr|mars|avril|mai|juin|juillet juil|aout|septembre sept|octobre oct|novembre nov|"
    "decembre dec"
)
_UNITS = numbered(
    "un une premier 1er|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    "dix-sept|dix-huit|dix-neuf|vingt vingts"
)
_TENS = {
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "cent": 100,
    "cents": 100,
    "mille": 1000,
    "mil": 1000,
}

_DAY = r"(?P<day>\d{1,2}(?: ?er)?|premier|(?:vingt|trente)(?:[ -]et[ -]un|-[a-z]{2,6})?|[a-z]{3,9}(?:-[a-z]{4,5})?)"
_YEAR = r"(?P<year>\d{4}|(?:deux )?mil(?:le)?(?:[ -](?:{spelled}|et)){1,7}\b)"
_NO = r"(?:n ?[°ºo]\.?|no\.?|nr\.?|numero|n\.|№)"

FRENCH = Convention(
    language="fr",
    months=_MONTHS,
    dates=(
        rf"\b{_DAY} (?P<month>{{month}})\.? (?:de l'an )?{_YEAR}\b",
        r"\b(?P<month>{month})\.? (?P<year>\d{4})\b",
        r"(?<![°ºo.])(?<![°ºo.] )\b(?P<day>\d{1,2})[./-](?P<figure>\d{1,2})[./-](?P<year>\d{4})\b",
    ),
    spelled=_UNITS | _TENS,
    before={
        "named": (
            r"\b(?:loi|ordonnance|decret|decret-loi|dahir|arrete|code|reglement|acte|directive|"
            r"deliberation)\b[^\n;]{0,70}(?:\bdu|\bdatee? du|\ben date du|\bde ce jour,) ?$"
        ),
        "adopted": r"\b(?:adopte[es]?|vote[es]?|approuve[es]?|adoption|concl[u]e?s?)\b",
        "passed": r"\b(?:seance du|delibere et adopte|a adopte en sa|ont adopte)\b",
        "signed": r"\b(?:fait a|fait au|donne a|donne au|signe[es]? a|signe le)\b",
        "promulgated": r"\b(?:promulgue[es]?|promulgation|sanctionne)\b",
        "decided": r"\b(?:arret|jugement|decision|prononce|lecture|audience publique|rendu|delibere)\b",
        "published": (
            r"\b(?:publie[es]?|publication|journal officiel|j\.?o\.?r?\.?|moniteur|bulletin officiel|"
            r"parution)\b"
        ),
        "in_force": r"\b(?:entree? en vigueur|en vigueur|prend effet|applicable|a compter du|expir)\b",
        "amended": r"\b(?:modifie[es]?|version (?:consolidee|au)|consolidee? au|mis a jour|abroge[es]?|telle que)\b",
        "cited": r"\b(?:vu la|vu le|vu l'|vu les|conformement|en application)\b",
    },
    acts={
        "loi": "law",
        "loi organique": "organic_law",
        "loi constitutionnelle": "constitution",
        "constitution": "constitution",
        "loi federale": "law",
        "loi fondamentale": "organic_law",
        "loi uniforme": "law",
        "loi-cadre": "law",
        "loi de finances": "law",
        "ordonnance": "decree_law",
        "ordonnance-loi": "decree_law",
        "decret-loi": "decree_law",
        "decret": "decree",
        "arrete royal": "decree",
        "arrete": "order",
        "arrete interministeriel": "order",
        "dahir": "decree",
        "code": "code",
        "code penal": "code",
        "reglement": "regulation",
        "directive": "directive",
        "acte uniforme": "regulation",
        "circulaire": "order",
        "decision-cadre": "directive",
    },
    numbers=(
        (
            rf"\b{{act}}(?: (?:portant|de|du|organique|federale|constitutionnelle|"
            rf"royal)){{0,2}},? \(?{_NO} ?(?P<number>[a-z]{{0,2}}-?\d[\w./-]{{0,16}}\w|\d)"
        ),
        r"^(?:la |le |l'|projet de )?{act} (?P<number>\d{2,4}[-/.]\d{1,4})\b",
        r"\b(?P<number>(?:l\.?r?\.?c\.?|s\.?c\.?),? ?\(?\d{4}\)?,? ?(?:ch\.|c\.) ?[a-z]?-?\d{1,4}(?:\.\d)?)\b",
        r"\b(?:reglement|directive|decision) \((?:ue|ce|cee)\) (?:n ?[°o] ?)?(?P<number>\d{2,4}/\d{2,4})\b",
        rf"^{_NO} ?(?P<number>\d{{2,4}}[-/.]\d{{1,4}}(?:/[a-z]{{2}})?)\b",
    ),
    promulgates=r"promulgation de la loi",
    cited=r"(?:vu |considerant|conformement|en application|rappelant|sur (?:le )?rapport|sur proposition)",
    kinds={
        "strategy": (
            r"\b(?:strategie|plan d'action|plan national|feuille de route|plan strategique|"
            r"politique nationale)\b"
        ),
        "treaty": r"^(?:[a-z ,'-]{0,40})\b(?:convention|protocole|traite|accord|pacte)\b(?! collective)",
        "case_law": r"\b(?:arret n|arret du|jugement|affaire|decision n|requete n|avis consultatif)\b|\bc\. [a-z]",
        "bibliography": (
            r"\b(?:manuel|guide|rapport|etude|precis|these|memoire|commentaire|revue|traite de droit|"
            r"introduction a)\b"
        ),
    },
    courts=(
        r"cour (?:de cassation|d'appel(?: de [a-z-]{3,20})?|constitutionnelle|"
        r"supreme(?: du? [a-z-]{3,14})?|europeenne des droits de l'homme|"
        r"de justice(?: de (?:l'union europeenne|la communaute[a-z ,'.-]{0,60}|la cedeao))?|"
        r"internationale de justice|penale internationale|interamericaine des droits de l'homme|"
        r"africaine des droits de l'homme et des peuples|d'assises(?: de [a-z-]{3,20})?)"
        r"|conseil (?:constitutionnel|d'etat)|haute cour(?: de [a-z-]{3,14})?|"
        r"tribunal (?:correctionnel|de (?:grande|premiere) instance|judiciaire|administratif|"
        r"militaire|penal federal|federal)(?: de [a-z-]{3,20}| du [a-z-]{3,20})?"
    ),
    decisions=(
        r"\b(?:arret|jugement|demandeur|defendeur|requerant|pourvoi|par ces motifs|la cour|"
        r"au nom du peuple|audience|dispositif|ministere public)\b"
    ),
    dockets=(
        (
            rf"\b(?:pourvoi|requete|decision|arret|jugement|dossier|affaire|role general|"
            rf"recours)s? {_NO}s? ?:?(?P<number>[a-z]{{0,4}}[ /-]?\d[\w./-]{{0,24}}(?: (?:qpc|dc))?)"
        ),
        r"\baffaire (?P<number>[ct][-‑]\d{1,4}/\d{2})\b",
    ),
    gazettes=(
        r"journal officiel(?: de (?:la |l')[a-z' ]{3,60}| du [a-z' ]{3,40})?|moniteur belge|"
        r"bulletin officiel(?: du royaume du maroc)?|le moniteur|"
        r"gazette du canada|memorial a?|journal de monaco|feuille federale|recueil officiel"
    ),
    formulas=(
        r"(?:journal officiel|republique|royaume|au nom du|l'assemblee|le parlement|la chambre|"
        r"le president|le roi|louange|travail|unite|"
        r"union|presidence|ministere|primature|un peuple|paix|sommaire|lois?$|decrets?$|actes? du|"
        r"partie officielle|visa|annee|"
        r"edition|fraternite|liberte|honneur|fait a|article|le conseil|assemblee|j'ai|nous,|a tous|\d|"
        r"nor ?:|numero|n ?°|bulletin)"
    ),
    institutions={
        r"cour europeenne des droits de l'homme": "council_of_europe",
        (
            r"cour de justice de l'union|journal officiel de l'union europeenne|reglement \((?:ue|ce|"
            r"cee)\)"
        ): "european_union",
        r"\bcedeao\b|communaute economique des etats de l'afrique de l'ouest": "ecowas",
        r"cour interamericaine": "oas",
        r"republique francaise|\bnor ?: ?[a-z]{4}\d": "FR",
        r"moniteur belge|chambre des representants de belgique|roi des belges": "BE",
        r"\bdahir\b|royaume du maroc": "MA",
        r"\bjort\b|assemblee des representants du peuple": "TN",
        r"\bjoradp\b": "DZ",
        r"assemblee federale de la confederation suisse|feuille federale": "CH",
        r"grand-duc de luxembourg": "LU",
        r"lois? du canada|gazette du canada|\bl\.?c\.? \d{4}": "CA",
        r"journal de monaco": "MC",
        r"cour de cassation, chambre": "FR",
        r"\bpourvoi n ?° ?\d{2}-\d{2}": "FR",
        r"conseil constitutionnel.{0,20}decision n ?° ?\d{4}-\d+ (?:qpc|dc)": "FR",
    },
)
