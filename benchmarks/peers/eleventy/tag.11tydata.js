import { slugged } from "./stories.js";

export default {
  layout: "tag.njk",
  kind: "tag",
  pagination: { data: "collections.subjects", size: 1, alias: "subject" },
  permalink: (data) => `/tags/${slugged(data.subject.name)}/`,
  eleventyComputed: { title: (data) => data.subject?.name },
};
