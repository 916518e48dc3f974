import { claimants, slugged } from "./stories.js";

export default {
  layout: "claimant.njk",
  kind: "claimant",
  every: [...claimants.keys()],
  pagination: { data: "every", size: 1, alias: "name" },
  permalink: (data) => `/claimants/${slugged(data.name)}/`,
  eleventyComputed: { title: (data) => data.name },
};
