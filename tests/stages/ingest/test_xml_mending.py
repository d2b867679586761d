"""XML that is not well-formed becomes so, whatever it was, and says what it said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from secondsource.errors import BadInput
from secondsource.stages.ingest.xml_mending import MOST_DEEP, mended

PIECES = (
    "<item>", "</item>", "<title>", "</title>", "<br>", "<p>", "</p>", "<a:b>", "</a:b>", "<a:b/>",
    "<x a=1 b='2' c>", '<x a="1" A="2" a:a="3" xmlns:a="u">', "<x xmlns='http://[' xmlns:y=''>",
    "<x xmlns:xml='a' xmlns:xmlns='b' xml:lang='en'>", "<xmlns:x xmlns:::y='z'>", "<1a>", "<_/>",
    "<a:1:2 3:b='c'/>", "</", "<", ">", "]]>", "]]", "<![CDATA[", "<!--", "-->", "<?x", "?>", "<!",
    "&amp;", "&lt;", '"', "'", "=", "rain", "水", " ", "\n",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(("<rss>", "<rss", "<a:rss b"))
)
def test_whatever_is_mended_is_well_formed(pieces: list[str], root: str) -> None:
    etree.fromstring(mended("x", root + "".join(pieces)))


@given(st.text(st.sampled_from("<>/=\"'!-[]?:&;# \nabx1")))
def test_no_sequence_of_characters_breaks_it(text: str) -> None:
    etree.fromstring(mended("x", "<rss>" + text.replace("&", "&amp;")))


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("<r><a>1", "<r><a>1</a></r>"),
        ("<r><a>1</r>", "<r><a>1</a></r>"),
        ("<r></a>1</r>", "<r>1</r>"),
        ("<R><A>1</a></r>", "<r><a>1</a></r>"),
        ("<r>1 < 2</r>", "<r>1 &lt; 2</r>"),
        ("<r>a<br>b</r>", "<r>a<br/>b</r>"),
        ("<r><p>a<p>b</r>", "<r><p>a</p><p>b</p></r>"),
        ("<r><item>a<item>b</r>", "<r><item>a</item><item>b</item></r>"),
        ("<r a=1 a=2 B='x\"y'/>", '<r a="1" b="x&quot;y"></r>'),
        ("<r><![CDATA[<b> & ]]></r>", "<r>&lt;b&gt; &amp; </r>"),
        ("<r><![CDATA[<b>", "<r>&lt;b&gt;</r>"),
        ("<r>a<!-- b -->c<?d?>e</r>", "<r>ace</r>"),
        ("<r>a</r><script>b</script>", "<r>a</r>"),
        ("<r><a title='x > y'>1</a></r>", '<r><a title="x > y">1</a></r>'),
        (
            "<r><dc:date>1</dc:date></r>",
            '<r xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:date>1</dc:date></r>',
        ),
        ("<r xmlns='http://a b/'/>", '<r xmlns="urn:http-a-b-"></r>'),
    ],
)
def test_it_is_mended_as_a_reader_would_take_it(broken: str, whole: str) -> None:
    assert mended("x", broken) == whole


def test_what_is_too_deep_is_refused() -> None:
    mended("x", "<a>" * MOST_DEEP)
    with pytest.raises(BadInput, match="deep"):
        mended("x", "<a>" * (MOST_DEEP + 1))
