// A page loads from a folder and from a server, with scripts and without, and says the same each
// time. All that the page does meanwhile that it must not is collected by lib/browser.mjs.

import { pathToFileURL } from 'node:url';
import { open } from '../lib/browser.mjs';
import { encoded } from '../lib/server.mjs';

/** The four ways in which a reader may come to a page. */
export function ways(site, page, origin) {
  const served = `${origin}/${encoded(page.path)}`;
  const file = pathToFileURL(page.file).href;
  const fromServer = { from: 'a server', url: served, inside: site.single ? served : `${origin}/` };
  const fromFolder = { from: 'a folder', url: file, inside: site.inside };
  return [fromServer, fromFolder].flatMap((way) => [
    { ...way, javaScript: true },
    { ...way, javaScript: false },
  ]);
}

/** Runs in the page: the visible text of `<main>` but what scripts add: search and the like. */
function visibleText() {
  const main = document.querySelector('main');
  if (!main) return '';
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const parts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest('noscript, script, style, [role=search], #search-results, [data-enhancement]')) continue;
    if (parent.checkVisibility({ visibilityProperty: true })) parts.push(node.data);
  }
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}

/** Where two texts part, with a little of what stands around. */
function difference(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const around = (text) => JSON.stringify(text.slice(Math.max(0, at - 30), at + 50));
  return `${around(one)} against ${around(other)}`;
}

export async function loading(browser, site, page, origin) {
  const problems = [];
  let first;
  for (const way of ways(site, page, origin)) {
    const name = `from ${way.from}, JavaScript ${way.javaScript ? 'on' : 'off'}`;
    const view = await open(browser, way.url, way.inside, { javaScript: way.javaScript });
    try {
      const text = await view.page.evaluate(visibleText);
      if (text === '') view.problems.push('nothing to read in <main>');
      first ??= { name, text };
      if (text !== first.text) view.problems.push(`reads otherwise than ${first.name}: ${difference(text, first.text)}`);
      const search = view.page.locator('#search');
      if (!way.javaScript && (await search.count()) > 0 && (await search.isVisible())) {
        view.problems.push('the search box shows where it cannot work');
      }
    } finally {
      await view.close();
    }
    problems.push(...view.problems.map((problem) => `${name}: ${problem}`));
  }
  return problems;
}
