"""Pelican, made to build the same pages: no feeds, no categories, no authors."""

from pathlib import Path

SITENAME = "Le Relevé"
SITEURL = "https://releve.example"
AUTHOR = SITENAME
PATH = "content"
THEME = "theme"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
DEFAULT_CATEGORY = "articles"

PLUGIN_PATHS = ["plugins"]
PLUGINS = sorted(path.stem for path in Path("plugins").glob("*.py"))

ARTICLE_URL = "{slug}/"
ARTICLE_SAVE_AS = "{slug}/index.html"
DIRECT_TEMPLATES = [
    "index",
    "claims",
    "sources",
    "timeline",
    "corrections",
    "claimants",
    "tags",
    "missing",
    "sitemap",
    "robots",
]
CLAIMS_SAVE_AS = "claims/index.html"
SOURCES_SAVE_AS = "sources/index.html"
TIMELINE_SAVE_AS = "timeline/index.html"
CORRECTIONS_SAVE_AS = "corrections/index.html"
CLAIMANTS_SAVE_AS = "claimants/index.html"
TAGS_SAVE_AS = "tags/index.html"
MISSING_SAVE_AS = "404.html"
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.toc": {},
    },
    "output_format": "html5",
}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
