"""Function words of six languages: a question does not require them.

They stay in the index, so that phrases hold. The lists are short on purpose: articles, pronouns, prepositions,
conjunctions, auxiliaries and the words that questions begin with. All in the form of ``analysis.exact``.
"""

from __future__ import annotations

from indexer.language.folding import folded

_WORDS = {
    "en": """
        a about after all also am an and any are as at be because been before being between both but by can
        could did do does during each for from had has have he her his how i if in into is it its many may me
        more most much must my no not of on one or other our over s shall she should so some such t than that
        the their them then there these they this those through to under was we were what when where which
        while who whom whose why will with would you your
        """,
    "fr": """
        a à afin ai ainsi alors apres as au aucun aussi autre autres aux avant avec avoir c ce ceci cela celle
        celles celui ces cet cette ceux chaque chez ci combien comme comment d dans de depuis des dont du elle
        elles en entre es est et étaient était étant été être eu eux furent fut il ils j je l la là laquelle
        le lequel les lesquelles lesquels leur leurs lors lorsque lui m ma mais me même mes moi mon n ne ni
        nos notre nous on ont ou où par parmi pas pendant peut plus pour pourquoi qu quand que quel quelle
        quelles quels qui quoi s sa sans se selon sera ses si son sont sous sur t ta te tes toi ton tous tout
        toute toutes tu un une vers vos votre vous y
        """,
    "es": """
        a al algo algún alguna algunas algunos ante antes aquel aquella como cómo con contra cual cuál cuáles
        cuales cuando cuándo cuánta cuántas cuánto cuántos de del desde donde dónde durante e el él ella ellas
        ellos en entre era eran es esa esas ese eso esos esta está están estas este esto estos fue fueron ha
        hacia han hasta hay la las le les lo los más me mi mis muy no nos o os para pero por porque que qué
        quien quién quiénes quienes se sea ser si sí sido sin sobre son su sus también te tiene tras tu tus u
        un una unas uno unos y ya yo
        """,
    "ru": """
        а без бы был была были было быть в вам вас ваш во вот все всего всех вы где да для до его ее если есть
        еще же за и из или им их к как какая какие каким каких какого какое какой каком какую ко когда кого
        кому который которая которое которые которых которого кто ли либо между меня мне мы на над нам нас не
        него нее ней нет ни них но о об один он она они оно от перед по под после почему при про с сам свой
        свои себя сколько со так также такой там те тем то того тоже только том тот ты у чего чей чем через
        что чтобы чья эта эти это этого этой этом этот я
        """,
    "ar": """
        في من إلى على عن مع هذا هذه ذلك تلك هؤلاء الذي التي الذين اللذان اللتان اللواتي أن إن أنه أنها إنه
        إنها كان كانت كانوا يكون تكون ما ماذا متى أين كيف كم لماذا هل أي أية هو هي هم هن نحن أنا أنت لا لم لن
        ليس ليست قد لقد و أو ثم أم بل لكن حتى إذا إذ لو كل بعض غير بين بعد قبل عند عندما منذ خلال حول ضد دون
        تحت فوق أمام وراء حيث كما مما عما فيما بما لما به بها بهم له لها لهم لنا فيه فيها فيهم عنه عنها منه
        منها منهم عليه عليها عليهم إليه إليها وهو وهي وهم ومن وفي وعلى ولا وما وقد وأن التى الذى والتي والذي
        """,
    "zh": """
        的 了 是 在 和 与 及 或 以 为 于 对 把 被 给 从 到 由 向 并 且 而 但 也 都 就 还 又 很 不 没 没有 有
        这 那 这个 那个 这些 那些 其 之 所 者 我 你 他 她 它 我们 你们 他们 什么 怎么 怎样 如何 为什么 为何 谁 哪
        哪个 哪些 哪里 哪儿 何 何时 多少 几 吗 呢 吧 啊 得 地 着 过 会 能 可以 应 应该 应当 是否 能否 可否 因为 所以
        如果 那么 则 一个 一种 个 什么样 何种 哪种 时候 何处 要 该
        """,
}

STOP_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(folded(word) for word in words.split()) for language, words in _WORDS.items()
}
"""The function words of each language, folded."""


def is_stop_word(word: str, language: str) -> bool:
    """Whether a word in its exact form is a function word of the language."""
    return word in STOP_WORDS.get(language, ())
