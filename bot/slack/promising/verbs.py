"""How people say that they will see to something, in four languages, and what turns it into something else.

Guarantee: pure data. A pattern of PROMISES finds where a promise begins; the others say what must not stand near it.
"""

import re


def _any(words: str) -> str:
    """The words as alternatives of a pattern; `_` is a space."""
    return "|".join(word.replace("_", r"\s+") for word in words.split())


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.VERBOSE)


# English
_DO = _any("""
    get_back come_back get_to reply respond answer report(?!\\s+(?:to|for)\\b) follow_up update
    call(?!\\s+(?:it|in)\\b) ring phone write e?mail message let_\\w+_know look_into look_at look have_a_look
    take_a_look take_care take_this take_it take_that take_over check(?!\\s+(?:in|out)\\b) review find_out fix
    sort handle deal_with do_it do_this do_that do_so send confirm investigate refund contact reach_out resolve
    finish_(?:it|this|that) solve settle see_to ask circle_back verify clarify chase process arrange try post
    be_back_with be_in_touch tell keep_you go_through work_on make_sure
    give_(?:you|her|him|them|an_update|an_answer|feedback)
    have_(?:an?|the)_(?:answer|update|reply|response|solution)
    have_(?:it|this|that)_(?:ready|done|fixed|sorted|solved) have_(?:something|news|more)
""")
_DOING = _any("""
    answering replying responding checking calling getting_back following_up looking_into sorting handling
    updating
""")
_WILL = (
    r"(?:i|we)(?:'ll|\s+will|\s+shall|'m\s+going\s+to|\s+am\s+going\s+to|'re\s+going\s+to|\s+are\s+going\s+to"
    r"|'m\s+gonna|'re\s+gonna)"
)
_BETWEEN = r"(?:\s+(?:also|just|then|definitely|gladly|personally|try\s+to|be\s+able\s+to|surely|happily))*\s+"
_ENGLISH = (
    rf"\b{_WILL}{_BETWEEN}(?:{_DO})\b",
    rf"(?:^|[,:–—-]\s*)(?:will|gonna|going\s+to|shall){_BETWEEN}(?:{_DO})\b",
    rf"^(?:i|we)\b[^,]*\band\s+will{_BETWEEN}(?:{_DO})\b",
    r"^let\s+me\s+(?:get|come)\s+back\b",
    r"\b(?:i|we)\s+can\s+(?:get\s+back|come\s+back|answer|reply|respond|confirm|update|have\s+an?\s+(?:answer|reply))\b",
    rf"(?:^|^(?:on\s+it|ok|okay|sure|yes|got\s+it|noted|thanks|will\s+do)[,:–—-]\s*)(?:{_DOING})\b",
    r"\b(?:on\s+it|will\s+do|ok|okay|sure|yes|got\s+it|noted|thanks)[,:]\s*(?:answer|reply|response|update)\b",
    r"^(?:eta|back\s+to\s+you)\b",
    r"\b(?:answer|reply|response|update|news)\s+(?:is\s+)?(?:coming|follows|to\s+follow|will\s+follow)\b",
    r"\bexpect\s+(?:an?\s+|my\s+|our\s+)?(?:answer|update|reply|response|news)\s+from\s+(?:me|us)\b",
    r"\byou(?:'ll|\s+will)\s+(?:hear\s+from\s+(?:me|us)|have\s+(?:an?|our|my)\s+(?:answer|reply|update))\b",
)

# German
_ICH = _any("""
    melde antworte schaue schau prüfe kläre kümmere kümmer schreibe schicke sende erledige frage bearbeite
    übernehme
""")
_WIR = _any("""
    melden antworten schauen prüfen klären kümmern schreiben schicken senden erledigen fragen bearbeiten
    übernehmen
""")
_GERMAN = (
    rf"\b(?:ich\s+(?:{_ICH})|(?:{_ICH})\s+ich|wir\s+(?:{_WIR})|(?:{_WIR})\s+wir)\b",
    rf"(?:^|,\s*)(?:{_ICH})\b",
    r"(?:^|\bich\s+|,\s*)gebe\b(?=.*\b(?:bescheid|rückmeldung|antwort|info)\b)",
    r"\bwir\s+geben\b(?=.*\b(?:bescheid|rückmeldung|antwort|info)\b)",
    r"(?:^|\bich\s+|\bwir\s+|,\s*)rufe?n?\b(?=.*\b(?:an|zurück)\b)",
    r"(?:^|\bich\s+|\bwir\s+|,\s*)(?:komme|kommen)\b(?=.*\b(?:auf\s+(?:sie|dich|euch)\s+zu|darauf\s+zurück)\b)",
    rf"(?:^|\bich\s+|\bwir\s+|,\s*)werden?\b(?=.*\b(?:{_WIR}|anrufen|zurückrufen|nachsehen|nachschauen|anschauen)\b)",
    r"\b(?:rückmeldung|antwort|update|bescheid)\s+(?:kommt|folgt|gibt\s+es)\b",
)

