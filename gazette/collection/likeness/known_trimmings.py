"""Words that stand before and after personal names."""

_MEN = "baron count father lord monsieur mr prince senor shri sir"
_WOMEN = "baroness countess dame frau lady madame miss mme mrs ms princess senora sister smt"
_TITLES = """
acting adm admiral alderman alhaja alhaji amb ambassador archbishop assemblyman assemblymember assemblywoman assistant
ayatollah brig brigadier capt captain cardinal chairman chancellor chief cllr col colonel commissioner comrade
congressman congresswoman councillor councilman councilwoman dato datuk del delegate deputy dr eng engr floor gen
general gov governor haji herr hon honorable honourable imam ing judge judr justice king leader lieut lieutenant lt
maj major majority maulana mep mgr minister minority mla mp mudr officer phdr pope premier president pro prof
professor queen rabbi rep representative ret retd rev reverend right rndr rt secretary sen senator sergeant seri sgt
shaikh sheik sheikh speaker sultan tem tempore treasurer tun vice whip
"""
_LETTERS = """
ac am ao ba bao bsc cbe cc ceo cfo ch cm cmg cpa cto cvo dbe dcb dcmg dcvo ddo ddr dfc dl dlitt dm do dphil dsc dso
edd esq fba fca frs frsa frse gbe gbm gbs gcb gcmg gcvo jd jp kbe kc kcb kcmg kcvo kg kt llb lld llm lvo ma mba mbe mc
md mep mfa mha mhr mla mlc mna mnzm mp mpa mph mpp ms msc msp mvo obe oc om onz oq pc pe phd pm psc qc qsm qso ra rn
sc sj td ud usaf usmc usn
"""
_IN_SHORT = """
adm-admiral amb-ambassador capt-captain col-colonel gen-general gov-governor honorable-hon honourable-hon lt-lieutenant
maj-major prof-professor rep-representative rev-reverend sen-senator sgt-sergeant
"""

TITLES = frozenset(f"{_MEN} {_WOMEN} {_TITLES}".split())
"""In plain letters; also what stands before them, such as chief, vice and right."""
TITLES_IN_SHORT = dict(pair.split("-") for pair in _IN_SHORT.split())
SEXES = dict.fromkeys(_MEN.split(), "m") | dict.fromkeys(_WOMEN.split(), "w")
"""By title, in plain letters."""
LETTERS = frozenset(_LETTERS.split())
"""What is written after names: orders, degrees, seats, courts; in capitals, with full stops or after a comma."""
MIXED = frozenset("BSc DLitt DPhil DSc EdD Esq Esquire MPhil MSc PharmD PhD PsyD".split())
"""Those that are written in small letters too."""
GENERATIONS = dict.fromkeys("filho fils hijo jnr jr junior younger".split(), "jr") | dict.fromkeys(
    "elder pere senior snr sr".split(), "sr"
)
"""In plain letters."""
NUMERALS = frozenset("I II III IV V".split())
"""Of generations, behind a given and a family name."""
BORN = frozenset("born formerly geb geborene ne nee".split())
ROLES = frozenset("attorney chair chairman chairwoman chief deputy director editor executive former prime".split())
"""What begins an office behind a comma: Ada Byron, Attorney General."""
DESCRIBES = frozenset("and at for in of the".split())
"""What only offices have."""
