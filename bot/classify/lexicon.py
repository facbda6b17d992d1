"""Words that say how somebody feels, in the seven languages our readers meet most.

Guarantee: written for this project and readable as it stands. A word ending in * stands for all that begin so; a word
after a negation counts for the other side. It is evidence for the sentiment head, never a verdict.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_NEGATIVE = """
abysmal angry annoy* appall* atrocious avoid awful bad badly bedbug* bother* broke broken bug* careless charged
chaos cheat* clueless cold complain* complaint* crap* dirty disappoint* disaster* disgrac* disgust* dishonest dismal
disrespect* dreadful dump embarrass* expensive fail failed fails failure fake filthy fraud* freezing frustrat* furious
garbage gross gutted hate* hell horrend* horrible horrid horrif* hung ignor* incompet* inedible insult* joke lame
late leak* liar* lied lies lost lousy lying mediocre mess* mice misleading mistake* mold* mould* nasty nightmare* noisy
overbooked overcharg* overpric* pathetic poor poorly poison* problem* refus* ridiculous rip-off ripoff roach* rude ruin*
sad scam* scandal* shabby shame* shock* sick slow smell* stain* stink* stole* stolen stuck stupid suck* terrible
terribl*
terrif* theft tired trash* ugh ugly unacceptable unbelievable uncomfortable unhappy unhelpful unprofessional unsafe
upset*
useless waste* worse worst wrong wtf yuck
ärger* abzocke* beschwer* betrug* defekt dreck* ekel* ekl* enttäusch* entsetz* fehler* frech* furchtbar* grauenhaft*
grauenvoll* hass* inakzeptabel kaputt* katastroph* laut leider lüge* mangelhaft* mies* nervig* nie niemals peinlich*
rücksichtslos* saftladen sauer scheiß* scheiss* schimmel* schlecht* schlimm* schmutzig* schrecklich* stinkt traurig*
unfreundlich* ungenießbar* unhöflich* unmöglich* unverschämt* verärgert* verspätet* wütend* zumutung
affreu* arnaque* catastroph* cher chère colère décevant* déception déçu* dégoût* dégueu* désagréable* désastr* épouvant*
froid* furieu* honteu* horrible* impoli* inacceptable* inadmissible* incompétent* insalubre* jamais lent* mal malheureu*
mauvais* médiocre* minable* moisi* nul nulle pire plainte* pourri* problème* puni* punaise* ridicule* sale sales
scandal*
sinistre triste* vol* voleu*
asco asquer* basura caro cucaracha* decepcion* desagradable* desastr* enfad* engañ* estafa* fatal fraude frío grosero*
horribl* horroros* incompetent* inaceptable* indignante lamentabl* lento malo mala malos malas mentir* nefast* nunca
pésim* peor problema* queja* ridícul* roto rota sucio sucia suci* terrible* timo triste vergonz* vergüenza
arrabbiat* brutt* cattiv* costos* delus* deludent* disastr* disgust* freddo furto imbarazzant* incompetent*
inaccettabil* indecent* lament* maleducat* mai orribil* peggio peggior* pessim* problem* rott* rumoros* scandalos*
scadent* schif* sgarbat* spazzatura sporc* terribil* triste truff* vergogn*
afschuwelijk* belachelijk* boos duur gestolen klacht* kapot koud nooit onacceptabel onbeschoft* oplicht* probleem ramp*
schandalig* slecht* smerig* stinkt teleurgesteld* teleurstel* traag triest verschrikkelijk* vies* vreselijk* waardeloos
barulhent* decepcion* desrespeit* feio frustrad* golpe horrível imund* inaceitável lixo mal nojent* nojo ruim péssim*
pior quebrad* reclam* sujeir* sujo suja vergonh*
😠 😡 🤬 😤 😞 😢 😭 😩 😫 🤮 🤢 👎 💩 😒 🙄 💔 😷 😖 😣
"""
_POSITIVE = """
adore* amazing appreciat* attentive awesome beautiful* best blessed breathtaking credit brilliant charming clean
cleanest comfortable
comfy
compliment* congrat* cosy cozy delicious delight* divine enjoy* excellent exceptional excited extraordinary fab fabulous
fantastic favorite favourite flawless friendly fun generous genius glad good gorgeous grateful great happy helpful
heaven*
heartwarming hero* impeccable impress* incredible kind kindness kudos legend* love loved lovely loves loving magic
magical magician
marvel* memorable nice outstanding perfect perfection perfectly phenomenal pleasant pleased pleasure polite praise*
pretty professional recommend* relax* remarkable rocks satisfied shoutout smile* smooth spectacular splendid spotless
star stellar
stunning sublime super superb sweet terrific thank thanks thankful thx treat* wonderful worth wow yay yummy
angenehm* begeister* beste* bezaubernd* danke dankbar* empfehl* entspann* erstklassig* fantastisch* freundlich* freue*
gelungen* gemütlich* genial* genieß* genoss* glücklich* großartig* gut gute guter gutes herrlich* herzlich*
hervorragend*
hilfsbereit* klasse köstlich* lecker* lieb* liebe liebevoll* lob* perfekt* prima sauber* schön* sensationell* spitze
super tadellos* toll* traumhaft* vielen wunderbar* wunderschön* zauberhaft* zufrieden* zuvorkommend*
accueillant* adorable* adoré* agréable* aimable* bravo charmant* chaleureu* délicieu* excellent* exceptionnel*
extraordinaire*
fabuleu* fantastique* félicit* formidable* génial* heureu* impeccable* incroyable* joli* magnifique* meilleur* merci
merveilleu* parfait* ravi* recommande* remarquable* sourire* sublime* superbe* sympa* top
agradable* amable* bonit* bueno buena buenos buenas delicios* encanta* encantador* espectacular* estupend* excelente*
excepcional*
fabulos* fantástic* feliz felicidades genial* gracias hermos* impecable* increíble* limpio limpia maravill* mejor
perfect*
precios* recomiend* ric* simpátic*
accoglient* adoro amo bell* bravissim* bravo brava bravi buon* buonissim* consigli* cordial* delizios* eccellent*
eccezional*
fantastic* felic* gentil* grazie incantevol* impeccabil* magnific* meraviglios* miglior* ottim* perfett* piacevol*
pulit* simpatic* splendid* squisit* stupend*
aanrader bedankt* behulpzaam* dank fantastisch* fijn* geweldig* goed* heerlijk* leuk* lekker* mooi* perfect* prachtig*
schoon top uitstekend* vriendelijk*
adorei amei bom boa excelente incrível lindo linda limpo maravilh* melhor obrigad* ótim* parabéns perfeit* recomendo
😍 🥰 😊 😀 😁 😃 😄 ❤ ♥ 💕 💖 💯 👍 👏 🙏 🎉 🥳 🤩 😋 ⭐ 🌟 ✨ 😘 🤗
"""
_NEGATION = """
no not never without hardly barely isnt wasnt dont doesnt didnt cant couldnt wont wouldnt aint nothing neither nor
nicht kein keine keinen keiner keinem nie niemals ohne pas jamais aucun aucune sans sin tampoco ni non mai senza nessun
niet geen nooit zonder não nem sem
"""
_NEGATIONS = frozenset(_NEGATION.split())
_REACH = 3  # words between a negation and what it turns around: "not a very nice stay"
_STOPS = frozenset(".,!?;:\n")
_TOKEN = re.compile(r"[^\W\d_]+|[.,!?;:\n]|[\U0001f300-\U0001faff\u2600-\u27bf]")
_APOSTROPHE = re.compile(r"(?<=n)['’](?=t\b)")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Feeling:
    """How many words of `text` speak for and against."""

    negative: int
    positive: int


class _Words:
    def __init__(self, listed: Iterable[str]) -> None:
        entries = set(listed)
        self._stems = {entry[:-1] for entry in entries if entry.endswith("*")}
        self._whole = {entry for entry in entries if not entry.endswith("*")}

    def __contains__(self, word: str) -> bool:
        if word in self._whole:
            return True
        return any(word[:end] in self._stems for end in range(_SHORTEST_STEM, len(word) + 1))


_AGAINST = _Words(_NEGATIVE.split())
_FOR = _Words(_POSITIVE.split())


@lru_cache(maxsize=8192)
def _sides(word: str) -> tuple[bool, bool]:
    return word in _AGAINST, word in _FOR


def feeling(text: str) -> Feeling:
    """Count the words of `text` (as `readable` gives it) that praise and that complain."""
    negative = positive = 0
    denied_until = -1
    for place, word in enumerate(_TOKEN.findall(_APOSTROPHE.sub("", text.lower()))):
        if word in _STOPS:
            denied_until = -1
        elif word in _NEGATIONS:
            denied_until = place + _REACH
            continue
        complains, praises = _sides(word)
        if complains == praises:
            continue
        # "Not bad" is no praise; "not good" is a complaint.
        is_denied = place <= denied_until
        negative += complains and not is_denied
        negative += praises and is_denied
        positive += praises and not is_denied
    return Feeling(negative, positive)
