"""What a page says when a request cannot be answered: what it is, and what one can do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """A title, and what to do."""

    title: str
    advice: str


WORDS = {
    400: ProblemWords("That cannot be read", "Go back, put it right, and send it again."),
    401: ProblemWords("Nobody is signed in", "Sign in; you come back to this page."),
    403: ProblemWords(
        "This is not yours to do",
        "Ask whoever manages the users of this desk to let you do it. Your account says what you "
        "may do now.",
    ),
    404: ProblemWords(
        "There is no such thing here",
        "The link may be old: search for a word of the story, or begin with the list.",
    ),
    405: ProblemWords("That cannot be done here", "Go back, and use the button of the page."),
    409: ProblemWords(
        "This was kept by another version of the program",
        "Have it made again: a brief is written anew, a draft can be checked again.",
    ),
    410: ProblemWords("That is gone", "Its host says that it is gone for good: leave it out."),
    413: ProblemWords(
        "That is too much at once",
        "Send fewer or smaller files at once. Large archives are added on the machine of the desk: "
        "secondsource add FILE.",
    ),
    422: ProblemWords(
        "That cannot be read", "Go back, put right what is said above, and send it again."
    ),
    429: ProblemWords("That was too often", "Wait a moment, then load the page again."),
    500: ProblemWords(
        "The desk failed at this",
        "Try it once more. If it fails again, tell whoever runs the desk when it was: the journal "
        "says more.",
    ),
    503: ProblemWords("The desk is busy", "Wait a few seconds, then load the page again."),
}
OTHER = ProblemWords("That did not work", "Go back, or begin with the list of stories.")


def problem_words(status: int) -> ProblemWords:
    """The words for a status."""
    return WORDS.get(status, OTHER)
