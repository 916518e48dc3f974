// Stories are read once, from YAML; templates ask for them by their addresses.
import {
  TODAY,
  byName,
  claimants,
  claims,
  groupBy,
  grouped,
  slugged,
  stories,
  years,
} from "./stories.js";

const bySlug = new Map(stories.map((story) => [story.slug, story]));
const days = new Intl.DateTimeFormat("fr", { dateStyle: "long", timeZone: "UTC" });
const months = new Intl.DateTimeFormat("fr", { month: "long", year: "numeric", timeZone: "UTC" });
const numbers = new Intl.NumberFormat("fr");
const spoken = new Map();

// A day in words, each day once: of 2026-10-01 it makes 1er octobre 2026.
function day(date) {
  if (!spoken.has(date)) spoken.set(date, days.format(new Date(date)).replace(/^1 /, "1er "));
  return spoken.get(date);
}

const WORDS = {
  supports: "confirme",
  contradicts: "contredit",
  primary: "source primaire",
  secondary: "source secondaire",
  done: "a eu lieu",
  announced: "annoncé",
  Q1: "1er trimestre",
  Q2: "2e trimestre",
  Q3: "3e trimestre",
  Q4: "4e trimestre",
  H1: "premier semestre",
  H2: "second semestre",
};

const ADDRESS = "https://releve.example";
const PUBLISHER = {
  "@type": "Organization",
  "@id": `${ADDRESS}/#publisher`,
  name: "Le Relevé",
  url: `${ADDRESS}/`,
};

const newsArticle = (story, dek, subjects) =>
  JSON.stringify({
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    mainEntityOfPage: `${ADDRESS}/${story.slug}/`,
    headline: story.title,
    description: dek,
    inLanguage: "fr",
    datePublished: story.date,
    author: [{ "@type": "Person", name: "Le Relevé" }],
    publisher: PUBLISHER,
    keywords: subjects,
    citation: Object.values(story.sources).map(({ url }) => ({ "@type": "CreativeWork", url })),
  });

const claimReview = (claim) =>
  JSON.stringify({
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    url: ADDRESS + claim.href,
    claimReviewed: claim.quote,
    datePublished: claim.checked,
    inLanguage: "fr",
    author: PUBLISHER,
    itemReviewed: {
      "@type": "Claim",
      author: { "@type": "Organization", name: claim.claimant.name },
      datePublished: claim.said,
    },
    reviewRating: {
      "@type": "Rating",
      alternateName: claim.verdict.label,
      ratingExplanation: claim.summary,
      ...(claim.verdict.rating && { ratingValue: claim.verdict.rating, worstRating: 1, bestRating: 5 }),
    },
  });

const milestones = () =>
  stories
    .toReversed()
    .flatMap((story) => story.timeline)
    .sort((one, other) => (one.starts < other.starts ? -1 : Number(one.starts > other.starts)));

const articles = (all) =>
  all.getFilteredByGlob("content/*.md").sort((one, other) => other.date - one.date);

export default function (eleventy) {
  eleventy.addFilter("story", (slug) => bySlug.get(slug));
  eleventy.addFilter("claim", (address) => claims.get(address));
  eleventy.addFilter("claimant", (name) => claimants.get(name));
  eleventy.addFilter("grouped", grouped);
  eleventy.addFilter("slugged", slugged);
  eleventy.addFilter("iso", (date) => date.toISOString().slice(0, 10));
  eleventy.addFilter("day", day);
  eleventy.addFilter("month", (date) => months.format(new Date(date)));
  eleventy.addFilter("number", (value) => numbers.format(value));
  eleventy.addFilter("comma", (text) => text.replace(".", ","));
  eleventy.addFilter("word", (key) => WORDS[key]);
  // The prose in parts: what stands between the places of cards, and their numbers.
  eleventy.addFilter("parts", (html) => html.split(/<!-- card (\d+) -->\n/));
  eleventy.addFilter("headings", (html) =>
    [...html.matchAll(/<h2 id="(.*?)">(.*?)<\/h2>/g)].map(([, id, title]) => ({ id, title })),
  );
  eleventy.addFilter("newsArticle", newsArticle);
  eleventy.addFilter("claimReview", claimReview);
  eleventy.addNunjucksGlobal("today", TODAY);
  eleventy.addNunjucksGlobal("stories", stories);
  eleventy.addNunjucksGlobal("claimants", [...claimants].map(([name, all]) => ({ name, n: all.length })));
  eleventy.addNunjucksGlobal("kinds", () => grouped([...claims.values()]));
  eleventy.addNunjucksGlobal("years", () => years(milestones()));
  eleventy.addNunjucksGlobal("sourceCount", () =>
    stories.reduce((sum, story) => sum + Object.keys(story.sources).length, 0),
  );
  eleventy.addNunjucksGlobal("calendar", () => [
    ...new Set(stories.map((story) => story.date.slice(0, 4))),
  ]);
  eleventy.addCollection("articles", articles);
  eleventy.addCollection("subjects", (all) => {
    const tagged = articles(all).flatMap((article) =>
      article.data.subjects.map((name) => ({ name, article })),
    );
    return [...groupBy(tagged, ({ name }) => name)]
      .sort(byName)
      .map(([name, each]) => ({ name, articles: each.map(({ article }) => article) }));
  });
  eleventy.amendLibrary("md", (markdown) => {
    markdown.renderer.rules.heading_open = (tokens, index, options, _, renderer) => {
      tokens[index].attrSet("id", `h-${slugged(tokens[index + 1].content)}`);
      return renderer.renderToken(tokens, index, options);
    };
  });
  return {
    dir: { includes: "_includes", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
