"""Pelican, made to build the same pages: no feeds, no tags, no authors."""

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
DIRECT_TEMPLATES = ["index", "claims", "sources", "timeline"]
CLAIMS_SAVE_AS = "claims/index.html"
SOURCES_SAVE_AS = "sources/index.html"
TIMELINE_SAVE_AS = "timeline/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
