export default { kind: "article", layout: "article.njk", permalink: (article) => `/${article.slug}/` };
