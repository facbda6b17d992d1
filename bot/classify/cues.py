"""Readable signs of urgency and of spam: plain phrases anybody can check, in five languages and some of two more.

Guarantee: each cue says by its name why it spoke, and matching is linear in the length of the text. Cues are evidence
for the heads, which weigh them against the examples; what must always happen belongs into a rule of the rulebook.

In the phrases, " / " separates, * stands for any ending and # for a number.
"""

import re
from dataclasses import dataclass

from bot.core.classification import Urgency


@dataclass(frozen=True, slots=True)
class Cue:
    """Phrases that speak for one urgency."""

    name: str
    urgency: Urgency
    pattern: re.Pattern[str]


def _pattern(phrases: str) -> re.Pattern[str]:
    options = (re.escape(phrase) for phrase in " ".join(phrases.split()).split(" / "))
    whole = "|".join(option.replace(r"\*", r"\w*").replace(r"\#", r"\d+").replace(r"\ ", r"\s+") for option in options)
    # In small letters, as what is searched: told to ignore case, a search tries every phrase at every letter.
    return re.compile(rf"(?<!\w)(?:{whole.lower()})(?!\w)")


def _cue(name: str, urgency: Urgency, phrases: str) -> Cue:
    return Cue(name, urgency, _pattern(phrases))


URGENCY_CUES: tuple[Cue, ...] = (
    _cue(
        "fire, smoke or gas",
        Urgency.EMERGENCY,
        """
        caught fire / on fire in / on fire at / fire in / fire alarm* / fire brigade / fire department / fire truck*
        / fire engine* / smell smoke / smell of smoke / smell gas / smell of gas / smells of gas / smell burning
        / smoke in / smoke from / smoke coming / smoke everywhere / full of smoke / flames / gas leak
        / carbon monoxide / exploded / explosion / sparks / evacuat* / es brennt / brennt es / feueralarm / feuerwehr
        / rauch im / rauch in / rauch aus / gasgeruch / incendie / fumée / fuite de gaz / incendio / humo en
        / humo por / fuga de gas / fumo in / fumo nel / fumo nella / fuga di gas / brand in / rook in / gaslucht
        """,
    ),
    _cue(
        "somebody is hurt or ill",
        Urgency.EMERGENCY,
        """
        ambulance / paramedic* / unconscious / can't breathe / cannot breathe / not breathing / bleeding
        / heart attack / seizure / had a stroke / collapsed / anaphyla* / allergic reaction / allergic shock / epipen
        / food poisoning / in hospital / in the hospital / to hospital / to the hospital / in the er / to the er
        / injured / injury / injuries / electrocut* / electric shock / drown* / concussion / salmonella / e. coli
        / legionella / vomiting / throwing up / krankenwagen / notarzt / notaufnahme / bewusstlos / verletzt / blutet
        / lebensmittelvergiftung / allergische reaktion / allergischer schock / krankenhaus / inconscient* / saigne
        / blessé* / aux urgences / intoxication / réaction allergique / hôpital / ambulancia / inconsciente
        / sangrando / herido* / herida* / intoxicación / reacción alérgica / al hospital / en el hospital / ambulanza
        / svenut* / sanguina / ferito / ferita / feriti / intossicazione / reazione allergica / ospedale
        / pronto soccorso / ziekenhuis / gewond
        """,
    ),
    _cue(
        "somebody is in danger",
        Urgency.EMERGENCY,
        """
        call the police / called the police / calling the police / call the cops / called the cops / called 911
        / calling 911 / called 999 / called 112 / assault* / attacked me / attacked by / was attacked
        / sexual harassment / raped / stabbed / stabbing / shooting at / gunshot* / with a gun / with a knife
        / hidden camera / stalk* / child is missing / son is missing / daughter is missing / child has gone missing
        / suicid* / kill myself / stuck in the lift / stuck in the elevator / stuck in an elevator
        / stuck in your elevator / trapped / intruder / broke into my / broke into our / man in my room
        / man in our room / überfallen / bedroht / polizei gerufen / versteckte kamera / im aufzug fest*
        / im fahrstuhl fest* / aufzug stecken / agressé* / menacé* / coincé* dans / caméra cachée / policía / agredi*
        / atrapad* en / cámara oculta / polizia / aggredit* / bloccat* in / bloccat* nell / telecamera nascosta
        / politie gebeld
        """,
    ),
    _cue(
        "stranded or locked out",
        Urgency.HIGH,
        """
        stranded / locked out / nowhere to sleep / nowhere to go / nowhere to stay / no room for us / no room for me
        / no bed for / sleep in the lobby / sleeping in the lobby / sleep on the floor / sleep in the car
        / on the street / turned us away / turned away / overbooked / standing outside / standing in the lobby
        / nobody answers / no one answers / no one is picking up / gestrandet / ausgesperrt / stehen vor / stehen hier
        / à la rue / bloqué* / devant la porte / tirad* / en la calle / per strada / chius* fuori / buitengesloten
        """,
    ),
    _cue(
        "it is happening now",
        Urgency.HIGH,
        """
        right now / asap / urgent* / immediately / emergency / tonight / as we speak / at this moment / please help
        / help me / help us / someone help / in # minutes / in # min / in # hours / in # hrs / in an hour
        / in two hours / in three hours / within the hour / within # hours / waiting # hours / waiting for # hours
        / on hold / boarding / leave tomorrow / leaves tomorrow / leaving tomorrow / flight tomorrow
        / wedding tomorrow / arriving today / arrive today / arriving tomorrow / deadline / dringend / sofort
        / heute nacht / heute abend / heute noch / jetzt gerade / bitte helf* / eilt / notfall / urgence
        / tout de suite / immédiatement / ce soir / aidez-moi / aidez-nous / au secours / urgente / urgentemente
        / ahora mismo / esta noche / ayuda / inmediatamente / subito / stasera / stanotte / aiuto / aiutateci
        / immediatamente / vanavond / nu meteen / agora mesmo / socorro
        """,
    ),
    _cue(
        "somebody needs care",
        Urgency.HIGH,
        """
        medication* / medicine* / insulin / wheelchair / pregnant / newborn / my baby / our baby / infant / disabled
        / disability / diabet* / allergy / allergies / allergic / medikament* / rollstuhl / schwanger* / säugling
        / médicament* / fauteuil roulant / enceinte / bébé / medicamento* / medicación / silla de ruedas / embarazada
        / medicinali / farmaci / sedia a rotelle / incinta / neonato / rolstoel / zwanger
        """,
    ),
    _cue(
        "law, press or data",
        Urgency.HIGH,
        """
        lawyer* / attorney / lawsuit / sue you / suing / legal action / data breach / data leak / leaked / hacked
        / passport copy / copy of my passport / journalist / reporter / press inquiry / press enquiry / press request
        / health inspector / health department / bed bug* / bedbug* / stolen / robbed / unauthorised / unauthorized
        / anwalt / rechtsanwalt / rechtsanwältin / datenleck / datenpanne / gestohlen / bettwanzen / anzeige erstattet
        / avocat / porter plainte / volé / volée / volés / punaises de lit / fuite de données / abogad* / denuncia*
        / robad* / robaron / chinches / avvocato / denunci* / rubat* / cimici / advocaat / gestolen / bedwantsen
        """,
    ),
    _cue(
        "no hurry",
        Urgency.LOW,
        """
        thank you / thanks / well done / kudos / shout out / shoutout / lovely / loved / congratulations / just saying
        / would be nice / would be great / would be cool / suggestion / one day / next year / next summer
        / looking forward / look forward / can't wait / dreaming of / happy birthday / happy anniversary / fun fact
        / beautiful / gorgeous / throwback / danke / vielen dank / wunderbar / wunderschön* / vorschlag / merci
        / bravo / magnifique / gracias / felicidades / precioso / preciosa / grazie / complimenti / bellissim*
        / bedankt / prachtig / obrigad* / parabéns
        """,
    ),
)

