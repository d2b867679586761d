"""Parts of a story that is told, its versions, and what was decided by hand, to JSON."""

from collections.abc import Iterable, Mapping

from secondsource.codec.answers import Json, brief_to_json
from secondsource.codec.desk import shown_to_json, story_to_json
from secondsource.errors import NotFound
from secondsource.records.brief import BriefAnswer
from secondsource.records.change import BriefVersion
from secondsource.records.kept import Act
from secondsource.records.report import Report
from secondsource.records.running import Shown
from secondsource.records.summary import StorySummary

ACTS_SCHEMA = "secondsource/acts/1"
DECIDED_SCHEMA = "secondsource/decided/1"


def standing_to_json(shown: Shown, reports: Mapping[str, Report], *, stale: bool) -> Json:
    """A story as `show --json` has it, and whether it has changed since."""
    return {**shown_to_json(shown, reports), "stale": stale}


def part_to_json(shown: Shown, fields: Iterable[str], *, stale: bool) -> Json:
    """Some fields of the one story that is shown, and which version of its brief they are of."""
    (story,) = brief_to_json(BriefAnswer((shown.account,), ()))["stories"]
    return {
        "story": story["id"],
        "version": shown.version.number,
        "stale": stale,
        **{name: story[name] for name in fields},
    }


def point_to_json(shown: Shown, point_id: str, *, stale: bool) -> Json:
    """One point of the story that is shown; `NotFound` if it has none of this id."""
    told = part_to_json(shown, ("points",), stale=stale)
    points = told.pop("points")
    found = next((one for one in points if one["id"] == point_id), None)
    if found is None:
        raise NotFound(f"no point {point_id} in story {told['story']}: list its points")
    return {**told, "point": found}


def versions_to_json(story_id: str, versions: Iterable[BriefVersion]) -> Json:
    """The versions of a story's brief, and how much changed by each."""
    return {
        "story": story_id,
        "versions": [
            {
                "number": one.number,
                "written": one.written.isoformat(),
                "changes": len(one.changes),
            }
            for one in versions
        ],
    }


def why_to_json(story_id: str, why: Iterable[tuple[Report, str]]) -> Json:
    """Of each report of a story, what joined it to the others."""
    joined = [{"report": report.id, "why": reason} for report, reason in why]
    return {"story": story_id, "why": joined}


def acts_to_json(acts: Iterable[Act]) -> Json:
    """What was decided by hand."""
    told = [
        {
            "number": act.number,
            "what": act.what,
            "at": act.at.isoformat(),
            "undone": act.undone.isoformat() if act.undone else None,
        }
        for act in acts
    ]
    return {"schema": ACTS_SCHEMA, "acts": told}


def decided_to_json(stories: Iterable[StorySummary], *, undone: Act | None = None) -> Json:
    """The stories that came of a decision, or of the act that was undone."""
    return {
        "schema": DECIDED_SCHEMA,
        "act": undone.number if undone else None,
        "stories": [story_to_json(one) for one in stories],
    }
