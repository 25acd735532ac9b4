"""Pelican's settings: people are authors, topics are tags, sources are categories."""

SITENAME = "The Corpus"
SITEURL = "https://corpus.example"
TIMEZONE = "UTC"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_DIR = "assets"
TYPOGRIFY = False
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.smarty": {}},
    "output_format": "html5",
}
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
YEAR_ARCHIVE_URL = "{date:%Y}/"
MONTH_ARCHIVE_URL = "{date:%Y}/{date:%m}/"
DAY_ARCHIVE_URL = "{date:%Y}/{date:%m}/{date:%d}/"
AUTHOR_URL = "people/{slug}/"
TAG_URL = "topics/{slug}/"
CATEGORY_URL = "sources/{slug}/"
ARTICLE_SAVE_AS = f"{ARTICLE_URL}index.html"
YEAR_ARCHIVE_SAVE_AS = f"{YEAR_ARCHIVE_URL}index.html"
MONTH_ARCHIVE_SAVE_AS = f"{MONTH_ARCHIVE_URL}index.html"
DAY_ARCHIVE_SAVE_AS = f"{DAY_ARCHIVE_URL}index.html"
AUTHOR_SAVE_AS = f"{AUTHOR_URL}index.html"
TAG_SAVE_AS = f"{TAG_URL}index.html"
CATEGORY_SAVE_AS = f"{CATEGORY_URL}index.html"
FEED_ALL_ATOM = "feed.xml"
AUTHOR_FEED_ATOM = f"{AUTHOR_URL}feed.xml"
TAG_FEED_ATOM = f"{TAG_URL}feed.xml"
CATEGORY_FEED_ATOM = f"{CATEGORY_URL}feed.xml"
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 20
DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"author": None, "tag": None, "category": None}
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
DIRECT_TEMPLATES = ["index", "404", "authors", "tags", "categories", "archives", "sitemap", "articles"]
AUTHORS_SAVE_AS = "people/index.html"
TAGS_SAVE_AS = "topics/index.html"
CATEGORIES_SAVE_AS = "sources/index.html"
ARCHIVES_SAVE_AS = "dates/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
ARTICLES_SAVE_AS = "data/articles.jsonl"
