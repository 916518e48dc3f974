// A page that changed is amended where it changed, instead of being loaded anew: sooner seen, and
// whoever writes keeps their place, what is folded out, what has the focus. Where that would not give
// the page that a browser loads, it is loaded.

(function () {
  'use strict';

  const OWN = '/__vouch__/';
  const PAGES = OWN + 'pages';
  const MOST = 1e6; // comparisons of nodes, beyond which they are taken in their order

  // What the preview adds stays: no page has it otherwise.
  function isOurs(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return false;
    const address = node.getAttribute('src') || node.getAttribute('href') || '';
    return node.localName === 'vouch-overlay' || (node.localName !== 'a' && address.startsWith(OWN));
  }

  function found(page, selector) {
    return Array.from(page.querySelectorAll(selector)).filter((each) => !isOurs(each));
  }

  // A script may have changed its page since, and would not run again.
  function isScripted(page) {
    return found(page, 'script:not([type="application/ld+json"])').length > 0;
  }

  // What holds for all that comes after it cannot be put in later.
  function lasting(page) {
    const elements = found(page, 'style, link[rel~="stylesheet"], meta[http-equiv], base');
    return elements.map((each) => each.outerHTML).join('\n');
  }

  function amendAttributes(stale, fresh) {
    for (const { name } of Array.from(stale.attributes)) {
      const isFoldedOut = name === 'open' && stale.localName === 'details';
      if (!fresh.hasAttribute(name) && !isFoldedOut) stale.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (stale.getAttribute(name) !== value) stale.setAttribute(name, value);
    }
  }

  function key(node) {
    return node.nodeType === Node.ELEMENT_NODE
      ? `${node.nodeName}#${node.id}.${node.className.baseVal ?? node.className}`
      : node.nodeName;
  }

  // For each fresh node the stale one that it can be made from, or null: as many as can be in order.
  function paired(stale, fresh) {
    if (stale.length * fresh.length > MOST) return fresh.map((_, at) => stale[at] || null);
    const [old, now] = [stale.map(key), fresh.map(key)];
    const best = Array.from({ length: old.length + 1 }, () => new Array(now.length + 1).fill(0));
    for (let i = old.length - 1; i >= 0; i -= 1) {
      for (let j = now.length - 1; j >= 0; j -= 1) {
        best[i][j] = old[i] === now[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
      }
    }
    const found = [];
    let i = 0;
    for (let j = 0; j < now.length; j += 1) {
      while (i < old.length && old[i] !== now[j] && best[i + 1][j] === best[i][j]) i += 1;
      found.push(i < old.length && old[i] === now[j] ? stale[i++] : null);
    }
    return found;
  }

  // Both are elements of one name; what is equal at both ends of their content is left as it is.
  function amend(stale, fresh) {
    amendAttributes(stale, fresh);
    const old = Array.from(stale.childNodes).filter((node) => !isOurs(node));
    const now = Array.from(fresh.childNodes).filter((node) => !isOurs(node));
    while (old.length && now.length && old[0].isEqualNode(now[0])) {
      old.shift();
      now.shift();
    }
    let next = null;
    while (old.length && now.length && old[old.length - 1].isEqualNode(now[now.length - 1])) {
      next = old.pop();
      now.pop();
    }
    const pairs = paired(old, now);
    const staying = new Set(pairs);
    for (const node of old) if (!staying.has(node)) node.remove();
    for (let at = now.length - 1; at >= 0; at -= 1) {
      const node = now[at];
      const other = pairs[at];
      if (!other || key(other) !== key(node)) {
        const put = stale.insertBefore(document.adoptNode(node), other || next);
        if (other) other.remove();
        next = put;
      } else {
        if (node.nodeType === Node.ELEMENT_NODE) amend(other, node);
        else if (other.data !== node.data) other.data = node.data;
        next = other;
      }
    }
  }

  function article() {
    return document.querySelector('[data-article-body]');
  }

  async function swap() {
    const response = await fetch(location.href, { cache: 'no-store' });
    if (!response.ok || response.redirected || isScripted(document)) return false;
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (isScripted(fresh) || lasting(fresh) !== lasting(document)) return false;
    const before = article();
    amend(document.documentElement, fresh.documentElement);
    if (article() !== before) return false;
    document.dispatchEvent(new Event('vouch-swapped'));
    return true;
  }

  let isWanted = false;
  let isUnderWay = false;

  async function swapped() {
    isWanted = true;
    if (isUnderWay) return; // what is fetched now may be older than what is wanted
    isUnderWay = true;
    while (isWanted) {
      isWanted = false;
      if (!await swap()) return location.reload();
    }
    isUnderWay = false;
  }

  // livereload.js takes plugins under such a name; one that answers true has done what was asked.
  window.LiveReloadPluginVouchPages = class {
    static identifier = 'vouch-pages';
    static version = '1';

    reload(path) {
      if (path !== PAGES) return false;
      swapped().catch(() => location.reload());
      return true;
    }
  };
})();