_SPAM = _pattern(
    """
    giveaway* / crypto* / bitcoin / btc / nft / nfts / airdrop / forex / casino / betting / jackpot / onlyfans
    / escort* / viagra / replica / buy followers / cheap followers / get followers / follow me / follow back / f4f
    / follow for follow / dm me for / dm for / dm to / promo code / discount code / use my code / use code
    / click here / click the link / click my / link in bio / link in my bio / make money / passive income
    / work from home / guaranteed profit* / guaranteed return* / investment platform / free iphone / free gift card
    / free voucher / you won / won a / claim your / limited offer / 100% legit / whatsapp me / telegram
    / free audit / page one of / your page violates / account will be deleted / confirm your account
    / verify your account
    / singles / dm now / % off / limited codes / verified reviews / vip group / trading signals / private message
    / nebenbei verdienen / im monat nebenbei / ganar dinero / al privado / guadagnare da casa / gagner de l'argent
    / seo services / backlinks / cheap flights / sugar daddy / gewinnspiel / gratis gutschein / jetzt klicken
    / gagnez / cliquez / sorteo / gana dinero / haz clic / clicca qui / guadagna
    """
)
_LINK = re.compile(r"(?:https?://|www\.)\S|(?<!\w)(?:bit\.ly|t\.me|wa\.me)/\S", re.IGNORECASE)
_MANY_TAGS = 6


def urgency_cues(text: str) -> list[Cue]:
    """The cues of URGENCY_CUES that `text` gives."""
    straight = text.replace("’", "'").lower()
    return [cue for cue in URGENCY_CUES if cue.pattern.search(straight)]


def spam_signs(text: str) -> int:
    """Signs of spam in a text as posted: each phrase of sales talk once, a link beside it, a pile of hashtags."""
    talk = len(set(_SPAM.findall(text.lower())))
    return talk + bool(talk and _LINK.search(text)) + (text.count("#") >= _MANY_TAGS)
