"""Words that tell people from institutions and places, and women from men.

Small on purpose: an unknown first name costs some certainty, never a name.
"""

from typing import Final


def _words(listing: str) -> frozenset[str]:
    return frozenset(listing.split())


HONORIFICS: Final = {
    "mr": "m", "mister": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "father": "m",
    "mrs": "f", "ms": "f", "miss": "f", "madam": "f", "lady": "f", "queen": "f", "princess": "f",
    "dame": "f", "sister": "f", "baroness": "f", "duchess": "f", "duke": "m", "pope": "m",
    "imam": "m", "rabbi": "", "dr": "", "prof": "", "rev": "", "hon": "", "mx": "",
}  # fmt: skip

TITLES: Final = _words(
    "activist actor actress adm admiral adviser advisor aide amb ambassador analyst anchor"
    " archbishop attorney atty author billionaire bishop brother businessman businesswoman"
    " candidate capt captain cardinal ceo cfo chair chairman chairperson chairwoman chancellor"
    " chef chief cmdr co-founder coach col colleague colonel columnist comedian commander"
    " commissioner congressman congressperson congresswoman coo correspondent councillor"
    " councilman councilwoman daughter democrat deputy detective director doctor economist editor"
    " envoy executive founder front-runner frontrunner gen general gov governor historian host"
    " husband independent inspector judge justice king lawmaker lawyer leader legislator"
    " lieutenant lt maj major manager mayor mep minister mother mp nominee officer owner partner"
    " pastor pollster premier president principal producer professor prosecutor queen rep reporter"
    " representative reps republican researcher resident reverend rival scientist secretary sen"
    " senator sens sergeant sgt sheriff singer son speaker spokesman spokesperson spokeswoman star"
    " strategist superintendent teacher treasurer veteran vice-president whip wife writer"
) | frozenset(HONORIFICS)  # fmt: skip

WOMEN: Final = _words(
    "actress aunt businesswoman chairwoman congresswoman councilwoman daughter girl girlfriend"
    " grandmother heroine lady mother niece policewoman princess queen sister spokeswoman"
    " stateswoman widow wife woman"
)
MEN: Final = _words(
    "boy boyfriend brother businessman chairman congressman councilman father fireman grandfather"
    " husband king lord man nephew policeman prince son spokesman statesman uncle widower"
)

PARTIES: Final = _words("republican democratic democrat conservative labour liberal gop")

LEADERS: Final = _words("leader president premier chancellor ruler minister king queen dictator")

OFFICES: Final = _words(
    "affairs agriculture budget commerce consumer customs defence defense development drug"
    " education energy executive finance financial fire foreign general health homeland housing"
    " human immigration intelligence interior justice labor labour national office operating"
    " police prevention science security services staff state technology trade transport"
    " transportation treasury urban veterans wildlife"
)  # fmt: skip

INSTITUTIONS: Final = _words(
    "act administration agency airlines airport airways alliance amendment army assembly"
    " association authority avenue award awards bank beach bill board boulevard bureau campaign"
    " caucus center centers centre church city club co coalition college command commission"
    " committee company conference congress corp corps council county court cup daily day defence"
    " defense democrats department embassy federation festival force forces foundation fund games"
    " global government group hall headquarters herald holdings hospital hotel house inc"
    " industries institute institutes institution international island islands journal kingdom"
    " korea korean kremlin lab laboratory lake law league library llc ltd magazine media ministry"
    " mission motors mountain museum nations navy network news newspaper office open organisation"
    " organization park parliament partners party pentagon police post press prize province radio"
    " records republic republicans river road school security senate series service services"
    " society stadium state states station street studios summit supreme systems team technologies"
    " times tower treasury tribune trust tv union university war watch week"
)

PAPERS: Final = _words("times post journal tribune herald globe guardian telegraph gazette")

PLACES_BEGIN: Final = _words(
    "cape central east eastern el fort great hong las latin los middle mount new north northern"
    " port san santa saudi south southern sri united west western white"
)

NOT_NAMES: Final = _words(
    "afghanistan africa african america american americans april asia asian august australia"
    " beijing berlin brazil britain british california canada canadian catholic china chinese"
    " christian conservative december democrat democratic democrats england english eu europe"
    " european europeans facebook february florida france french friday german germans germany god"
    " google india indian instagram internet iowa iran iranian iraq islam israel israeli italian"
    " italy january japan japanese jewish july june korea korean koreans london march may mexican"
    " mexico monday moscow muslim muslims nato november october ohio pakistan paris pyongyang"
    " republican republicans russia russian russians saturday seoul september spain spanish sunday"
    " syria texas thursday tokyo tuesday twitter u.s uk ukraine un us usa washington wednesday"
    " youtube"
)

