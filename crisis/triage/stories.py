"""Stories: which posts tell of one thing.

Answers for: finding the story of a post among those that are remembered, in stream order, with a memory that is
bounded. May not: keep anything durable; whoever owns it feeds it again after a start.

Two posts are of one story when what they share is rare enough, and enough of all that they say. How rare a term is
counts in stories, not posts: a story that everybody repeats does not make its own names common. What is remembered
depends on nothing but the newest posts and their order: of each story its newest texts, of all these the newest. So a
memory that was fed again comes to the same ends.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from math import log, sqrt
from operator import itemgetter

from crisis.triage.reading import Reading
from crisis.triage.story_terms import terms

MOST_TEXTS = 6_000
"""Texts that are remembered, of all stories: 27 MB when all say different things. A post that says what another of its
story says is the same text."""
TEXTS_OF_A_STORY = 12
"""The newest: where a story has gone matters more than where it began, and a great one pushes no small one out."""
POSTS_OF_A_TEXT = 8
"""By their keys, the newest; so many can be forgotten one by one."""

LIKE = 0.23
"""Cosine of two posts from which on they tell of one thing: of what both say, weighed by rareness."""
ENOUGH = 1.4
"""What two posts must share besides, in terms that nobody else used: one of them may be a coincidence."""
SURELY = 0.7
"""Cosine from which on nothing better is looked for."""
UNHEARD = 1_000
"""Stories that count as heard before the first, so that in the first hour no term is common for being said twice."""

IN_EVERY_POST = 200
"""Stories that count as having used a name of the watch list before the first was heard."""

LOOKED_UP = 250
"""Stories at most to which a post's terms lead, the rarest first."""
COMPARED = 4
"""Of these, whose texts are compared with the post's: those that share most with it."""


@dataclass(slots=True, eq=False)
class _Text:
    """What one or several posts of a story say. ``posts``: their keys, the newest last."""

    story: int
    terms: tuple[str, ...]
    posts: list[Hashable] = field(default_factory=list)


