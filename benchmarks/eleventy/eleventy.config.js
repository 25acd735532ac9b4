// Eleventy's settings: terms, their pages and the pages of dates are collections, each paged one by one.

const PAGE = 20;
const TAXONOMIES = { people: "People", topics: "Topics", sources: "Sources" };

const newestFirst = (api) => api.getFilteredByGlob("content/articles/**/*.md").reverse();
const day = (date) => date.toISOString().slice(0, 10);
const long = (options) => (date) => date.toLocaleDateString("en-GB", { timeZone: "UTC", ...options });

function grouped(articles, keysOf) {
  const groups = new Map();
  for (const article of articles) {
    for (const key of keysOf(article)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(article);
    }
  }
  return groups;
}

export default function (config) {
  const slugify = config.getFilter("slugify");
  const url = (name, taxonomy) => `/${taxonomy}/${slugify(name)}/`;

  function terms(api) {
    return Object.keys(TAXONOMIES).flatMap((taxonomy) =>
      [...grouped(newestFirst(api), (article) => article.data[taxonomy])]
        .map(([name, articles]) => ({ taxonomy, name, url: url(name, taxonomy), articles }))
        .sort((one, other) => one.name.localeCompare(other.name)),
    );
  }

  function companions(term, taxonomy) {
    const groups = grouped(term.articles, (article) => article.data[taxonomy].filter((name) => name !== term.name));
    return [...groups]
      .map(([name, articles]) => ({ name, url: url(name, taxonomy), count: articles.length }))
      .sort((one, other) => other.count - one.count)
      .slice(0, 12);
  }

  function termPages(api) {
    return terms(api).flatMap((term) => {
      const total = Math.ceil(term.articles.length / PAGE);
      const address = (number) => (number === 1 ? term.url : `${term.url}page/${number}/`);
      return Array.from({ length: total }, (_, index) => ({
        ...term,
        number: index + 1,
        total,
        url: address(index + 1),
        feed: `${term.url}feed.xml`,
        previous: index > 0 && address(index),
        next: index + 1 < total && address(index + 2),
        count: term.articles.length,
        first: term.articles.at(-1).date,
        last: term.articles[0].date,
        articles: term.articles.slice(index * PAGE, (index + 1) * PAGE),
        companions: index ? [] : Object.entries(TAXONOMIES).map(([key, title]) => ({ title, links: companions(term, key) })),
      }));
    });
  }

  // Periods are days, months and years: the first 10, 7 or 4 characters of a date.
  function periods(api) {
    return [10, 7, 4].flatMap((length) => {
      const groups = [...grouped(newestFirst(api), (article) => [day(article.date).slice(0, length)])];
      return groups.map(([name, articles], index) => ({
        name,
        articles,
        url: `/${name.replaceAll("-", "/")}/`,
        previous: groups[index + 1]?.[0],
        next: groups[index - 1]?.[0],
      }));
    });
  }

  config.amendLibrary("md", (markdown) => markdown.set({ typographer: true }));
  config.addPassthroughCopy("assets");
  config.addGlobalData("site", { title: "The Corpus", origin: "https://corpus.example", taxonomies: TAXONOMIES });
  config.addCollection("newest", newestFirst);
  config.addCollection("terms", terms);
  config.addCollection("termPages", termPages);
  config.addCollection("periods", periods);
  config.addFilter("termUrl", url);
  config.addFilter("day", day);
  config.addFilter("long", long({ day: "numeric", month: "long", year: "numeric" }));
  config.addFilter("short", long({ day: "numeric", month: "short", year: "numeric" }));
  config.addFilter("head", (items, count) => items.slice(0, count));
  config.addFilter("initial", (name) => name.normalize("NFD")[0].toUpperCase());
  config.addFilter("ofTaxonomy", (all, taxonomy) => all.filter((term) => term.taxonomy === taxonomy));
  config.addFilter("ofYears", (all) => all.filter((period) => period.name.length === 4));
  config.addFilter("periodUrl", (name) => `/${name.replaceAll("-", "/")}/`);
  config.addFilter("lines", (articles) =>
    articles
      .map(({ url, date, data: { title, sources, people, topics, summary } }) =>
        JSON.stringify({ url, title, date, source: sources[0], people, topics, summary }))
      .join("\n"),
  );
  return { markdownTemplateEngine: false, dir: { input: "content", includes: "../layouts", output: "_site" } };
}
