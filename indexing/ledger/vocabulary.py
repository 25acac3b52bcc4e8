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
    "cape central county east eastern el fort great hong las latin los middle mount new north"
    " northern port san santa saudi south southern sri united west western white"
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
    "aaron abdel adam adolfo adrian ahmed alan albert aldo alec alejandro alexander alexei"
    " alfonso alfred alfredo ali alistair allan allen alvin amir amos anders andre andrei andrew"
    " andy angus anthony antonio antony armando arnold arthur arturo asa aubrey avi axel barack"
    " barney barry bart bashar ben benjamin bennett benny bernard bernie bert bill billy bo bob"
    " bobby boris brad bradley brandon brendan brent brett brian brock bruce bryan burt byron"
    " caleb calvin carl carlos cecil cedric cesar chad charles charlie christian christopher chuck"
    " clarence clark claude clay clayton cliff clifford clint clyde cody cole colin connor conrad"
    " corey cornelius cory craig curtis cyrus dale dalton damian dan daniel danny darius darrell"
    " darren darryl dave david dean dennis denny derek desmond devin dewey dick diego dimitri dirk"
    " dmitry dominic don donald donnie doug douglas duncan dustin dwayne dwight earl eddie edgar"
    " edmund eduardo edward edwin efrain eli elias elijah elliot elliott elmer elon emil emilio"
    " emmanuel enrique eric erik ernest ernesto esteban ethan eugene evan everett ezra fabian"
    " fabio farid felix fernando fidel finn floyd forrest francis francisco francois frank"
    " franklin fred freddie frederick friedrich fumio gabriel garrett garry gary gavin gene geoff"
    " geoffrey george gerald gerard gerardo gideon gilbert gilberto gino giovanni glenn gordon"
    " graham grant greg gregory grover gus guy hakeem hal hamid hamza hank hans harlan harold"
    " harry harvey hassan heath hector heinrich henrik henry herbert herman hermann horace howard"
    " hubert hugh hugo humberto ian ibrahim idris igor ike imran irving isaac isaiah ismael ivan"
    " jaap jack jacob jacques jaime jake jamal james jared jason javier jay jeb jed jeff jeffrey"
    " jens jerald jeremy jermaine jerome jerry jesse jim jimmie jimmy joe joel johan john johnnie"
    " johnny jon jonathan jorge jose joseph josh joshua josiah juan jude julian julius jurgen"
    " justin kareem karl kash keir keith kelvin ken kenneth kent kevin khalid kirk kurt kyle lamar"
    " lance larry lars laszlo laurence lawrence leland len lenny leo leon leonard leonardo leroy"
    " levi lewis liam linus lionel lloyd lorenzo louis luca lucas lucien luis luiz luke luther"
    " lyle mack mahmoud malcolm manuel marc marcel marcelo marco marcus mariano mario mark martin"
    " marvin mason mathias matt matthew maurice maurizio max maxwell mel merle merrick micah"
    " michael miguel mike mikhail miles milton mitch mitt mohamed mohammad mohammed monty morris"
    " moses muhammad myron narendra nasser nate nathan ned neil nestor nicholas nick nicolas nigel"
    " noah noam nolan norman olaf oleg oliver olivier omar orville osama oscar otto owen pablo"
    " pascal patricio patrick paul pedro perry pete peter phil philip phillip pierre pranav"
    " quentin quincy rafael rajiv ralph ramiro ramon rand randy raphael rashid raul ray raymond"
    " recep reggie reid reince remy rene rex rhys ricardo richard rick ricky rishi rob robbie"
    " robert roberto rocco rod roderick rodney rodolfo rodrigo rogelio roger roland romeo ron"
    " ronald rory ross roy ruben rudolf rudy rufus rupert russ russell ryan sal salman salvador"
    " samuel sanjay santiago saul scott sean sebastian sergei sergio seth seymour shane shaun"
    " shawn sherman shinzo sidney silvio simon solomon spencer stan stanley stefan stephen steve"
    " steven stewart stuart sven tariq tate ted terence terrence thaddeus theodore thomas tim"
    " timothy tobias tobin todd tom tomas tommy tony travis trevor trey tyler tyrone ulrich"
    " umberto vernon victor viktor vince vincent virgil vivek vladimir vladislav volodymyr wade"
    " walter wayne wendell wesley wilbur wilfred will william willie winston wolfgang woody xavier"
    " yitzhak yoshihide youssef yuri yusuf zach zachary zane zbigniew zohran"
)

