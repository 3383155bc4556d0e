"""Other ways to find repeats, on the same held-out questions (ADR 9): ``python -m benchmarks.radar_peers``.

Needs what the project itself does without: ``pip install jieba bm25s scikit-learn tantivy``.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable

import bm25s
import jieba
import numpy as np
import tantivy
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from renda.foundation.similarity import features, thesaurus
from renda.foundation.similarity.segments import Row
from renda.foundation.similarity.shelf import Limits, Shelf
from renda.foundation.similarity.tests import labelled

AT_MOST = 5
HAN = re.compile(r"[\u3400-\u9fff]+")
Search = Callable[[str], list[int]]
Pairs = list[tuple[labelled.Told, labelled.Told]]


def pairs(text: str) -> list[str]:
    """Neighbouring characters."""
    return [run[i : i + 2] for run in HAN.findall(text) for i in range(len(run) - 1)]


def words(text: str) -> list[str]:
    """Words as jieba cuts them."""
    return [word for word in jieba.cut(text) if HAN.match(word)]


def pairs_and_concepts(text: str) -> list[str]:
    """Neighbouring characters, and the concepts of our word list."""
    named, rest = thesaurus.civic().read(text)
    return pairs(rest) + [f"{group}_{name}" for (group, name), points in named.items() if points > 1]


def tantivy_of(split: Callable[[str], list[str]]) -> Callable[[list[str]], Search]:
    """Tantivy's BM25 over words we cut ourselves, on disk."""

    def build(texts: list[str]) -> Search:
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True)
        builder.add_text_field("body", tokenizer_name="whitespace")
        schema = builder.build()
        index = tantivy.Index(schema, path=tempfile.mkdtemp(prefix="renda-peer-"))
        writer = index.writer()
        for number, text in enumerate(texts):
            writer.add_document(tantivy.Document(id=number, body=" ".join(split(text))))
        writer.commit()
        index.reload()
        searcher = index.searcher()

        def search(text: str) -> list[int]:
            terms = [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, "body", word)) for word in set(split(text))
            ]
            found = searcher.search(tantivy.Query.boolean_query(terms), AT_MOST)
            return [searcher.doc(address)["id"][0] for _, address in found.hits]

        return search

    return build


def bm25s_of(split: Callable[[str], list[str]]) -> Callable[[list[str]], Search]:
    """bm25s in memory."""

    def build(texts: list[str]) -> Search:
        index = bm25s.BM25()
        index.index([split(text) for text in texts], show_progress=False)
        return lambda text: list(index.retrieve([split(text)], k=AT_MOST, show_progress=False)[0][0])

    return build


def tfidf_of(split: Callable[[str], list[str]], dimensions: int = 0) -> Callable[[list[str]], Search]:
    """scikit-learn's TF-IDF, narrowed to some dimensions (LSA) if any are given."""

    def build(texts: list[str]) -> Search:
        vectorizer = TfidfVectorizer(analyzer=split, sublinear_tf=True)
        matrix = vectorizer.fit_transform(texts)
        narrow = TruncatedSVD(dimensions, random_state=1).fit(matrix) if dimensions else None
        kept = normalize(narrow.transform(matrix)) if narrow else matrix

        def search(text: str) -> list[int]:
            asked = vectorizer.transform([text])
            scores = kept @ normalize(narrow.transform(asked))[0] if narrow else (kept @ asked.T).toarray()[:, 0]
            return list(np.argsort(-scores)[:AT_MOST])

        return search

    return build


def ours(texts: list[str]) -> Search:
    """The shelf, without its knowledge of places and without its threshold, as the others are."""
    shelf = Shelf().with_rows([Row(n, "text", "", features.of(text)) for n, text in enumerate(texts)])
    return lambda text: [n for n, _ in shelf.best(features.of(text), Limits(at_least=0.01))[:AT_MOST]]


WAYS: dict[str, Callable[[list[str]], Search]] = {
    "pairs, tantivy BM25": tantivy_of(pairs),
    "pairs, bm25s": bm25s_of(pairs),
    "pairs, TF-IDF": tfidf_of(pairs),
    "pairs, TF-IDF, LSA 200": tfidf_of(pairs, 200),
    "jieba, bm25s": bm25s_of(words),
    "jieba, TF-IDF, LSA 200": tfidf_of(words, 200),
    "pairs + concepts, tantivy BM25": tantivy_of(pairs_and_concepts),
    "pairs + concepts, bm25s": bm25s_of(pairs_and_concepts),
    "pairs + concepts, TF-IDF": tfidf_of(pairs_and_concepts),
    "ours": ours,
}


def told_once(build: Callable[[list[str]], Search], around: list[labelled.Told], pairs_: Pairs) -> float:
    """As hard as it gets: among texts of other issues, each issue was told once, elsewhere, in other words."""
    first = {told.key: told for told, _ in reversed(pairs_)}
    last = {told.key: question for told, question in pairs_}
    told = [*(t for t in around if t.key not in first), *first.values()]
    search = build([t.text for t in told])
    return float(np.mean([any(told[n].key == key for n in search(q.text)) for key, q in last.items()]))


def main() -> int:
    """Print one table for so many texts around the repeats (10,000 unless told)."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    asked = list(labelled.repeats(held_out=True))
    around = list(labelled.earlier(size, besides={(told.key, told.place_code) for told, _ in asked}))
    told = [*around, *(first for first, _ in asked)]
    print(f"{size:,} texts, {len(asked)} questions, first {AT_MOST}, places known to none")
    print(f"{'way':<32}{'same issue':>11}{'precision':>11}{'told once':>11}{'build s':>9}{'ms each':>9}")
    for name, build in WAYS.items():
        started = time.perf_counter()
        search = build([t.text for t in told])
        built = time.perf_counter() - started
        started = time.perf_counter()
        answers = [[told[n].key == question.key for n in search(question.text)] for _, question in asked]
        each = (time.perf_counter() - started) / len(asked) * 1000
        print(
            f"{name:<32}{np.mean([any(a) for a in answers]):>11.3f}{np.mean([a for some in answers for a in some]):>11.3f}"
            f"{told_once(build, around, asked):>11.3f}{built:>9.1f}{each:>9.2f}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
