// The search of a site: a form around the index that Pagefind made of its articles, claims and
// sources. Where it cannot work (no script, no server, no index) the form stays hidden.
"use strict";

(async () => {
  const form = document.getElementById("search");
  const told = document.getElementById("search-told");
  const list = document.getElementById("search-found");
  const more = document.getElementById("search-more");
  const STEP = 10;
  const folder = new URL("../pagefind/", document.currentScript.src);
  if (!form || !location.protocol.startsWith("http")) return;

  // An index for each language, each with the stems of its own: Pagefind asks the page for one.
  // Each gets the script anew, because two in one module write over each other's memory.
  const here = document.documentElement.lang;
  let indexes;
  try {
    const languages = form.dataset.languages.split(" ");
    indexes = await Promise.all(languages.map(async (language) => {
      const pagefind = await import(`${folder}pagefind.js?${language}`);
      document.documentElement.lang = language;
      const index = pagefind.createInstance({ basePath: folder.pathname, noWorker: true });
      document.documentElement.lang = here;
      return { language, index };
    }));
    await Promise.all(indexes.map(({ index }) => index.init()));
  } catch {
    return;
  }

  let latest = 0;
  let found = [];

  async function search() {
    const turn = ++latest;
    const given = new FormData(form);
    const words = given.get("q").trim();
    const filters = {};
    for (const name of ["verdict", "claimant", "year"])
      if (given.get(name)) filters[name] = given.get(name);
    const asked = words !== "" || Object.keys(filters).length > 0;
    const query = new URLSearchParams([...given].filter(([, value]) => value));
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
    const answers = await Promise.all(indexes.map(({ language, index }) =>
      asked ? index.search(words || null, { filters }).then(({ results }) =>
        results.map((result) => ({ language, result }))) : []));
    if (turn !== latest) return;
    found = answers.flat().sort((a, b) => b.result.score - a.result.score);
    list.replaceChildren();
    told.textContent = !asked ? "" : found.length === 0 ? told.dataset.none
      : `${told.dataset.found} ${found.length.toLocaleString(here)}`;
    await show();
  }

  async function show() {
    const turn = latest;
    const shown = list.children.length;
    const next = found.slice(shown, shown + STEP);
    const read = await Promise.all(next.map(({ result }) => result.data()));
    if (turn !== latest) return;
    list.append(...read.map((data, at) => item(data, next[at].language)));
    more.hidden = list.children.length >= found.length;
    return list.children[shown];
  }

  function item(data, language) {
    const kind = (data.filters.verdict || data.filters.kind)[0];
    const entry = document.createElement("li");
    const judged = document.createElement("p");
    judged.className = "judged";
    const sign = document.querySelector(`template[data-kind="${CSS.escape(kind)}"]`);
    if (sign) judged.append(sign.content.cloneNode(true));
    const said = document.createElement("div");
    said.className = "said";
    said.lang = language;
    const title = document.createElement("p");
    title.className = "words";
    const link = document.createElement("a");
    link.href = form.dataset.root + data.raw_url;
    link.textContent = data.meta.title;
    title.append(link);
    const excerpt = document.createElement("p");
    excerpt.append(...marked(data.excerpt));
    said.append(title, excerpt);
    if (data.meta.claimant) {
      const claimant = document.createElement("p");
      claimant.className = "quiet";
      claimant.textContent = data.meta.claimant;
      said.append(claimant);
    }
    entry.append(judged, said);
    return entry;
  }

  // The words around what was found, as text: nothing in them is taken for HTML but the marks.
  function marked(excerpt) {
    return excerpt.split(/<mark>(.*?)<\/mark>/).map((words, at) => {
      const text = words.replace(/&(lt|gt|amp|quot|#39);/g,
        (_, name) => ({ lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" })[name]);
      if (at % 2 === 0) return text;
      const mark = document.createElement("mark");
      mark.textContent = text;
      return mark;
    });
  }

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 200);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
  });
  more.addEventListener("click", async () => {
    const first = await show();
    first?.querySelector("a").focus();
  });

  for (const [name, value] of new URLSearchParams(location.search))
    if (form.elements[name]) form.elements[name].value = value;
  document.getElementById("search-instead").hidden = true;
  form.hidden = false;
  await search();
})();
