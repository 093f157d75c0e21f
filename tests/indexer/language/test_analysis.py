import pytest

from indexer.language import analyse, exact, exact_terms, find_tokens, prefixed, segments, written


def stems(text, language):
    return [token.text for token in analyse(text, language)]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "criminalization", "criminalizations"),
        ("en", "organised offences", "organized offenses"),
        ("en", "the labour programme", "the labor programs"),
        ("en", "child’s", "child"),
        ("fr", "infractions pénales", "infraction pénale"),
        ("fr", "l’État", "ETAT"),
        ("fr", "qu'elle", "elle"),
        ("es", "delitos", "delito"),
        ("es", "prisión", "prision"),
        ("ru", "преступления", "преступление"),
        ("ru", "ещё", "еще"),
        ("ru", "торго\u0301вля", "торговля"),
        ("ar", "القَانُونُ", "القانون"),
        ("ar", "الإتجار", "الاتجار"),
        ("ar", "مكافحـــة", "مكافحة"),
        ("ar", "٢٠١٠", "2010"),
        ("zh", "２０１０年", "2010年"),
        ("zh", "人口\u00ad贩运", "人口贩运"),
        ("en", "ﬁnancing", "financing"),
        ("en", "co\u00adoperation", "cooperation"),
    ],
)
def test_forms_of_a_word_meet(language, one, other):
    """Words that differ by inflection, accents, vowel signs, digits or typography have the same tokens."""
    if language == "zh" and "\u00ad" in one:
        assert exact_terms(one) == exact_terms(other)
    else:
        assert stems(one, language) == stems(other, language)


@pytest.mark.parametrize(
    ("one", "other"),
    [("person", "prison"), ("мой", "мои"), ("pena", "peso"), ("traite", "traître"), ("قانون", "قانوني")],
)
def test_different_words_stay_apart(one, other):
    """Folding does not make one word of two that mean different things."""
    assert exact_terms(one) != exact_terms(other)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("L’État d'Ivoire, n.º 5 — №5 ﬁn… «l’œuvre»", "fr"),
        ("القانونُ رقم ٦٤ لسنة ٢٠١٠ بشأن مكافحة الاتجار بالبشر", "ar"),
        ("《刑法》第２４０条：拐卖妇女、儿童的，处ABC有期徒刑。", "zh"),
        ("Её закон об организованной преступности ½ ﷺ ㈠", "ru"),
        ("e\u0301tat cafe\u0301 ﬃ Straße", "fr"),
        ("Ⅷ. Ärzte ㎏ ｱ", "en"),
        ("", "en"),
        ("\u200f \u00ad ’ '' ¶", "ar"),
    ],
)
def test_tokens_stand_where_they_came_from(text, language):
    """Offsets are code points of the original, in order of their begin, whatever NFKC did to its length."""
    for tokens in (analyse(text, language), exact(text, language), segments(text)):
        assert [token.start for token in tokens] == sorted(token.start for token in tokens)
        for token in tokens:
            assert 0 <= token.start < token.end <= len(text)
    for token in exact(text, language):
        assert token.text in "".join(exact_terms(text[token.start : token.end])) or token.end - token.start == 1


def test_offsets_pass_over_elision_and_ligatures():
    """A token covers its word alone: not the article before it, and all of a ligature that it is a part of."""
    text = "… l’État ﬁnance"
    assert [text[token.start : token.end] for token in analyse(text, "fr")] == ["État", "ﬁnance"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("§5(2)", ["5", "2"]),
        ("No. 64/2010", ["no", "64", "2010"]),
        ("№64", ["64"]),
        ("anti-money-laundering", ["anti", "money", "laundering"]),
        ("art.5:2", ["art", "5", "2"]),
        ("aujourd'hui", ["aujourd", "hui"]),
        ("在2015年", ["在", "2015", "年"]),
        ("بالـInterpol", ["بال", "interpol"]),
        ("snake_case", ["snake", "case"]),
        ("---", []),
    ],
)
def test_signs_separate_words_and_scripts(text, words):
    """Signs are no part of words, and no word holds two scripts."""
    assert exact_terms(text) == words


def test_chinese_is_found_by_characters_bigrams_and_words():
    """Ranking has every character, every pair and the longer words; exact words are the characters."""
    tokens = set(written("有期徒刑", "zh").stems.split())
    assert {"有", "期", "有期", "期徒", "徒刑", "有期徒刑"} <= tokens
    assert exact_terms("有期徒刑") == list("有期徒刑")


def test_prefixes_name_the_language_of_a_token():
    """Words in the script of the language carry it, numbers and words of other scripts carry none."""
    assert prefixed(analyse("قانون 64 Interpol", "ar"), "ar") == ["ar:قانون", "x:64", "x:interpol"]
    assert prefixed(["trait"], "fr") == ["fr:trait"]


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_the_fast_way_gives_the_same_tokens(language):
    """What is written to an index is what is found again in a text that is shown."""
    text = "L’État’s №5 ﬁne… القَانون ٢٠١٠ 《刑法》第２４０条 Её e\u0301tat Straße"
    once, again = written(text, language), written(text, language)
    tokens = [token.text for token in analyse(text, language)]
    assert once == again
    assert sorted(once.stems.split()) == sorted(tokens)
    assert sorted(once.prefixed.split()) == sorted(prefixed(tokens, language))
    assert once.exact.split() == [token.text for token in exact(text, language)] == exact_terms(text)
    assert written(" – ", language) == ("", "", "")


def test_text_of_no_known_language_is_only_folded():
    """A language that is none of the six has words as they stand."""
    assert stems("Bekämpfung des Menschenhandels", "de") == ["bekampfung", "des", "menschenhandels"]


@pytest.mark.parametrize("language", ["ar", "en", "fr", "ru", "es"])
def test_wanted_tokens_are_found_where_analysis_has_them(language):
    """Looking for some tokens gives those of the whole analysis, with the same places."""
    text = "№5 L’État’s ﬁne… القَانون ٢٠١٠ Её e\u0301tat Straße"
    tokens = analyse(text, language)
    wanted = {token.text for token in tokens[::2]}
    assert find_tokens(text, language, wanted) == [token for token in tokens if token.text in wanted]
    assert find_tokens(text, language, set()) == []


def test_chinese_tokens_are_found_wherever_they_stand():
    """A Chinese word is found in a longer one, too, and twice if it stands there twice."""
    found = find_tokens("（反洗钱）洗钱罪，AB", "zh", {"洗钱", "钱罪", "ab"})
    assert [(token.text, token.start) for token in found] == [("洗钱", 2), ("洗钱", 5), ("钱罪", 6), ("ab", 9)]
