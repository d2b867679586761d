"""What a desk keeps of a review, as bytes: what the draft is checked against, and the findings."""

import base64
import json
import zlib

from secondsource.codec.answers import Json
from secondsource.codec.jobs import pasted_from_json, pasted_to_json
from secondsource.codec.kept import PACKING, adapter, packed, unpacked
from secondsource.errors import StaleRecord
from secondsource.records.finding import CheckAnswer
from secondsource.records.job import Upload
from secondsource.records.review import Against


def against_to_bytes(against: Against) -> bytes:
    """What a draft is checked against, files and all; `against_from_bytes` gives the same back."""
    told: Json = {
        "stories": list(against.story_ids),
        "addresses": list(against.addresses),
        "pasted": [pasted_to_json(one) for one in against.pasted],
        "uploads": [_upload(one) for one in against.uploads],
    }
    return zlib.compress(json.dumps(told).encode(), PACKING)


def against_from_bytes(data: bytes) -> Against:
    """The same again; `StaleRecord` where it was written by a version with other records."""
    try:
        told = json.loads(zlib.decompress(data))
        return Against(
            story_ids=tuple(told["stories"]),
            addresses=tuple(told["addresses"]),
            pasted=tuple(pasted_from_json(one) for one in told["pasted"]),
            uploads=tuple(
                Upload(one["name"], base64.b64decode(one["data"])) for one in told["uploads"]
            ),
        )
    except (KeyError, TypeError, ValueError, zlib.error) as error:
        raise StaleRecord("what the draft is checked against is of another version") from error


def findings_to_bytes(answer: CheckAnswer) -> bytes:
    """What a check gave, with the reports whole: pages that it read are kept nowhere else."""
    return packed(adapter(CheckAnswer), answer)


def findings_from_bytes(data: bytes) -> CheckAnswer:
    """The same again; `StaleRecord` where it was written by a version with other records."""
    answer: CheckAnswer = unpacked(adapter(CheckAnswer), data)
    return answer


def _upload(one: Upload) -> Json:
    return {"name": one.name, "data": base64.b64encode(one.data).decode()}
