"""What people post about others of the same name as the hotels' brands: written for this purpose, each said once.

`bot/classify/saying.py` was written with NAMESAKES in view. OTHER_NAMESAKES were written afterwards and looked at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.core.department import Example
from bot.core.rulebook import Rulebook

NAMESAKES = {
    "a prison": (
        "The new series about Halden prison is worth every minute",
        "Visited Halden prison with my criminology class today",
        "Why does Halden prison have a recording studio? A thread",
        "Norway's Halden: a prison where guards eat with the inmates",
        "Guards at Halden prison went on strike this morning",
        "My thesis on Halden prison and recidivism is finally submitted",
        "Halden prison architects won another prize",
        "An ex-inmate of Halden talks about his first day outside",
        "Halden prison: humane or too soft? Discuss",
        "The governor of Halden prison speaks in Oslo tonight",
        "They compared San Quentin with Halden in that documentary",
        "Escape attempt at Halden failed, says the police in Norway",
    ),
    "a coach": (
        "Coach Halden benches the captain again, what is he thinking",
        "Halden out! Three defeats in a row and no plan",
        "Press conference with Halden at noon, team news for Saturday",
        "Halden's 4-4-2 just does not work against a low block",
        "What a goal! Halden hugging everybody on the touchline",
        "Rumour: Halden to be sacked after the derby",
        "Halden says the goalkeeper will be fit for the cup final",
        "Transfer window: Halden wants a left back",
        "Halden was a better player than he is a manager",
        "Season tickets sold out since Halden took over the club",
        "Second half was awful, Halden must change something",
        "Halden: we deserved a penalty",
    ),
    "a band": (
        "Tamarelle Skies on tour in May, presale starts tomorrow",
        "The drummer of Tamarelle Skies broke his wrist",
        "New single by Tamarelle Skies is stuck in my head",
        "Saw Tamarelle Skies live last night, my ears are ringing",
        "Tamarelle Skies cover of that old blues song is better than the original",
        "Vinyl of the Tamarelle Skies debut goes for 200 now",
        "Tamarelle Skies support act announced, who are they?",
        "Lyrics of Tamarelle Skies hit different at 3 am",
        "Tamarelle Skies at the festival: rain, mud and the best encore",
        "Is the singer of Tamarelle Skies leaving the band?",
        "Learning the bass line of the second track by Tamarelle Skies",
        "Tamarelle Skies fans, which album first for a newbie?",
    ),
    "a box for birds": (
        "Put up a wren box on the north wall, first visitor already",
        "How high should a wren box hang? Cats next door",
        "Wrenbox camera shows five chicks today",
        "Made a wrenbox from an old fence panel with my dad",
        "Two wrens fighting over the wrenbox this morning",
        "Cleaned out last year's wrenbox, found moss and one feather",
        "Our wrenbox is empty again, the sparrows scared them",
        "Wren box diameter: 30 mm or 32 mm?",
        "The school built twenty wren boxes for the park",
        "A blue tit has taken over our wrenbox",
        "Chicks have left the wrenbox, garden feels quiet",
        "Best wood for a wrenbox? Cedar or pine",
    ),
}

OTHER_NAMESAKES = {
    "software": (
        "Wrenbox 2.4 is out: faster builds, fewer flaky tests",
        "How do I pin the runner version in Wrenbox?",
        "Our Wrenbox pipeline fails on ARM, works on x86",
        "Wrenbox vs Jenkins for a small team?",
        "Merged my first pull request into Wrenbox today",
        "The YAML of Wrenbox drives me mad",
        "Wrenbox caching broke after the upgrade",
        "Speaking about Wrenbox plugins at the meetup on Thursday",
        "Is the Wrenbox maintainer taking a break?",
        "Wrenbox now supports monorepos",
        "Filed a bug against Wrenbox: secrets show in logs",
        "Moved forty repos from Travis to Wrenbox this weekend",
    ),
    "a perfume": (
        "Tamarelle by Dior smells like my grandmother's garden",
        "Got a sample of Tamarelle, top note of fig, dries down to musk",
        "Is Tamarelle discontinued? My bottle is nearly empty",
        "Tamarelle eau de parfum or eau de toilette?",
        "The new Tamarelle bottle is ugly",
        "Tamarelle lasts four hours on me at most",
        "Found a vintage Tamarelle at the flea market",
        "Wearing Tamarelle to the wedding",
        "Tamarelle is the best scent of the autumn",
        "My sister gave me Tamarelle for Christmas",
        "Dupe for Tamarelle under twenty pounds?",
        "Blind bought Tamarelle and regret it",
    ),
    "a ship": (
        "The frigate Halden left port this morning",
        "HMS Halden model kit, 1:350, nearly finished",
        "My grandfather served on the Halden in 1943",
        "The Halden ran aground off Bergen, no oil spilt",
        "Photo of the tanker Halden at sunset",
        "Wreck of the Halden lies at forty metres, great dive",
        "Halden's crew rescued by helicopter",
        "Drydock for the Halden next spring",
        "Sea trials of the Halden begin on Monday",
        "Captain of the Halden retires after thirty years",
        "Which class of ship was the Halden?",
        "The Halden carries grain from Odessa",
    ),
}


def dismissed_some(
    book: Rulebook, senses: Mapping[str, Sequence[str]], *, each: int, seed: int
) -> tuple[Rulebook, list[str]]:
    """`book` after people have dismissed so many posts of `each` sense, drawn by `seed`, and the posts left."""
    chance, lessons, left = np.random.default_rng(seed), list[Example](), list[str]()
    for texts in senses.values():
        order = [texts[at] for at in chance.permutation(len(texts))]
        lessons += [
            Example(text=text, department=None, relevance="unrelated", weight=0.5, is_lesson=True)
            for text in order[:each]
        ]
        left += order[each:]
    return replace(book, examples=(*book.examples, *lessons)), left
