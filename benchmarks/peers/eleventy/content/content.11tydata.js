export default { layout: "article.njk", permalink: (article) => `/${article.slug}/` };
