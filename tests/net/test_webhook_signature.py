"""Webhook signatures: those of the specification hold, and nothing else does."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.errors import BadConfig, BadInput
from secondsource.net.webhook_signature import new_secret, sign, signed_headers, verify

# The example that the Standard Webhooks libraries are all tested with.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
AT = datetime.fromtimestamp(1614265330, tz=UTC)
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
HEADERS = signed_headers(SECRET, ID, AT, BODY)


def test_the_published_example_is_signed_as_published() -> None:
    assert sign(SECRET, ID, AT, BODY) == SIGNATURE


def test_the_signature_is_hmac_sha256_of_id_time_and_body() -> None:
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    raw = hmac.new(key, f"{ID}.1614265330.".encode() + BODY, hashlib.sha256).digest()
    assert HEADERS["webhook-signature"] == "v1," + base64.b64encode(raw).decode()
    assert (HEADERS["webhook-id"], HEADERS["webhook-timestamp"]) == (ID, "1614265330")


def test_what_was_signed_is_accepted_and_its_id_given() -> None:
    assert verify(SECRET, HEADERS, BODY, now=AT) == ID


def test_headers_may_come_in_any_case_and_the_secret_without_its_prefix() -> None:
    shouted = {name.upper(): value for name, value in HEADERS.items()}
    assert verify(SECRET.removeprefix("whsec_"), shouted, BODY, now=AT) == ID


def test_one_good_signature_among_several_is_enough() -> None:
    several = f"v1a,AAAA v1,AAAA nonsense {SIGNATURE} v2,AAAA"
    assert verify(SECRET, {**HEADERS, "webhook-signature": several}, BODY, now=AT) == ID


def test_the_clock_is_read_where_no_time_is_given() -> None:
    headers = signed_headers(SECRET, ID, datetime.now(UTC), BODY)
    assert verify(SECRET, headers, BODY) == ID
    with pytest.raises(BadInput, match="replay"):
        verify(SECRET, HEADERS, BODY)


@pytest.mark.parametrize("minutes", [-5.1, 5.1, 60 * 24, -60 * 24 * 365])
def test_a_replayed_message_is_refused(minutes: float) -> None:
    with pytest.raises(BadInput, match="replay"):
        verify(SECRET, HEADERS, BODY, now=AT + timedelta(minutes=minutes))


@pytest.mark.parametrize("minutes", [-4.9, 0, 4.9])
def test_a_clock_that_is_a_little_off_is_borne_with(minutes: float) -> None:
    assert verify(SECRET, HEADERS, BODY, now=AT + timedelta(minutes=minutes)) == ID


@pytest.mark.parametrize("name", list(HEADERS))
def test_a_message_without_one_of_its_headers_is_refused(name: str) -> None:
    less = {key: value for key, value in HEADERS.items() if key != name}
    with pytest.raises(BadInput, match=name):
        verify(SECRET, less, BODY, now=AT)
    with pytest.raises(BadInput, match=name):
        verify(SECRET, {**less, name: ""}, BODY, now=AT)


@pytest.mark.parametrize(
    "altered",
    [
        {"webhook-id": ID + "x"},
        {"webhook-id": f"{ID}.1614265330"},
        {"webhook-timestamp": "1614265331"},
        {"webhook-timestamp": "01614265330"},
        {"webhook-timestamp": "1614265330.0"},
        {"webhook-timestamp": " 1614265330"},
        {"webhook-timestamp": "nan"},
        {"webhook-timestamp": "-1614265330"},
        {"webhook-timestamp": "\u0661\u0666\u0661\u0664\u0662\u0666\u0665\u0663\u0663\u0660"},
        {"webhook-timestamp": "9" * 400},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "v1"},
        {"webhook-signature": SIGNATURE.replace("v1,", "v2,")},
        {"webhook-signature": SIGNATURE.replace("v1,", "v1a,")},
        {"webhook-signature": SIGNATURE.removeprefix("v1,")},
        {"webhook-signature": SIGNATURE[:-2] + "F="},
        {"webhook-signature": SIGNATURE[:20]},
        {"webhook-signature": "v1,\u00e9\u00e9\u00e9\u00e9"},
        {"webhook-signature": "v1,AAAA " * 10_000 + SIGNATURE},
    ],
)
def test_altered_headers_are_refused(altered: dict[str, str]) -> None:
    with pytest.raises(BadInput, match="do not act on it"):
        verify(SECRET, {**HEADERS, **altered}, BODY, now=AT)


@given(at=st.integers(0, len(BODY) - 1), bit=st.integers(0, 7))
def test_one_flipped_bit_of_the_body_is_noticed(at: int, bit: int) -> None:
    body = bytearray(BODY)
    body[at] ^= 1 << bit
    with pytest.raises(BadInput, match="altered"):
        verify(SECRET, HEADERS, bytes(body), now=AT)


@given(other=st.binary(min_size=24, max_size=64))
def test_who_has_another_secret_is_refused(other: bytes) -> None:
    secret = "whsec_" + base64.b64encode(other).decode()
    forged = signed_headers(secret, ID, AT, BODY)
    if secret != SECRET:
        with pytest.raises(BadInput, match="altered"):
            verify(SECRET, forged, BODY, now=AT)


def test_a_part_of_the_id_cannot_be_passed_off_as_body() -> None:
    with pytest.raises(BadInput, match="point in it"):
        sign(SECRET, "msg_a.b", AT, BODY)


def test_a_new_secret_is_long_and_never_the_same() -> None:
    made = {new_secret() for _ in range(100)}
    assert len(made) == 100
    keys = {len(base64.b64decode(one.removeprefix("whsec_"), validate=True)) for one in made}
    assert keys == {32}


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "password", "whsec_c2hvcnQ=", "whsec_" + "A" * 88, "whsec_\u00e9" * 9]
)
def test_a_secret_that_is_none_is_refused_with_what_to_do(secret: str) -> None:
    with pytest.raises(BadConfig, match="webhook secret"):
        sign(secret, ID, AT, BODY)
