"""Names that are written in several ways, and names that are like each other and are two."""

from gazette.collection.likeness.slips import sound

_FORMS = """
abdul abdel abd abdal
abdullah abdallah abdulla
ahmed ahmad
aisha ayesha aicha
alexander aleksandr alexandr oleksandr aliaksandr alyaksandr alexandre aleksander aleksandar
alexei alexey aleksei oleksiy oleksii alyaksei
andrei andrey andriy andrii
catherine katherine katharine kathryn
christopher kristoffer christoffer kristopher
deborah debra
dmitri dmytro dzmitry dimitri
ekaterina yekaterina kateryna
elena yelena olena
evgeny yevgeny yevhen evgenii
faisal feisal faysal
fatima fatemeh fatma
geoffrey jeffrey
grigory hryhoriy hryhorii
hafez hafiz
hassan hasan
hosni husni
hussein hussain husayn hossein husain huseyn hosein
ibrahim ebrahim
igor ihor
ismail esmail
jamal gamal djamal
khaled khalid
kirill kyrylo
konstantin kostiantyn kostyantyn
mahmoud mahmud mahmood
maksim maksym maxim
mikhail mykhailo mykhaylo mikheil mihail
muammar moammar
muhammad mohammed mohammad mohamed muhammed mohamad mohamud
mustafa mostafa moustafa
naser nasser nasir
natalia natalya nataliya
nikolai nikolay mykola mikalai
oleg oleh
olga olha
omar umar
osman othman uthman
petr pyotr petro piotr
philip philippe
qasem qassem qasim kasim
rashid rasheed rachid
reza riza
said saeed
sergei sergey serhiy serhii siarhei serge
stephen steven
suleiman suleyman sulaiman soliman
tatiana tatyana tetiana
vasily vasyl vasili
vladimir volodymyr uladzimir
yasser yasir yaser
yuri yury yuriy
yusuf youssef yousef yusef
zayed zayid
"""
"""Each line is one name as different languages and transliterations write it."""
_GIVEN = """
adam adrian adriana agnes albert alberta alberto alexandra alexis alfred alice alina alison allan alma amanda amina amir
amira andre andrea andreas andrew angela angelo anna anne anton antonia antonio arthur astrid barbara beatrice bernard
bernarda bianca boris brian bruno camila camilla camille carl carla carlo carlos carmen carol carolina caroline cecilia
celia charles charlotte christian christiane christina christine claire clara claude claudia claudio clemens colin
conrad cornelia daniel daniela danielle dario darya david davide dennis denise diana diego dominic dominique donald dora
edgar edith edmund eduard edward elisa elisabeth ellen elsa emil emilia emilie emilio emily emma enrico eric erica erik
erika ernest esther eugene eugenia eva ewan fabian fabio farid farida felix ferdinand fernanda fernando filip florence
florian frances francesca francesco francis francisco franco francois frank franz fred frederic frida gabriel gabriela
gabriella george georgia gerald gerard giovanna giovanni gloria gordon greta guido gustav hamed hamid hanna hannah hans
harold harriet harry heather heidi helen helena helga henri henrik henry herbert herman hilda hugo ines ingrid irena
irene iris isabel isabella ivan ivana jack jacob jacques jamal jamal jamie jamil jamila james jane janet janine jean
jeanne jennifer jerome jessica jim joachim joan joanna joel johan johann johanna john jonas jonathan jorge jose josef
joseph josephine joshua joyce juan juana judith judy julia julian juliana julie julien juliet julio julius karen karim
karima karin karl karla katarina kathleen keith kenneth kevin khalil klara klaus kurt lara lars laura lauren laurence
leila lena leon leona leonard leonardo leonid lewis linda lisa lola lorenzo louis louisa louise lucas lucia lucian
luciana lucy luis luisa lukas magda magnus majid majida manuel manuela marc marcel marcela marcello marco marcos marcus
margaret margarita maria marian mariana marianne marie marika marina mario marion maris marisa marius mark marko markus
marta martha martin martina mary marya matthew maurice mauro max maya melanie michael michaela michal michel michela
michele michelle miguel milan milena miriam mona monica monika morgan nadia nadine nancy natalie nathan nicholas nicola
nicolas nicole nikola nina nora norbert norman oliver olivia oscar pablo pamela pascal patricia patrick paul paula
paulina pauline paulo pedro peter petra philipp pierre rachel rafael ralph ramon raphael rashad raul raymond rebecca
regina renata renate rene richard rita robert roberta roberto robin rodrigo roger roland roman romana rosa rosalie rose
rosemary ruben rudolf rupert ruth sabina sabine salem saleh salim salma samir samira samuel sandra sara saud sebastian
selma sergio silvia simon simone sofia sonia sophia sophie stefan stefania stefano stella stephanie susan susana susanne
svetlana sven sylvain sylvia sylvie tamara tamila tanya teresa thea theresa thomas tobias tomas tony ursula valentin
valentina valeria valerie vera veronica victoria vincent viola virginia vivian walter wanda werner wilhelm william
yusuf yvette yvonne zainab zara
"""
_FAMILIES = """
adams adkins alvarez andersen anderson andersson andrews bailey baker barnes becker bennett berger brooks brown bryant
butler campbell carlson carlsson carter castillo castro chavez clark clarke coleman collins cooper cox davidson davies
davis delgado diaz dixon douglas edwards ellis eriksen eriksson evans fernandez ferrari fischer fisher fleming fletcher
flores foster fraser fuentes garcia gardner gibson gomes gomez gonzalez graham grant gray green greene griffin
guerrero gutierrez hall hamilton hansen hansson harper harris harrison hart hartmann harvey hayes henderson hernandez
herrmann hoffmann holmes howard hughes hunter jackson jacobs jacobsen jansen janssen jenkins jensen jimenez johansen
johansson johnson johnston jones jordan kaiser karlsson keller kelley kelly kennedy koch koehler koenig krause kruger
lange larsen larsson lehmann lopez maier marin marshall martinez mason matthews mayer mcdonald medina
melendez mendez mendoza menendez meyer miller mills mitchell moller moore morales moreau morris morrison muller
murphy murray myers nelson neumann newman nguyen nicholson nielsen nilsson nilsen olsen olson olsson ortega ortiz owens
palmer parker parsons patel patterson payne pearson peters petersen peterson phillips porter powell price ramirez ramos
reyes reynolds richards richardson richter rivera roberts robertson robinson rodriguez rogers romero ross russell ryan
salazar sanchez sanders santiago santos schafer schmid schmidt schmitt schmitz schneider schroeder schulte schulz
schulze schwartz schwarz scott shaw silva simmons simpson smith sorensen soto spencer stephens stevens stevenson stewart
stone sullivan svensson taylor thompson thomson torres tucker turner vargas vasquez wagner walker wallace walsh walter
walters ward warren watkins watson weaver webb weber wells wheeler white wilkins wilkinson williams williamson
wilson winkler winter wolff wood woods wright young zimmermann
"""
"""Common names, given and family: two of them are two people's more often than one person's, misspelt."""