DAYS: Final = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december aug. jan. feb. sept. oct. nov. dec."
)

FUNCTION_WORDS: Final = _words(
    "a about according after again against all almost also although always amid among an and"
    " another any anyone are around as asked at away because before behind being below between"
    " both but by can could dear despite did do does during each earlier either even ever every"
    " everyone few first following for former from further given had has have he her here hers him"
    " his how however i if in indeed inside instead into is it its just last late later least less"
    " let like many maybe me meanwhile more moreover most much my near neither never next no"
    " nobody none nor not nothing now of off often on once one only onto or other others our out"
    " over perhaps rather recently second several she should similarly since so some someone soon"
    " speaking still such than that the their them then there these they this those though through"
    " throughout thus to today together tomorrow too two under unlike until up upon us very was we"
    " were what whatever when where whether which while who whose why will with within without"
    " would yes yesterday yet you your"
)

PARTICLES: Final = _words("de da di del della der den van von bin ibn al el la le du dos das")

THAT_SPEAK: Final = INSTITUTIONS | _words(
    "ad analysis article book complaint document editorial email filing film indictment lawsuit"
    " letter memo paper poll post report review ruling statement study suit survey tweet website"
)

SUFFIXES: Final = _words("jr sr ii iii iv")

GIVEN_MEN: Final = _words(
    "aaron adam adrian ahmed alan albert alejandro alex alexander alexei alfred ali allen amir"
    " anders andre andrei andrew andy angel anthony antonio antony arnold arthur barack barry ben"
    " benjamin benny bernard bernie bill billy bob bobby boris brad bradley brandon brendan brent"
    " brett brian bruce bryan caleb calvin carl carlos chad charles charlie chris christian"
    " christopher chuck clarence clark claude cliff clint colin connor corey craig curtis cyrus"
    " dale damian dan daniel danny darren dave david dean dennis derek devin diego dirk dmitry"
    " dominic don donald doug douglas drew duncan dustin dwight earl eddie edgar eduardo edward"
    " edwin elijah elliot elon emmanuel enrique eric erik ernest ethan eugene evan fabio felix"
    " fernando francis francisco francois frank franklin fred frederick gabriel garrett gary gavin"
    " gene geoff geoffrey george gerald gerard gilbert giovanni glenn gordon graham grant greg"
    " gregory guy hank hans harold harry harvey hassan hector henry herbert herman howard hugh"
    " hugo ian ibrahim igor isaac ivan jack jacob jaime jake james jamie jared jason javier jay"
    " jean jeb jeff jeffrey jeremy jerome jerry jesse jim jimmy joe joel john johnny jon jonathan"
    " jordan jorge jose joseph josh joshua juan julian julius justin karl keith ken kenneth kent"
    " kevin khalid kurt kyle lance larry lars laurence lawrence lee len leo leon leonard leonardo"
    " lewis liam lindsey lloyd louis luca lucas luis luke mahmoud malcolm marc marco marcus mario"
    " mark martin marvin mason matt matthew maurice max maxwell michael miguel mike mikhail mitch"
    " mitt mohamed mohammad mohammed muhammad nathan ned neil nicholas nick nicolas nigel noah"
    " noel norman oleg oliver omar oscar otto owen pablo pat patrick paul pedro pete peter phil"
    " philip phillip pierre rafael ralph ramon rand randy raul ray raymond reggie reince rex"
    " ricardo richard rick ricky rob robert roberto robin rod rodney roger roland ron ronald ross"
    " roy rudy rupert russell ryan salman sam samuel sanjay saul scott sean sebastian sergei seth"
    " shane shaun shawn sidney simon stan stanley stefan stephen steve steven stuart ted terrence"
    " terry theodore thomas tim timothy tobias todd tom tommy tony travis trevor trey tyler vernon"
    " victor vince vincent vladimir volodymyr walter warren wayne wesley will william winston"
    " wolfgang xavier yusuf zach zachary"
)

