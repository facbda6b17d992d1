"""The small words by which texts in several languages say where, whose, how many, and that it is over.

Guarantee: tables only, in small letters without accents; a language that is missing has fewer cues and no wrong ones.
"""

import re
from types import MappingProxyType

_MARKERS = """
at in from near of on to outside bei aus nach von vor en de desde a au aux em no na do da di nel te van bij
"""
MARKERS = frozenset(_MARKERS.split())
"""After these, a word with a capital is a place or a name, also where every noun has one."""

_GERMAN = "der die das und ist nicht ein eine im am seit wir auf den dem mit"
GERMAN = frozenset(_GERMAN.split())
"""Two of these, and nouns have capitals."""

_CALENDAR = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december christmas easter i
"""
CALENDAR = frozenset(_CALENDAR.split())
"""Words with capitals that name nothing."""

LABELS = MappingProxyType(
    {
        word: label
        for label, words in {
            "room": "room zimmer habitacion chambre quarto camera kamer",
            "house": "house flat apartment building block villa haus wohnung casa edificio maison batiment huis",
            "floor": "floor stock planta etage piano verdieping level",
            "flight": "flight flug vuelo vol voo volo vlucht",
            "train": "train zug tren trein treno comboio",
            "bus": "bus autobus line linie ligne linea lijn tram",
            "gate": "gate puerta porte",
            "platform": "platform gleis via voie binario spoor track",
            "case": "case ticket order booking reservation invoice fall bestellung buchung pedido number nr no",
            "table": "table tisch mesa tavolo",
        }.items()
        for word in words.split()
    }
)
"""What goes by a number, by the words for it."""

OWN = re.compile(
    r"\b(i|i'm|i've|i'd|i'll|my|mine|me|we|we're|we've|our|us|myself"
    r"|ich|mein\w*|mir|mich|wir|unser\w*|uns"
    r"|mi|mis|yo|nos|nuestr\w+"
    r"|je|j'\w+|mon|ma|mes|nous|notre"
    r"|eu|meu|minha|meus|minhas|nosso|nossa"
    r"|mio|mia|miei|mie|nostr\w|noi|io"
    r"|ik|mijn|wij|ons|onze)\b"
    r"|\byou(?:r|'ve)? (?:\w+ ){0,2}?(?:gave|sold|charged|locked|cancelled|lost|refuse\w*|keep|me|us)\b"
)
"""Somebody tells what has befallen them."""

ASKING = re.compile(
    r"\b(?:is (?:it|this) me|(?:just|only) (?:me|us|(?:on )?my end)"
    r"|nur (?:bei )?(?:mir|uns)|nur ich|solo (?:yo|a mi|me pasa a mi)|que (?:chez )?moi"
    r"|solo io|alleen (?:ik|bij mij))\b"
)
"""Somebody asks whether others are met by it, too."""

COMMON = re.compile(
    r"\b(everybody|everyone|all (?:the )?(?:guests|passengers|customers|flights|trains|of us|doors|rooms)"
    r"|whole|entire|hundreds|dozens|thousands|nobody (?:here )?can|people|guests|passengers|customers"
    r"|evacuat\w+|strike|outage|queues?"
    r"|alle gaste|alle kunden|jeder|ganze\w*|evakuiert|streik|schlange"
    r"|todos|todo el mundo|huelga|colas?|tout le monde|tous les|greve|tutti|sciopero|iedereen|staking)\b"
)
"""It has befallen many: then "we" are witnesses, and the event is one."""

MENDED = re.compile(
    r"\b((?:works?|working|running|runs|up|open|online|back|normal) again|(?:is|are|was|were|now|all) back"
    r"|back (?:to normal|in service|online|up)|as (?:normal|planned|usual)|(?:is|are) over"
    r"|restored|repaired|resolved|fixed now|has been fixed|mended now"
    r"|funktioniert wieder|geht wieder|lauft wieder|wieder (?:da|offen|online)|behoben|vorbei"
    r"|funciona de nuevo|vuelve a funcionar|ya funciona|arreglado"
    r"|remarche|fonctionne a nouveau|de retour|retabli|repare"
    r"|funziona di nuovo|ripristinat\w|werkt weer|opgelost|hersteld|voltou)\b"
)
"""It is well again."""

SERVICES = MappingProxyType(
    {
        "app": re.compile(r"\b(?:(?:web ?|mobile )?app(?:'s|s|li)?|aplicacion|applicazione|aplicativo)\b"),
        "site": re.compile(
            r"\b(?:web ?(?:sites?|pages?|seite)|home ?page|(?:your|the|this|booking|whole|entire) site"
            r"|pagina web|sitio(?: web)?|site web|sito(?: web)?)\b"
            r"|(?<![/.@\w-])[\w-]+\.(?:com|net|org|eu|co\.uk|de|fr|es|it|nl)\b(?!/)"
        ),
        "login": re.compile(
            r"\b(?:log ?ins?|log ?on|logging (?:in|on)|sign(?:ing)? ?in|anmeldung|anmelden|einloggen"
            r"|iniciar sesion|connexion|accedere|inloggen)\b"
        ),
        "booking": re.compile(
            r"\b(?:(?:online|mobile|web) ?(?:booking|check-?in|reservations?|shop|banking|portal)"
            r"|booking (?:system|engine|page)|reservation system|customer portal"
            r"|buchungssystem|kundenportal|online-?buchung|reserva online)\b"
        ),
    }
)
"""What a brand has one of for everybody, by the words for it: where it fails, it fails for all."""

_CAN = r"(?:can|could)(?:not|n't)|can't|nobody (?:here )?can|no one can|can (?:anyone|anybody|nobody)|unable to"
_DOES = r"(?:is|are|wo|does|do|did)n't|won't|not|stopped|(?:won't|doesn't) let \w+"
_DO = r"open\w*|load\w*|work\w*|log ?(?:in|on)|logging in|sign in|start\w*|connect\w*|respond\w*|get (?:in|into)"
_IS = "is|ist|are|was|be|been|being|go|goes|going|gone|went|still|both|all|again|it's|totally|completely|currently"
_IT = "app|site|website|page|login|system|servers?"
# What makes a price of a number that is the code of an error otherwise.
_PRICED = r"[$€£%]|euros?\b|eur\b|dollars?|usd|pounds?|gbp|chf|points?|per\b"
FAILING = re.compile(
    rf"\b(?:(?:{_IS}|{_IT}) down|is (?:\S+ ){{1,4}}down|(?:{_CAN}|{_DOES}) (?:even |to )?(?:{_DO})"
    rf"|(?:{_IT}|thing)(?:'s| is| are| seems| looks)? (?:\w+ )?(?:dead|broken|kaputt)"
    r"|offline|outages?|crash\w*|tim(?:es|ing|ed) out|killed the|unavailable|unreachable|frozen|freez\w+|hangs"
    r"|locked out|fails|failing|log ?in failed|error (?:page|message|code|\d+)"
    rf"|(?<![$€£.,])(?<![$€£] )50[0-4]s?(?![.,]\d|\s?(?:{_PRICED}))"
    r"|geht (?:gerade |wieder |seit \w+ )?nicht|funktioniert (?:\w+ )?nicht|ladt nicht|sturzt|gestort|storung"
    r"|absturz|abgesturzt|ausgefallen|tot|nicht (?:erreichbar|offnen|laden|einloggen|anmelden)"
    r"|no (?:funciona|carga|abre|va|responde)|caid[ao]|ne (?:marche|fonctionne|charge|s'ouvre) (?:pas|plus)"
    r"|en panne|hors service|plante|non (?:funziona|si apre|carica|va)|nao (?:funciona|abre|carrega)|fora do ar|caiu"
    r"|(?:werkt|laadt|opent) niet|doet het niet|storing|ligt (?:eruit|plat))\b"
)
"""It does not do what it is for."""

_NEGATIONS = "no not never without kein keine nicht ohne pas jamais sans nunca sin non senza geen niet não"
NEGATIONS = frozenset(_NEGATIONS.split())

_SMALL = """
the and for but was has had are you our his her its all any out off too who now day der die das und ein ist mit von den
dem les des une est los las una del por que con het een van
"""
SMALL = frozenset(_SMALL.split())
"""Short words that change nothing."""

_COUNTS = """
one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety
hundred thousand dozen dozens hundreds thousands
"""
COUNTS = frozenset(_COUNTS.split())
"""People guess: thirty and fifty may be one crowd."""
