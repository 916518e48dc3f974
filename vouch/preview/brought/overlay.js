// What the preview adds to a page: it fills the panel of problems, makes a claim of a selected
// passage, and says where in its sidecar a claim stands. No page that is published has this.

(function () {
  'use strict';

  const OWN = '/__vouch__/';
  const KEY = 'vouch-said';
  const token = document.currentScript.dataset.token;
  const session = new URL(document.currentScript.src).search;

  async function asked(name, sent) {
    const response = await fetch(OWN + name, {
      method: 'POST',
      cache: 'no-store',
      headers: { 'Content-Type': 'application/json', 'X-Vouch-Token': token },
      body: JSON.stringify(Object.assign({ page: location.pathname }, sent)),
    });
    if (response.status !== 200 && response.status !== 409) throw new Error(await response.text());
    const told = await response.json();
    if (told.error) throw Object.assign(new Error(told.error), { isRefusal: true });
    return told;
  }

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }

  // --- The panel of problems ---

  // livereload.js takes plugins under this name; one that answers true has done what was asked.
  window.LiveReloadPluginVouch = class {
    static identifier = 'vouch';
    static version = '1';

    reload(path) {
      if (path !== OWN + 'panel') return false;
      fetch(path, { cache: 'no-store' }).then((response) => response.text()).then((html) => {
        const fresh = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild;
        const stale = document.getElementById('vouch-panel');
        if (fresh && stale) stale.replaceWith(document.adoptNode(fresh));
      }).catch(() => location.reload());
      return true;
    }
  };

  document.addEventListener('click', async (event) => {
    const button = event.target instanceof Element && event.target.closest('#vouch-panel [data-place]');
    if (!button) return;
    const place = button.dataset.place;
    button.textContent = await copied(place) ? `Copied ${place}` : place;
  });

  // --- The picker ---

  const body = document.querySelector('[data-article-body]');
  if (!body) return;

  const host = document.createElement('vouch-overlay');
  host.dataset.generated = '';
  const root = host.attachShadow({ mode: 'open' });

  function made(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  const title = made('h2', { id: 'title', textContent: 'Claim' });
  const field = made('input', { id: 'id', autocomplete: 'off', spellcheck: false });
  const label = made('label', {}, 'Id, the public address of the claim ', field);
  const yaml = made('pre', { id: 'yaml', tabIndex: 0 });
  yaml.setAttribute('role', 'group');
  yaml.setAttribute('aria-label', 'The claim, ready to paste');
  const copy = made('button', { id: 'copy', type: 'button', textContent: 'Copy the claim' });
  const add = made('button', { id: 'add', type: 'button', textContent: 'Add to the sidecar' });
  const close = made('button', { id: 'close', type: 'button', textContent: 'Close' });
  const said = made('p', { id: 'said' });
  said.setAttribute('role', 'status');
  const places = made('ul', { id: 'places' });
  const section = made('section', { hidden: true }, title, label, yaml, places, said, copy, add, close);
  section.setAttribute('role', 'dialog');
  section.setAttribute('aria-labelledby', 'title');
  section.lang = 'en';
  root.append(made('link', { rel: 'stylesheet', href: OWN + 'overlay.css' + session }), section);
  document.body.append(host);

  let passage = null; // where it begins and ends, as the server counts
  let draft = null; // what the server made of it
  let refused = ''; // why it was not added; said with every draft of the same claim from then on
  let before = null; // what had the focus

  function show(parts) {
    title.textContent = parts.title;
    for (const each of [label, yaml, copy, add]) each.hidden = !parts.claim;
    places.replaceChildren(...(parts.places || []));
    said.textContent = parts.said || '';
    if (section.hidden) before = document.activeElement;
    section.hidden = false;
  }

  function hide() {
    const had = root.activeElement;
    section.hidden = true;
    passage = draft = null;
    refused = '';
    if (had && before && before !== host) before.focus();
  }

  // How many characters stand from the start of the text to a place in it, white space and what
  // the build put in left out: the server counts the same in the text of the page.
  function counted(node, offset) {
    const range = document.createRange();
    range.setStart(body, 0);
    range.setEnd(node, offset);
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, {
      acceptNode: (each) => each.nodeType === Node.ELEMENT_NODE
        ? (each.hasAttribute('data-generated') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP)
        : NodeFilter.FILTER_ACCEPT,
    });
    let count = 0;
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (!range.intersectsNode(text)) break;
      const seen = text === range.endContainer ? text.data.slice(0, range.endOffset) : text.data;
      count += Array.from(seen.replace(/\s+/g, '')).length;
      if (text === range.endContainer) break;
    }
    return count;
  }

  function selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(body)) return null;
    const whole = document.createRange();
    whole.selectNodeContents(body);
    const starts = range.compareBoundaryPoints(Range.START_TO_START, whole) < 0 ? whole : range;
    const ends = range.compareBoundaryPoints(Range.END_TO_END, whole) > 0 ? whole : range;
    const start = counted(starts.startContainer, starts.startOffset);
    const end = counted(ends.endContainer, ends.endOffset);
    return start < end ? { start, end } : null;
  }

  async function offer(why = '') {
    const found = selected();
    if (!found || (passage && passage.start === found.start && passage.end === found.end)) return;
    passage = found;
    refused = why;
    await propose('');
  }

  async function propose(id) {
    const wanted = passage;
    try {
      const told = await asked('claim', Object.assign({ id }, wanted));
      if (wanted !== passage) return;
      draft = told;
      show({ title: 'Claim', claim: true, said: refused || 'Alt+Shift+C comes here; Escape closes.' });
      yaml.textContent = draft.yaml;
      if (!id) field.value = draft.id;
      add.textContent = `Add to ${draft.file}`;
      add.disabled = false;
    } catch (error) {
      if (wanted !== passage) return;
      draft = null;
      show({ title: 'Claim', claim: Boolean(id), said: error.message });
      add.disabled = true;
    }
  }

  function placed(each) {
    const button = made('button', { type: 'button', textContent: `Copy ${each.place}` });
    button.addEventListener('click', async () => {
      said.textContent = await copied(each.place) ? `Copied ${each.place}` : each.place;
    });
    return made('li', {}, `${each.id} `, button);
  }

  async function locate(ids, isByKeyboard) {
    passage = draft = null;
    refused = '';
    try {
      const told = await asked('places', { ids });
      show({
        title: 'In the sidecar',
        places: told.places.map(placed),
        said: told.places.length ? '' : 'The sidecar has no such claim any more.',
      });
    } catch (error) {
      show({ title: 'In the sidecar', said: error.message });
    }
    if (isByKeyboard) (places.querySelector('button') || close).focus();
  }

  field.addEventListener('change', () => {
    refused = '';
    if (passage) propose(field.value.trim());
  });

  copy.addEventListener('click', async () => {
    const done = draft && await copied(draft.yaml + '\n');
    said.textContent = done ? 'Copied.' : 'Nothing could be copied; select the text above.';
  });

  add.addEventListener('click', async () => {
    if (!draft || !passage) return;
    add.disabled = true;
    refused = '';
    try {
      const wish = Object.assign({ id: field.value.trim(), digest: draft.digest }, passage);
      const told = await asked('add', wish);
      const words = `Added ${told.id}.`;
      sessionStorage.setItem(KEY, JSON.stringify({ words, told }));
      show({ title: 'Claim', places: [placed(told)], said: words });
      passage = draft = null;
      document.getSelection().removeAllRanges(); // what is left of it would be offered next
    } catch (error) {
      said.textContent = error.message;
      add.disabled = false;
      if (!error.isRefusal || !passage) return;
      refused = error.message;
      await propose(field.value.trim()); // of the files as they are by now
    }
  });

  close.addEventListener('click', hide);

  // The page was amended: what a draft was made from may be gone, or stand elsewhere.
  document.addEventListener('vouch-swapped', () => {
    sessionStorage.removeItem(KEY);
    if (!passage) return;
    passage = draft = null;
    if (selected()) offer(refused); else hide();
  });

  // --- When ---

  let isDragging = false;
  let soon = 0;
  const settle = () => {
    clearTimeout(soon);
    if (!isDragging) soon = setTimeout(() => offer(), 150);
  };
  document.addEventListener('pointerdown', (event) => {
    isDragging = !event.composedPath().includes(host);
  });
  for (const name of ['pointerup', 'pointercancel']) {
    document.addEventListener(name, () => { isDragging = false; settle(); });
  }
  document.addEventListener('selectionchange', settle);

  body.addEventListener('click', (event) => {
    const mark = event.target instanceof Element && event.target.closest('mark[data-claim]');
    if (!mark || event.target.closest('a') || selected()) return;
    locate(mark.dataset.claim.split(' '), false);
  });

  // The claim that the keyboard is at: at its number in the text, or in its card.
  function claimAt(element) {
    const card = element && element.closest('[data-claim-card]');
    if (card) return [card.dataset.claimCard];
    const link = element && element.closest('a[href^="#card-"]');
    return link ? [link.getAttribute('href').slice('#card-'.length)] : null;
  }

  document.addEventListener('keydown', async (event) => {
    if (event.key === 'Escape' && !section.hidden) {
      hide();
    } else if (event.altKey && event.shiftKey && event.code === 'KeyC') {
      event.preventDefault();
      const ids = claimAt(document.activeElement);
      if (selected()) {
        await offer();
        field.focus();
      } else if (ids) {
        await locate(ids, true);
      } else if (!section.hidden) {
        close.focus();
      }
    }
  });

  // What was said right before the page was loaded anew, because of that.
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (kept) {
    const { words, told } = JSON.parse(kept);
    show({ title: 'Claim', places: [placed(told)], said: words });
  }
})();
