"""Words that tell people from institutions and places, and women from men: data, no logic.

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
    "president vice-president premier chancellor minister secretary senator representative"
    " congressman congresswoman governor mayor judge justice chief director chairman chairwoman"
    " chair chairperson ceo cfo coo founder co-founder professor doctor general colonel major"
    " captain lieutenant sergeant admiral commander officer sheriff inspector superintendent"
    " detective ambassador envoy commissioner councilman councilwoman councillor attorney lawyer"
    " spokesman spokeswoman spokesperson leader speaker whip candidate nominee adviser advisor"
    " aide strategist manager coach author writer actor actress singer director reporter"
    " correspondent editor columnist anchor host analyst economist historian scientist researcher"
    " pollster activist treasurer deputy chef producer bishop archbishop cardinal pastor"
    " reverend rep reps sen sens gov gen lt col maj sgt capt cmdr adm amb atty treasurer"
    " congressperson lawmaker mp mep legislator comedian frontrunner front-runner billionaire"
    " businessman businesswoman veteran prosecutor principal teacher resident owner executive"
    " partner wife husband son daughter mother brother rival colleague star king queen"
) | frozenset(HONORIFICS)  # fmt: skip

WOMEN: Final = _words(
    "spokeswoman chairwoman congresswoman councilwoman businesswoman woman actress mother wife"
    " daughter girl widow aunt grandmother queen princess lady sister niece girlfriend"
    " policewoman heroine stateswoman"
)
MEN: Final = _words(
    "spokesman chairman congressman councilman businessman man father husband son boy widower"
    " uncle grandfather king prince lord brother nephew boyfriend policeman statesman fireman"
)

LEADERS: Final = _words("leader president premier chancellor ruler minister king queen dictator")

OFFICES: Final = _words(
    "state defense defence foreign affairs treasury commerce education energy labor labour"
    " transportation transport agriculture justice interior homeland security health human"
    " services veterans housing urban development finance trade staff intelligence national"
    " staff police fire general executive operating financial office"
)  # fmt: skip

INSTITUTIONS: Final = _words(
    "agency department ministry university college institute institution school inc corp co llc"
    " ltd company group party committee council commission congress senate house parliament court"
    " bank fund news times post journal tribune herald daily magazine press network radio tv"
    " association society foundation organization organisation union federation league club"
    " team army navy force forces police bureau office administration campaign center centre"
    " church hospital board authority service services administration government assembly mission"
    " coalition alliance caucus conference museum library laboratory lab studios records"
    " newspaper media embassy treasury pentagon kremlin republicans democrats motors airlines"
    " airways systems technologies partners holdings industries international global watch act"
    " bill law amendment street avenue road boulevard park airport station stadium hotel hall"
    " tower river lake mountain island islands beach county city state states province kingdom"
    " republic korea korean nations cup games open series awards award prize festival war summit"
    " day week ministry headquarters command corps security defense defence supreme trust"
)

PLACES_BEGIN: Final = _words(
    "north south east west northern southern eastern western new united white great saudi hong los"
    " san santa las fort port mount el sri cape central middle latin"
)

NOT_NAMES: Final = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december american americans british chinese"
    " russian russians french german germans japanese korean koreans israeli iranian mexican"
    " canadian european europeans african asian indian english spanish italian christian muslim"
    " muslims jewish catholic republican republicans democrat democrats democratic conservative"
    " god islam internet english twitter facebook youtube instagram google"
    " washington london beijing moscow pyongyang seoul paris berlin tokyo america china russia"
    " france germany japan korea israel iran mexico canada europe africa asia india england"
    " britain spain italy ukraine syria iraq afghanistan pakistan australia brazil texas florida"
    " california ohio iowa us u.s usa uk eu un nato"
)

FUNCTION_WORDS: Final = _words(
    "a about according after again against all almost also although always amid among an and"
    " another any anyone are around as asked at away because before behind being below between"
    " both but by can could dear despite did do does during each earlier either even ever every"
    " everyone few first following for former from further given had has have he her here hers"
    " him his how however i if in indeed inside instead into is it its just last late later least"
    " less let like many maybe me meanwhile more moreover most much my near neither never next no"
    " nobody none nor not nothing now of off often on once one only onto or other others our out"
    " over perhaps rather recently second several she should similarly since so some someone"
    " soon speaking still such than that the their them then there these they this those though"
    " through throughout thus to today together tomorrow too two under unlike until up upon us"
    " very was we were what whatever when where whether which while who whose why will with"
    " within without would yes yesterday yet you your"
)

PARTICLES: Final = _words("de da di del della der den van von bin ibn al el la le du dos das")

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
    " fernando francis francisco francois frank franklin fred frederick gabriel garrett gary"
    " gavin gene geoff geoffrey george gerald gerard gilbert giovanni glenn gordon graham grant"
    " greg gregory guy hank hans harold harry harvey hassan hector henry herbert herman howard"
    " hugh hugo ian ibrahim igor isaac ivan jack jacob jaime jake james jamie jared jason javier"
    " jay jean jeb jeff jeffrey jeremy jerome jerry jesse jim jimmy joe joel john johnny jon"
    " jonathan jordan jorge jose joseph josh joshua juan julian julius justin karl keith ken"
    " kenneth kent kevin khalid kurt kyle lance larry lars laurence lawrence lee len leo leon"
    " leonard leonardo lewis liam lindsey lloyd louis luca lucas luis luke mahmoud malcolm marc"
    " marco marcus mario mark martin marvin mason matt matthew maurice max maxwell michael miguel"
    " mike mikhail mitch mitt mohamed mohammad mohammed muhammad nathan ned neil nicholas nick"
    " nicolas nigel noah noel norman oleg oliver omar oscar otto owen pablo pat patrick paul pedro"
    " pete peter phil philip phillip pierre rafael ralph ramon rand randy raul ray raymond reince"
    " reggie rex ricardo richard rick ricky rob robert roberto robin rod rodney roger roland ron"
    " ronald ross roy rudy rupert russell ryan salman sam samuel sanjay saul scott sean sebastian"
    " sergei seth shane shaun shawn sidney simon stan stanley stefan stephen steve steven stuart"
    " ted terrence terry theodore thomas tim timothy tobias todd tom tommy tony travis trevor"
    " trey tyler vernon victor vince vincent vladimir volodymyr walter warren wayne wesley will"
    " william winston wolfgang xavier yusuf zach zachary"
)

GIVEN_WOMEN: Final = _words(
    "abby abigail agnes aisha alexandra alexis alice alicia alison allison amanda amber amelia"
    " amy ana andrea angela angelina anita ann anna anne annette annie april ariana ashley audrey"
    " ava barbara beatrice becky bella bernadette beth betsy betty beverly beyonce bianca bonnie"
    " brenda brianna bridget britney brittany camille candace carla carly carmen carol caroline"
    " carolyn carrie cassandra catherine cathy cecilia celia charlotte chelsea cheryl chloe"
    " christina christine cindy claire clara claudia colleen connie corinne courtney crystal"
    " cynthia daisy dana daniela danielle dawn deborah debbie debra delia denise diana diane dolly"
    " dolores donna dora doris dorothy edith eileen elaine eleanor elena elizabeth ella ellen"
    " emily emma erica erika erin esther eva eve evelyn faith fatima fiona florence frances"
    " gabrielle gail gemma georgia gina giorgia gloria grace greta gwen hannah harriet hazel"
    " heather heidi helen helena hillary hilary holly hope huma ida ilana ingrid irene iris irma"
    " isabel isabella ivanka jackie jacqueline jane janet janice jasmine jean jeanne jenna"
    " jennifer jenny jessica jill joan joanna joanne jocelyn josephine joy joyce judith judy julia"
    " juliana julie june kaitlyn kamala karen karla kate katherine kathleen kathryn kathy katie"
    " kayla kelly kellyanne kerry kim kimberly kirsten kristen kristin lara laura lauren leah"
    " lena leslie lila lillian lily linda lindsay lisa liz liza loretta lori lorraine louise lucia"
    " lucy lydia lynn mackenzie madeleine madison malia mandy marcia margaret maria marian"
    " marianne marie marilyn marina marissa marjorie marla martha mary maureen maxine maya megan"
    " melania melanie melissa mercedes meredith mia michele michelle miranda miriam molly monica"
    " nadia nancy naomi natalie natasha nicole nikki nina nora olga olivia pamela patricia paula"
    " pauline peggy penelope penny phyllis priscilla rachel rebecca regina renee rhonda rita"
    " roberta robyn rosa rosalind rose rosemary ruth sabrina sally samantha sandra sara sarah"
    " savannah serena shannon sharon sheila shelley sherry shirley sofia sonia sophia sophie"
    " stacey stacy stella stephanie sue susan suzanne sylvia tammy tanya tara taylor teresa tess"
    " theresa tiffany tina tracy ursula valerie vanessa vera veronica victoria violet virginia"
    " wanda wendy whitney yolanda yvonne zoe"
)

SOURCES: Final = _words(
    "official officials analyst analysts expert experts source sources spokesman spokeswoman"
    " spokesperson spokespeople leader leaders president minister ministry government agency"
    " department company group campaign candidate senator congressman governor mayor critics"
    " supporters advocates lawyers attorney lawyer judge court police prosecutors officer"
    " lawmakers democrats republicans aides aide adviser advisers author authors report study"
    " statement newspaper paper magazine network media outlets researchers scientists economists"
    " historians activists opponents allies friends people voters residents witnesses family"
    " mother father woman man women men professor director manager coach player executive"
    " executives chairman chairwoman ceo founder commission committee council panel board union"
    " office administration team reporter reporters journalist journalists editor columnist"
    " host anchor others some many most one everyone nobody doctor doctors teacher teachers"
    " parents student students member members secretary ambassador envoy diplomat diplomats"
    " officers authorities regulators investigators detectives organizers organisers"
    " conservatives liberals observers commentators pundits politicians"
)

# What a country and its adjective share, where their first four letters differ.
COUNTRY_STEMS: Final = {
    "us": "unit", "u.s.": "unit", "u.s": "unit", "american": "unit", "america": "unit",
    "uk": "brit", "dutch": "neth", "french": "fran", "greek": "gree", "danish": "denm",
    "spanish": "spai", "turkish": "turk", "polish": "pola", "swiss": "swit",
}  # fmt: skip