GIVEN_WOMEN: Final = _words(
    "abby abigail adele agnes aisha alexandra alexandria alexis alice alicia alison allison alma"
    " alyssa amanda amber amelia amy ana angela angelina angelique anita ann anna anne annette"
    " annie april ariana audrey ava ayanna barbara beatrice becky bella bernadette bernice bertha"
    " beth betsy betty beverly beyonce bianca bonnie brenda brianna bridget bridgette britney"
    " brittany caitlin camille candace candice carla carly carol carole carolina caroline carolyn"
    " carrie cassandra catalina catherine cathy cecilia celia chantal charlene charlotte chelsea"
    " cheri cheryl chiara chloe christina christine cindy claire clara claudette claudia coco"
    " colleen connie cori corinne crystal cynthia daisy daniela danielle darlene dawn deanna"
    " debbie deborah debra deirdre delia delphine denise diana diane dianne dolly dolores donna"
    " dora doris dorothy edith eileen elaine eleanor elena elisabeth elise elizabeth ella ellen"
    " elsa emilia emily emma erica erika erin estelle esther ethel eugenia eva eve evelyn faith"
    " fatima felicia fern fiona florence frances francesca frida gabriela gabrielle gail galina"
    " gayle gemma georgia georgina geraldine gina ginger giorgia gladys gloria grace greta"
    " gretchen guadalupe gwen gwendolyn hanna hannah harriet hazel heather heidi helen helena"
    " hilary hillary hoda holly hope huma ida ilana ilhan imogen ingrid irene iris irma isabel"
    " isabella isabelle ivanka jacinda jacqueline jana jane janelle janet janice janine jasmine"
    " jeanette jeanne jenna jennifer jenny jessica jill joan joanna joanne jocelyn jodi johanna"
    " josefina josephine joy joyce juanita judith judy julia juliana julie june kaitlan kaitlyn"
    " kamala kara karen karla karoline katarina kate katherine kathleen kathryn kathy katie katja"
    " katrina kayla keisha kellie kellyanne kendra kimberly kirsten kristen kristi kristie kristin"
    " kristina lara larisa latasha latoya laura lauren leah leila lena leticia lidia lila lillian"
    " lily linda lisa liz liza lorena loretta lori lorna lorraine louise lucia lucie lucinda lucy"
    " ludmila luisa lydia lynne mabel mackenzie madeleine madison magdalena malia mandy manuela"
    " marcella marcia margaret maria marian mariana marianne marie marilyn marina marissa marjorie"
    " marla martha martina mary mathilde maura maureen maxine maya megan melania melanie melissa"
    " mercedes meredith mia michele michelle mindy miranda miriam molly mona monica monika muriel"
    " myra nadia nadine nancy naomi natalia natalie natasha nichole nicole nikki nina nora norah"
    " noreen oksana olga olivia oprah paige pam pamela patricia patsy paula pauline peggy penelope"
    " penny petra phoebe phyllis pilar priscilla priya rachel raquel rashida rebecca regina rena"
    " renata renee rhonda rita roberta robyn rochelle rosa rosalia rosalie rosalind rosario rose"
    " rosemarie rosemary roxana ruth sabine sabrina sally samantha sandra sara sarah saundra"
    " savannah selena serena sharon shauna sheila shelley sherry sheryl shirin shirley silvia"
    " simone sofia soledad sonia sonja sophia sophie stacie stella stephanie sue susan susanna"
    " susie suzanne svetlana sylvia tabitha tamara tammy tanya tara tasha tatiana teresa teresita"
    " tess theresa tiffany tina tonya traci trisha tulsi ulrike ursula valentina valerie vanessa"
    " velma vera verna veronica victoria violet virginia wanda wendy wilma winifred yolanda yulia"
    " yuliya yvette yvonne zara zoe"
)

GIVEN_EITHER: Final = _words(
    "alex andrea angel ariel ashley avery billie blake bobbie cameron carmen casey chris courtney"
    " dana drew frankie jackie jamie jan jean jessie jody joey jordan kelly kerry lee leslie"
    " lindsay lindsey loren lynn morgan nicola noel ollie pat quinn reese riley robin sam sandy"
    " sasha shannon shelby skyler stacey stacy sydney taylor terry toni tracy val whitney"
)

GIVEN: Final = GIVEN_MEN | GIVEN_WOMEN | GIVEN_EITHER

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
