"""Short forms of given names."""

from collections import defaultdict
from collections.abc import Mapping

_NICKNAMES = """
abigail abby gail
abraham abe
alan al
albert al bert
alejandro alex
aleksandr sasha
alexander alex alec sandy sasha
alexandra alex sandra sasha
alfred fred alf
amanda mandy
andrew andy drew
angela angie
angelica angie
anthony tony
antonia toni
antonio tony toni
archibald archie
arnold arnie
arthur art
augustus gus
barbara barb babs
benjamin ben benny
bernard bernie
beverly bev
bradley brad
calvin cal
cameron cam
candace candy
caroline carrie
carolyn carrie
cassandra cass
catherine cathy kate katie kathy kay kit kitty cat
charles charlie chuck chas
christian chris
christina chris tina chrissy
christine chris chrissy
christopher chris kit
clifford cliff
clinton clint
constance connie
cornelius neil
curtis curt
cynthia cindy
daniel dan danny
david dave davy
deborah deb debbie debby
debra deb debbie
dennis denny
dmitri dima mitya
dominic dom nick
donald don donnie
dorothy dot dottie dolly
douglas doug
edmund ed ned ted
eduardo lalo
edward ed eddie ned ted teddy
edwin ed
ekaterina katya
eleanor ellie nell
elizabeth liz beth betty betsy eliza bess lizzie libby elsie
emanuel manny
enrique kike
ernest ernie
eugene gene
evelyn evie
evgeny zhenya
ezekiel zeke
frances fran frankie
francis frank
francisco paco pancho
franklin frank
frederic fred
frederick fred freddie
gabriel gabe
gabrielle gabby
geoffrey geoff jeff
gerald gerry jerry
gerard gerry
gilbert gil
giovanni gianni nanni
giuseppe beppe
gregory greg
guadalupe lupe
gwendolyn gwen
harold hal harry
harriet hattie
henry hank harry hal
herbert herb bert
howard howie
ignacio nacho
irving irv
isaac ike
isabella bella izzy
jackson jack
jacob jake
jacqueline jackie
james jim jimmy jamie
janet jan
jeanette jean
jefferson jeff
jeffrey jeff
jennifer jen jenny
jeremiah jerry
jeremy jerry
jerome jerry
jessica jess jessie
jesus chuy
jillian jill
johann hans
johannes hans hannes
john jack johnny jock
jonathan jon jonny
jose pepe
josef sepp
joseph joe joey
josephine jo josie
joshua josh
judith judy
katharine kathy kate katie kay kit kitty
katherine kathy kate katie kay kit kitty
kathleen kathy kate
kenneth ken kenny
kimberly kim
kristen kris
kristin kris
kristina kris
kristopher kris
laura laurie
laurence larry
lawrence larry
leland lee
leonard len lenny leo
leonardo leo
leroy roy
leslie les
lewis lew
lillian lily
louis lou louie
lucas luke
lucille lucy
luigi gigi
madeline maddie
magdalena lena
malcolm mal
manuel manny manolo
marcus marc
margaret maggie peg peggy meg marge margie greta
marjorie marge margie
martha marty
martin marty
mary molly polly mamie
matthew matt
maurice morrie
maximilian max maxi
maxwell max
melvin mel
michael mike mick mickey
miguel mike
mikhail misha
mildred millie
mitchell mitch
mohammad mo
mohammed mo
mortimer mort
muhammad mo
natalia natasha
natalie nat
nathan nat nate
nathaniel nat nate
nicholas nick nicky
nicolas nick
nicole nikki nicky
nikolai kolya
norman norm
oliver ollie
pamela pam
patricia pat patsy patty tricia trish
patrick pat paddy
penelope penny
peter pete
philip phil
phillip phil
priscilla cilla
rachel rae
randall randy
randolph randy
raymond ray
rebecca becky becca
reginald reg reggie
richard dick rick rich ricky richie
robert bob rob bobby robbie bert
roberta bobbie
roberto beto
roderick rod
rodney rod
ronald ron ronnie
rosalind roz
rosemary rosie
rudolf rudi
rudolph rudy
russell russ
salvador chava
salvatore sal
samantha sam
samuel sam sammy
sanford sandy
santiago santi
sarah sally sadie
sebastian seb basti
sergei seryozha
sheldon shel
sidney sid
solomon sol
stanley stan
stephanie steph
stephen steve
steven steve
stewart stew
stuart stu
susan sue susie
suzanne sue
tamara tammy
tatiana tanya
terence terry
teresa terry tess tessa
terrance terry
terrence terry
thaddeus tad
theodora theo dora
theodore ted teddy theo
theresa terry tess tessa
thomas tom tommy
timothy tim timmy
tobias toby
tyrone ty
valerie val
vernon vern
veronica ronnie
vicente chente
victor vic
victoria vicky tori
vincent vince vinny
virginia ginny
vivian viv
vladimir volodya vova
walter walt wally
wesley wes
wilfred wilf
william bill billy will willie willy
winifred winnie
winston win
wolfgang wolf
zachariah zach
zachary zach zack
zackary zack
"""
"""Each line is a given name and the forms that everybody takes for it."""


def _read() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for whole, *short in map(str.split, _NICKNAMES.strip().splitlines()):
        for name in short:
            found[whole].append(name)
            found[name].append(whole)
    return {name: tuple(others) for name, others in found.items()}


NICKNAMES = _read()
"""By given name its short forms, and by short form the names that it may stand for; in plain letters."""
