"""What we say in Slack in words of our own."""

from service.responses import InterpretationOut

NAME = "onrecord"
EXAMPLE_ADDRESS = "https://onrecord.example"  # in the manifest, for whoever serves this
READING = "is reading the archive…"
RECEIVED = "Reading the archive for: {question}"
PROMPTS_TITLE = "Ask the archive who said what, about what, and when"
HELP = (
    "Ask me what somebody said, about what, or when: I answer from the news archive, with the "
    "exact words and their place.{example}\n"
    "In a thread that I am in, a question needs no mention. Say *mute* after mentioning me, and I "
    "wait to be mentioned; *unmute* ends that. `/ask` answers you alone."
)
EXAMPLE = " For example: {question}"
MUTED = "Muted: in this thread I answer when I am mentioned. Mention me with *unmute* to end that."
UNMUTED = "Unmuted: I answer questions in this thread without a mention."
TOO_LONG = "That question has {chars:,} characters, and I take {most:,} at most: ask it shorter."
ASK_USAGE = "Put your question behind it, as in: `/ask {question}`"
EXAMPLE_QUESTION = "what did Moon say about Hanoi?"
NEAREST = "The nearest that the archive has:"
FAILED = "*I could not answer.* {reason}"
REQUEST_ID = "request id {request_id}"
INTERRUPTED = (
    "I am being shut down and could not finish this answer: please ask again in a minute "
    "(request id {request_id})."
)
LEFT_OPEN = "I was interrupted before I could answer this: please ask again (request id {event})."
BUSY = "Too many questions are waiting for an answer just now: please ask again in a minute."
IN_SHORT = "In short: *{words}*"
MODEL_CUT_SHORT = "The model failed in the middle ({by}): this is as far as it came."
MODEL_FAILED = "The model gave no answer ({by}): these are the articles' own words."
HELPFUL, UNHELPFUL = "Good answer", "Bad answer"
THANKS = {True: "Noted as a good answer.", False: "Noted as a bad answer."}
UNKNOWN_REPLY = "That answer is not kept any more, so I could not note what you think of it."
SHARE = "Share in channel"
SHARED_BY = "<@{user}> asked: {question}"
SHARED_ALREADY = "You have shared this answer already."
REASON = "Why not: {reason}"
MORE = "More of the answer"
UNDATED = "undated"
PROVENANCES = {"explicit": "as the article states", "inferred": "inferred"}
SAID_BY = "said by {speaker}"

REASONS = {
    "no_evidence": "nothing in the archive answers it",
    "unknown_speaker": "the archive knows nobody of that name",
    "speaker_not_quoted": "the archive does not quote them on this",
    "outside_dates": "what there is lies outside those dates",
    "false_premise": "the archive does not bear out what the question takes for granted",
    "ambiguous_speaker": "several people could be meant",
    "ambiguous_question": "it could mean several things",
}


def how_read(read: InterpretationOut) -> str:
    """What was inferred from the question, for the reader to see; "" where nothing was."""
    parts = []
    if read.speaker:
        parts.append(f"said by {read.speaker}")
    if read.topic:
        parts.append(f"about {read.topic}")
    if read.headline:
        parts.append(f"in “{read.headline}”")
    if read.quoted:
        parts.append(f"the words “{read.quoted}”")
    if read.since:
        parts.append(f"from {read.since}")
    if read.until:
        parts.append(f"to {read.until}")
    if read.publishers:
        parts.append(f"in {', '.join(read.publishers)}")
    return f"Read as: {', '.join(parts)}" if parts else ""
