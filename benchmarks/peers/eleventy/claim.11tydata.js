import { claims } from "./stories.js";

export default {
  layout: "claim.njk",
  kind: "claim",
  every: [...claims.keys()],
  pagination: { data: "every", size: 1, alias: "address" },
  permalink: (data) => data.address,
  eleventyComputed: {
    title: (data) => claims.get(data.address)?.quote,
    dek: (data) => claims.get(data.address)?.summary,
    published: (data) => claims.get(data.address)?.story.date,
  },
};
