"""Words that say little about what a text is about, in five languages.

Guarantee: without accents and in small letters, as `topics` reads words; only those of four letters and more, since
shorter ones name no topic anyway.
"""

_ENGLISH = """
about above after again against almost already also although always another anybody anyone anything around away
back because been before being below better between both cannot came come comes coming could dear does doing
done down each either else enough even ever every everybody everyone everything first from gave getting give
given gives going gone good great have having hello here hers herself himself however into itself just keep
keeps kind knew know known knows last later least less like made make makes making many maybe mine more most
much must myself need needs never next nice nobody none nothing okay once only onto other others ours over
please quite rather really right said same says seem seems seen several shall should since some somebody someone
something sorry still such sure take taken takes tell than thank thanks that their them then there these they
thing things think this those though thought through till time times today together told tomorrow tonight took
until upon used very want wanted wants week weeks well went were what when where whether which while whole whom
whose will with within without would year years yesterday your yours yourself three four five seven eight nine
hundred minutes hours days hour minute wait waiting love
"""
_GERMAN = """
nicht nichts
aber alle allem allen aller alles andere anderen auch aufgrund bald beim bereits besser bist bitte danach danke
dann daran darauf daraus darf darum dass davon dazu dein deine denn deren dessen dich diese diesem diesen dieser
dieses doch dort durch eben eigentlich eine einem einen einer eines einfach einige einmal endlich etwas euch
euer eure ganz ganze gegen gehen geht gemacht gerade gern gerne gestern gibt ging gleich habe haben hallo hast
hatte hatten heute hier hinter ihnen ihre ihrem ihren ihrer immer irgendwie jede jedem jeden jeder jedes jemand
jetzt kann kannst kein keine keinem keinen keiner kommen kommt konnte leider machen macht manche mehr mein meine
meinem meinen meiner mich mindestens morgen muss musste nach nachdem nichts niemand noch oder ohne schon sehr
sein seine seinem seinen seiner seit seitdem sich sicher sind sogar soll sollte sondern sonst statt stunden tage
tagen trotz uber unser unsere unserem unseren unserer unter viel viele vielen vielleicht wann waren warten warum
weder wegen weil weiter welche welcher wenn werde werden wieder wird wirklich wissen wochen wohl wollen worden
wurde wurden zehn zeit zwar zwei zwischen
"""
_FRENCH = """
alors apres assez aucun aucune aujourd aussi autre autres avant avec avez avoir avons beaucoup bien bonjour cela
celle celles celui cette ceux chaque chez combien comme comment contre dans deja depuis dernier derniere
derriere deux devant dire dois doit donc dont elle elles encore entre etait etaient etais etes etre eurs fait
faire faut fois font jamais jour jours jusqu jusque leur leurs lors lorsque mais meme memes merci mieux moins
mois notre nous nouveau pendant personne peut peux plus plusieurs pour pourquoi pourtant pouvez presque puis
quand quel quelle quelles quels quelque quelques rien sans semaine semaines sera serait seulement sommes sont
souvent sous suis sujet surtout temps tous tout toute toutes tres trois trop vers voici voila votre vous
vraiment heure heures
"""
_SPANISH = """
ahora algo alguien alguna algunas alguno algunos antes aqui aquel aquella aunque ayer buenas bueno buenos cada
casi como contra cosa cosas cual cuales cuando cuanto dando debe decir desde despues dias dice dicen donde
durante ella ellas ellos entonces eran eres esas esos esta estaba estado estais estamos estan estar estas este
esto estos estoy fueron gracias hace hacen hacer haciendo hasta hemos hola hora horas igual incluso jamas luego
mejor menos mientras misma mismo mucha muchas mucho muchos nada nadie ninguna ninguno nosotros nuestra nuestras
nuestro nuestros nunca otra otras otro otros para parece pero poco poder podemos porque primera primero puede
pueden puedo pues quien quiero sabe sean segun siempre sido siendo sigue sobre sola solo somos suya suyo tambien
tampoco tanta tanto tenemos tener tengo tiene tienen toda todas todavia todo todos tras unas unos usted ustedes
vamos veces veis vosotros semana semanas
"""
_ITALIAN = """
adesso alcuna alcuni alla allo allora altra altre altri altro anche ancora appena assai avete aveva avere bene
buona buone buongiorno buoni buono caro ciao cioe circa comunque cosi dagli dalla dalle dallo degli della delle
dello dentro detto deve dobbiamo dopo dove ecco essere fanno fare fatto fino forse fosse fuori giorni giorno
grazie hanno infatti insomma invece loro lungo magari male meglio meno mentre molta molte molti molto nella
nelle nello nemmeno nessun nessuna nessuno niente nostra nostre nostri nostro nulla nuovo oggi ogni ognuno oltre
oppure perche poca pochi possiamo posso potete prima primo proprio qualche qualcosa qualcuno quale quali quando
quanto quasi quella quelli quello questa queste questi questo quindi sara sempre senza siamo siete sono sopra
sotto stata stati stato stesso subito sugli sulla sulle sullo tanti tempo troppo tutta tutte tutti tutto vedere
verso volta volte vostra vostro settimana settimane minuti mila
"""
SMALL = frozenset(" ".join((_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _ITALIAN)).split())
"""None of these names a theme."""