GIVEN_WOMEN: Final = _words(
    "abby abigail agnes aisha alexandra alexis alice alicia alison allison amanda amber amelia"
    " amy ana andrea angela angelina anita ann anna anne annette annie april ariana ashley audrey"
    " ava barbara beatrice becky bella bernadette beth betsy betty beverly beyonce bianca bonnie"
    " brenda brianna bridget britney brittany camille candace carla carly carmen carol caroline"
    " carolyn carrie cassandra catherine cathy cecilia celia charlotte chelsea cheryl chloe"
    " christina christine cindy claire clara claudia colleen connie corinne courtney crystal"
    " cynthia daisy dana daniela danielle dawn debbie deborah debra delia denise diana diane dolly"
    " dolores donna dora doris dorothy edith eileen elaine eleanor elena elizabeth ella ellen"
    " emily emma erica erika erin esther eva eve evelyn faith fatima fiona florence frances"
    " gabrielle gail gemma georgia gina giorgia gloria grace greta gwen hannah harriet hazel"
    " heather heidi helen helena hilary hillary holly hope huma ida ilana ingrid irene iris irma"
    " isabel isabella ivanka jackie jacqueline jane janet janice jasmine jean jeanne jenna"
    " jennifer jenny jessica jill joan joanna joanne jocelyn josephine joy joyce judith judy julia"
    " juliana julie june kaitlyn kamala karen karla kate katherine kathleen kathryn kathy katie"
    " kayla kelly kellyanne kerry kimberly kirsten kristen kristin lara laura lauren leah lena"
    " leslie lila lillian lily linda lindsay lisa liz liza loretta lori lorraine louise lucia lucy"
    " lydia lynn mackenzie madeleine madison malia mandy marcia margaret maria marian marianne"
    " marie marilyn marina marissa marjorie marla martha mary maureen maxine maya megan melania"
    " melanie melissa mercedes meredith mia michele michelle miranda miriam molly monica nadia"
    " nancy naomi natalie natasha nicole nikki nina nora olga olivia pamela patricia paula pauline"
    " peggy penelope penny phyllis priscilla rachel rebecca regina renee rhonda rita roberta robyn"
    " rosa rosalind rose rosemary ruth sabrina sally samantha sandra sara sarah savannah serena"
    " shannon sharon sheila shelley sherry shirley sofia sonia sophia sophie stacey stacy stella"
    " stephanie sue susan suzanne sylvia tammy tanya tara taylor teresa tess theresa tiffany tina"
    " tracy ursula valerie vanessa vera veronica victoria violet virginia wanda wendy whitney"
    " yolanda yvonne zoe"
)

GIVEN: Final = GIVEN_MEN | GIVEN_WOMEN

SOURCES: Final = _words(
    "activists administration adviser advisers advocates agency aide aides allies ambassador"
    " analyst analysts anchor attorney author authorities authors board campaign candidate ceo"
    " chairman chairwoman coach columnist commentators commission committee company congressman"
    " conservatives council court critics democrats department detectives diplomat diplomats"
    " director doctor doctors economists editor envoy everyone executive executives expert experts"
    " family father founder friends government governor group historians host investigators"
    " journalist journalists judge lawmakers lawyer lawyers leader leaders liberals magazine man"
    " manager many mayor media member members men minister ministry most mother network newspaper"
    " nobody observers office officer officers official officials one opponents organisers"
    " organizers others outlets panel paper parents people player police politicians president"
    " professor prosecutors pundits regulators report reporter reporters republicans researchers"
    " residents scientists secretary senator some source sources spokesman spokespeople"
    " spokesperson spokeswoman statement student students study supporters teacher teachers team"
    " union voters witnesses woman women"
)

# What a country and its adjective share, where their first four letters differ.
COUNTRY_STEMS: Final = {
    "us": "unit", "u.s.": "unit", "u.s": "unit", "american": "unit", "america": "unit",
    "uk": "brit", "dutch": "neth", "french": "fran", "greek": "gree", "danish": "denm",
    "spanish": "spai", "turkish": "turk", "polish": "pola", "swiss": "swit",
}  # fmt: skip

_NOT_HUMAN: Final = _words(
    "another border chapter character color computer corner cover disaster disorder dollar door"
    " error ever factor favor filter floor flower fever gather harbor her horror hour humor labor"
    " ladder layer major matter metaphor meter minor mirror monitor motor murder never number offer"
    " order other over paper power quarter river rumor shelter shoulder silver sponsor summer super"
    " terror tower tumor under vapor vector water weather whether winter wonder year"
)


def can_speak(noun: str) -> bool:
    """Whether a common noun is a source, or looks like what somebody is: engineers, a historian."""
    one = noun.removesuffix("s")
    is_human = len(one) > 4 and one.endswith(("er", "or", "ist", "ian", "man", "men"))
    return noun in SOURCES or (is_human and one not in _NOT_HUMAN)
