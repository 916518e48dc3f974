// The claims of each article are read once, from YAML; templates ask for them by its address.
import fs from "node:fs";
import { createRequire } from "node:module";

const fetched = createRequire(process.env.PEERS_PACKAGE);
const yaml = fetched("js-yaml");
const markdown = fetched("markdown-it")({ html: true });

const stories = new Map();
for (const name of fs.readdirSync("claims").sort()) {
  stories.set(name.replace(/\.yaml$/, ""), yaml.load(fs.readFileSync(`claims/${name}`, "utf8")));
}

export default function (eleventy) {
  eleventy.addFilter("story", (slug) => stories.get(slug));
  eleventy.addFilter("markdown", (text) => markdown.render(text));
  eleventy.addFilter("day", (date) => date.toISOString().slice(0, 10));
  eleventy.addGlobalData("stories", () => [...stories].map(([slug, story]) => ({ slug, ...story })));
  eleventy.addGlobalData("every", () =>
    [...stories].flatMap(([slug, story]) =>
      story.claims.map((claim) => ({ slug, claim, sources: story.sources })),
    ),
  );
  eleventy.addCollection("articles", (all) =>
    all.getFilteredByGlob("content/*.md").sort((a, b) => b.date - a.date),
  );
  return {
    dir: { includes: "_includes", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
