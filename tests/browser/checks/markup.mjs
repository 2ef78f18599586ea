// What can be told from the markup of the pages of a site without a browser: links and fragments,
// ids, titles, what search engines are told, and what every page has to begin with.

import { attribute, line, shown, words } from '../lib/markup.mjs';

/** Addresses that may leave the page: a reader follows them, the page itself never does. */
const OUTWARD = /^(https?|mailto):/i;
const ABSOLUTE = /^([a-z][a-z0-9+.-]*:|\/)/i;

/** Attributes that make a browser load something, and those that a reader follows. */
const LOADED = { img: 'src', script: 'src', link: 'href', source: 'src', iframe: 'src', object: 'data', embed: 'src', use: 'href', image: 'href' };
const FOLLOWED = ['a', 'area'];

function ids(markup) {
  const seen = new Map();
  const problems = [];
  for (const element of markup.elements) {
    const id = attribute(element, 'id');
    if (id === undefined) continue;
    if (id === '' || /\s/.test(id)) problems.push(`an id that is empty or holds a space: ${shown(element)}`);
    if (seen.has(id)) problems.push(`id "${id}" in line ${line(element)} and in line ${seen.get(id)}`);
    seen.set(id, line(element));
  }
  return problems;
}

/** The path and the fragment that `href` means on `page`, or a text that says why it means nothing. */
export function target(site, page, href) {
  const base = new URL(page.path.split('/').map(encodeURIComponent).join('/'), 'site:/root/');
  let url;
  try {
    url = new URL(href, base);
  } catch {
    return { problem: 'is no address' };
  }
  if (ABSOLUTE.test(href)) return { problem: 'is neither https:, http:, mailto: nor relative' };
  if (!url.pathname.startsWith('/root/')) return { problem: 'leaves the folder' };
  let path;
  try {
    path = decodeURIComponent(url.pathname.slice('/root/'.length));
  } catch {
    return { problem: 'is not encoded as an address' };
  }
  if (!site.files.has(path)) return { problem: path === '' || path.endsWith('/') ? 'is a folder, which file: does not open' : 'leads to no file' };
  return { path, fragment: decodeURIComponent(url.hash.slice(1)) };
}

function links(site, page, markup, byPath) {
  const problems = [];
  for (const element of markup.elements) {
    const loads = LOADED[element.tagName];
    const follows = FOLLOWED.includes(element.tagName);
    const href = attribute(element, loads ?? 'href');
    if ((!loads && !follows) || href === undefined) continue;
    if (follows && OUTWARD.test(href)) continue;
    if (loads && /^data:/i.test(href)) continue;
    const { problem, path, fragment } = target(site, page, href);
    if (problem) {
      problems.push(`${loads ? 'resource' : 'link'} ${problem}: ${shown(element)}`);
    } else if (fragment && byPath.has(path) && !byPath.get(path).ids.has(fragment)) {
      problems.push(`no id "${fragment}" on ${path}: ${shown(element)}`);
    }
  }
  return problems;
}

function head(markup, html) {
  const problems = [];
  if (!/^\s*<!doctype html>/i.test(html)) problems.push('does not begin with <!doctype html>');
  if (!/\bnoindex\b/.test(markup.meta('robots')?.content ?? '')) problems.push('no <meta name="robots" content="noindex">');
  if (!/width=device-width/.test(markup.meta('viewport')?.content ?? '')) problems.push('no <meta name="viewport" content="width=device-width…">');
  const titles = markup.titles();
  if (titles.length !== 1 || words(titles[0]) === '') problems.push(`${titles.length} titles, or an empty one`);
  if (markup.all('main').length !== 1) problems.push(`${markup.all('main').length} <main> elements`);
  if (markup.all('h1').length !== 1) problems.push(`${markup.all('h1').length} <h1> elements`);
  return problems;
}

/** The problems of one page; `byPath` holds all pages of its site. */
export function markup(site, page, byPath) {
  const parsed = page.markup();
  return [...head(parsed, page.html()), ...ids(parsed), ...links(site, page, parsed, byPath)];
}

/** What concerns the pages together: each has its own title, and a way leads to each. */
export function together(site) {
  const problems = [];
  const titles = new Map();
  for (const page of site.pages) {
    const other = titles.get(page.title);
    if (other) problems.push(`${page.path} and ${other} have the same title "${page.title}"`);
    titles.set(page.title, page.path);
  }
  const byPath = new Map(site.pages.map((page) => [page.path, page]));
  const start = site.single ? site.pages[0].path : 'index.html';
  if (!byPath.has(start)) return [...problems, `no ${start}`];
  const reached = new Set([start]);
  for (const path of reached) {
    const page = byPath.get(path);
    for (const href of page.hrefs) {
      if (OUTWARD.test(href)) continue;
      const to = target(site, page, href).path;
      if (byPath.has(to)) reached.add(to);
    }
  }
  const lost = site.pages.filter((page) => !reached.has(page.path)).map((page) => page.path);
  if (lost.length > 0) problems.push(`no way from ${start} to ${lost.slice(0, 5).join(', ')}${lost.length > 5 ? ` and ${lost.length - 5} more` : ''}`);
  return problems;
}