_BETWEEN = """
ali ana bai begum bibi chand chandra das dev devi hari jose kaur khan kumar kumari lal luther mani maria mohan nath pal
prasad rai raj raja ram rani rao sah shah singh sri sultana van
"""
"""Names that stand between others: whoever has one at the end of a name may be somebody else with a family name."""

_FIRST = """
ahn bui chen cho choi dang duong guo han ho hoang hong huang hwang jang jung kang kim kwon lee lim lin liu luo ly ngo
nguyen oh park pham phan seo shin song sun tran vo vu wang wu xu yang yoon zhang zhao zhou zhu
"""
"""Family names that stand first: two words with one are half a name."""

_LINES = [line.split() for line in _FORMS.strip().split("\n")]
FORMS = {sound(word): sound(line[0]) for line in _LINES for word in line}
FORMS |= {word: sound(line[0]) for line in _LINES for word in line}
"""By sound, and before that by plain letters, how the first form of a name sounds that has several."""
DIFFERENT = frozenset((_GIVEN + _FAMILIES + _FORMS).split())
"""In plain letters."""
FIRST = frozenset(_FIRST.split())
GIVEN = frozenset((_GIVEN + _FORMS + _BETWEEN).split())
"""In plain letters, too: those that are no family name, or not the last one."""