class Stories:
    """Remembers the newest stories. Posts are fed in stream order. ``most``: texts that are remembered. ``names``: what
    every post here is about, in words (of the watch list): they tell no two stories apart, from the first post on."""

    def __init__(self, most: int = MOST_TEXTS, names: Iterable[str] = ()) -> None:
        self._most = most
        self._names = frozenset(terms(Reading("", "", tuple(names))))
        self._last: tuple[Reading | None, tuple[str, ...]] = None, ()
        self._texts: dict[_Text, None] = {}  # the one that was heard last stands last
        self._stories: dict[int, list[_Text]] = {}  # likewise
        self._posts: dict[Hashable, _Text] = {}
        self._same: dict[tuple[str, ...], _Text] = {}  # by its terms the one that was heard last
        self._told: dict[str, int | dict[int, int]] = {}  # by term the one text's story, or stories and their texts

    def __len__(self) -> int:
        """How many texts are remembered."""
        return len(self._texts)

    def __contains__(self, post: Hashable) -> bool:
        return post in self._posts

    def story_of(self, post: Hashable) -> int | None:
        """The story of a post that is remembered."""
        text = self._posts.get(post)
        return text.story if text else None

    def find(self, reading: Reading, at: datetime) -> int | None:
        """The story that this post belongs to; None: it begins its own. Changes nothing."""
        said = self._terms(reading)
        same = self._same.get(said)
        if same and len(said) > 1:
            return same.story
        heard = len(self._stories) + UNHEARD
        rareness = _Rareness(heard)
        spread = {term: self._spread(term) for term in said}
        weights = {term: rareness[count] for term, count in spread.items()}
        whole = sum(weights.values())
        best, likest = None, LIKE
        for story in self._candidates(spread, weights):
            for text in reversed(self._stories[story]):
                shared = weights.keys() & text.terms
                common = sum([weights[term] for term in shared])
                if common < max(ENOUGH, likest * likest * whole):
                    continue
                rest = sum([rareness[self._spread(term)] for term in text.terms if term not in shared])
                like = common / sqrt(whole * (common + rest))
                if like > likest:
                    best, likest = story, like
            if likest >= SURELY:
                break
        return best

    def add(self, post: Hashable, reading: Reading, at: datetime, story: int) -> None:
        """Remember a post (by its own key) as one of this story. One that is remembered already is moved."""
        self.forget(post)
        self._keep(post, self._terms(reading), story)

    def _terms(self, reading: Reading) -> tuple[str, ...]:
        """Taken out once for a post that is looked for first and then added."""
        if self._last[0] is not reading:
            self._last = reading, terms(reading)
        return self._last[1]

    def forget(self, post: Hashable) -> None:
        """As though this post had never been added. A post that is not remembered is no error."""
        text = self._posts.pop(post, None)
        if text is None:
            return
        text.posts.remove(post)
        if not text.posts:
            self._drop(text)

    def move(self, story_from: int, story_to: int) -> None:
        """Make one story of two: what is remembered of the first belongs to the second from now on."""
        if story_from != story_to:
            self.split([post for text in self._stories.get(story_from, ()) for post in text.posts], story_to)

    def split(self, posts: Iterable[Hashable], story: int) -> None:
        """Put posts into another story. Those that are not remembered are left out."""
        for post in posts:
            text = self._posts.get(post)
            if text is not None and text.story != story:
                self.forget(post)
                self._keep(post, text.terms, story)

    def _candidates(self, spread: dict[str, int], weights: dict[str, float]) -> list[int]:
        """The stories that share most with a post, the likeliest first."""
        reached: defaultdict[int, float] = defaultdict(float)
        left = LOOKED_UP
        for term, _ in sorted(spread.items(), key=itemgetter(1)):
            told, weight = self._told.get(term, ()), weights[term]
            users = (told,) if isinstance(told, int) else told
            left -= len(users)
            if left < 0:
                break
            for story in users:
                reached[story] += weight
        return sorted(sorted(reached), key=reached.__getitem__, reverse=True)[:COMPARED]

    def _spread(self, term: str) -> int:
        """How many stories use it."""
        told = self._told.get(term)
        count = 0 if told is None else 1 if isinstance(told, int) else len(told)
        return count + IN_EVERY_POST if term in self._names else count

    def _keep(self, post: Hashable, said: tuple[str, ...], story: int) -> None:
        texts = self._stories.setdefault(story, [])
        text = next((each for each in texts if each.terms == said), None)
        if text is None:
            text = _Text(story, said)
            for term in said:
                self._tell(term, story)
        else:
            texts.remove(text)
            del self._texts[text]
        texts.append(text)
        self._texts[text] = None
        self._same[said] = text
        self._posts[post] = text
        text.posts.append(post)
        if len(text.posts) > POSTS_OF_A_TEXT:
            del self._posts[text.posts.pop(0)]
        if len(texts) > TEXTS_OF_A_STORY:
            self._drop(texts[0])
        if len(self._texts) > self._most:
            self._drop(next(iter(self._texts)))

    def _drop(self, text: _Text) -> None:
        for post in text.posts:
            self._posts.pop(post, None)
        del self._texts[text]
        if self._same.get(text.terms) is text:
            del self._same[text.terms]
        texts = self._stories[text.story]
        texts.remove(text)
        if not texts:
            del self._stories[text.story]
        for term in text.terms:
            self._untell(term, text.story)

    def _tell(self, term: str, story: int) -> None:
        told = self._told.get(term)
        if told is None:
            self._told[term] = story
        elif isinstance(told, int):
            self._told[term] = {told: 2} if told == story else {told: 1, story: 1}
        else:
            told[story] = told.get(story, 0) + 1

    def _untell(self, term: str, story: int) -> None:
        told = self._told[term]
        if isinstance(told, int):
            del self._told[term]
        elif told[story] > 1:
            told[story] -= 1
        else:
            del told[story]
            if not told:
                del self._told[term]


class _Rareness(dict[int, float]):
    """Of a term, by how many stories use it: 1 of one that is new, 0 of one that all use. Squared, as both posts say
    it."""

    def __init__(self, heard: int) -> None:
        super().__init__()
        self._heard = heard
        self._most = log(heard)

    def __missing__(self, count: int) -> float:
        rare = self[count] = (log(self._heard / (1 + count)) / self._most) ** 2
        return rare