# French
_INFINITIVE = _any("""
    vérifier regarder répondre rappeler appeler écrire envoyer confirmer traiter contacter demander voir
    revenir_vers m'en_occuper s'en_occuper vous_tenir_au_courant
""")
_JE = _any("""
    réponds répondrai répond regarde regarderai vérifie vérifierai occupe occuperai
    rappelle(?!_(?:le|la|les|votre|que)\\b) rappellerai appelle appellerai confirmerai écris écrirai envoie
    enverrai tiens_au_courant tiendrai_au_courant traite traiterai contacte contacterai demande demanderai
""")
_NOUS = _any("""
    répondons répondrons regardons regarderons vérifions vérifierons occupons occuperons rappelons rappellerons
    appelons appellerons confirmerons écrivons écrirons envoyons enverrons tenons_au_courant
    tiendrons_au_courant traitons traiterons contactons contacterons
""")
_TO_WHOM = r"(?:(?:vous|te|le|la|les|lui|leur|nous|y|en)\s+|[ms]'en\s+|(?:m|t|l)')*"
_FRENCH = (
    rf"\bje\s+{_TO_WHOM}(?:{_JE})\b",
    rf"\bj'(?:{_JE})\b",
    rf"\bon\s+{_TO_WHOM}(?:{_JE})\b",
    rf"\bnous\s+{_TO_WHOM}(?:{_NOUS})\b",
    rf"\b(?:je\s+vais|nous\s+allons|on\s+va)\s+{_TO_WHOM}(?:{_INFINITIVE})\b",
    r"\b(?:je\s+reviens|je\s+reviendrai|nous\s+revenons|nous\s+reviendrons|on\s+revient)\s+(?:vers|avec|là-dessus)\b",
    r"\b(?:je|on)\s+(?:vous|te)\s+(?:fais|ferai|fait|fera)\s+(?:un\s+)?retour\b",
    r"\bvous\s+aurez\s+(?:une\s+réponse|un\s+retour|des\s+nouvelles)\b",
)

# Spanish
_YO = _any("""
    respondo respondemos responderé responderemos contesto contestamos contestaré contestaremos confirmaré
    confirmaremos aviso avisamos avisaré avisaremos reviso revisamos revisaré revisaremos miro miramos miraré
    miraremos verifico verificaré verificaremos llamo llamaré llamaremos escribo escribiré escribiremos envío
    enviaré enviaremos ocupo ocupamos ocuparé ocuparemos digo diré diremos compruebo comprobaré comprobaremos
    informo informaré informaremos
""")
_A = _any("""
    responder contestar confirmar avisar revisar mirar verificar llamar escribir enviar comprobar informar
    resolver ver
""")
_SPANISH = (
    rf"\b(?:{_YO})\b",
    rf"\b(?:voy|vamos)\s+a\s+(?:{_A})(?:l[oae]s?|te|os)?\b",
    r"\b(?:te|le|les)\s+confirmo(?=\s+(?:antes|mañana|hoy|esta|el|a\s+las|para)\b)",
)

PROMISES = tuple(_pattern(text) for text in (*_ENGLISH, *_GERMAN, *_FRENCH, *_SPANISH))

TOLD = _pattern(
    r"\b(?:said|says?|saying|told|tells|wrote|writes|claims?|claimed|promised|according\s+to|gesagt|sagt|sagte|schreibt|"
    r"schrieb|geschrieben|meint|behauptet|laut|dit|disait|écrit|écrivait|selon|dice|dijo|escribe|escribió|según)\b"
)
"""Somebody else's words: whatever follows is not the speaker's own promise."""

DENIED = _pattern(
    r"\b(?:not|never|nobody|no\s+longer|unable|cannot|\w+n't|nicht|kein\w*|nie|niemand|erst|ne|jamais|pas|personne|no(?!\s+later)|"
    r"nunca|nadie|tampoco|maybe|perhaps|might|vielleicht|quizás?|tal\s+vez)\b|peut-être|\bn'"
)
HANGS_ON = _pattern(
    r"\b(?:if|unless|once|when|whether|because|who|whose|which|what|where|why|how|after|as\s+soon\s+as|since|in\s+case|wenn|falls|sobald|ob|"
    r"weil|nachdem|dass|bevor|si|quand|dès\s+que|lorsque|parce|qui|cuando|porque|quien|que)\b"
)
"""Words that make it hang on something else, or begin to tell of somebody else."""
