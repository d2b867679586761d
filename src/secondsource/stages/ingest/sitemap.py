"""Sitemaps to a feed: of news, of any pages, and an index of other sitemaps."""

from datetime import datetime
from typing import TYPE_CHECKING

from secondsource.errors import BadInput
from secondsource.records.feed import Feed, FeedEntry, FeedKind
from secondsource.stages.ingest.feed_addresses import web_address
from secondsource.stages.ingest.feed_dates import feed_date
from secondsource.stages.ingest.feed_entries import each_once, language_tag, plain_line
from secondsource.stages.ingest.xml_tree import children, local_name, text_in

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

MOST_PAGES = 50_000  # what the standard allows
INDEX = "sitemapindex"


def sitemap_of(name: str, root: "_Element", *, at: datetime | None) -> Feed:
    """The pages of a `urlset`, or the sitemaps of a `sitemapindex`, as entries without text.

    Title, outlet and language are what its news elements say; `updated` is `lastmod`. `BadInput`
    for more addresses than the standard allows.
    """
    index = local_name(root) == INDEX
    pages = list(children(root, "sitemap" if index else "url"))
    if len(pages) > MOST_PAGES:
        raise BadInput(name, f"it has over {MOST_PAGES:,} addresses: follow a sitemap of news")
    publication = _publication(pages)
    return Feed(
        kind=FeedKind.SITEMAP_INDEX if index else FeedKind.SITEMAP,
        title="" if publication is None else plain_line(text_in(publication, "name")),
        site=None,
        language="" if publication is None else language_tag(text_in(publication, "language")),
        ttl=None,
        moved_to=None,
        next_page=None,
        entries=each_once(
            entry for page in pages if (entry := _entry(name, page, at=at)) is not None
        ),
    )


def _publication(pages: "list[_Element]") -> "_Element | None":
    found = (
        publication
        for page in pages
        for news in children(page, "news")
        for publication in children(news, "publication")
    )
    return next(found, None)


def _entry(name: str, page: "_Element", *, at: datetime | None) -> FeedEntry | None:
    url = web_address(text_in(page, "loc"), base=name)
    if url is None:
        return None
    news = next(children(page, "news"), None)
    publication = None if news is None else next(children(news, "publication"), None)
    return FeedEntry(
        id=url,
        url=url,
        title="" if news is None else plain_line(text_in(news, "title")),
        byline=None,
        published=None if news is None else feed_date(text_in(news, "publication_date"), at=at),
        updated=feed_date(text_in(page, "lastmod"), at=at),
        html="",
        language="" if publication is None else language_tag(text_in(publication, "language")),
    )
