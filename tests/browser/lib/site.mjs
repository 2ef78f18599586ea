// What is under test: a folder with a built site, or one file with a report. Finds its pages, names
// their kinds and draws the sample that is driven in the browser.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Markup, attribute, words } from './markup.mjs';

/**
 * Pages of one kind come from one template: `people/ana.html` and `people/ben.html` are both
 * `people/*`. A page at the top is a kind of its own.
 */
export function kind(path) {
  const parts = path.split('/');
  const file = parts.pop();
  if (parts.length === 0) return file;
  const folders = parts.map((part, depth) => (depth === 0 ? part : '*'));
  return [...folders, file === 'index.html' ? file : '*'].join('/');
}

/**
 * A page with what other pages ask of it. Its markup is parsed anew each time that it is looked at,
 * as a thousand parsed pages do not fit into memory.
 */
function read(root, file) {
  const path = relative(root, file).split(sep).join('/');
  const html = readFileSync(file, 'utf8');
  const markup = new Markup(html);
  const [title] = markup.titles();
  const [heading] = markup.all('h1');
  // "Portfolio of Ana" is looked for as "Ana": what people have named stands in a <bdi>.
  const named = markup.all('bdi').find((each) => each.parentNode === heading) ?? heading;
  return {
    path,
    file,
    kind: kind(path),
    bytes: Buffer.byteLength(html),
    ids: markup.ids,
    title: title ? words(title) : '',
    name: named ? words(named) : '',
    hrefs: new Set(markup.all('a').map((each) => attribute(each, 'href')).filter((href) => href !== undefined)),
    html: () => readFileSync(file, 'utf8'),
    markup: () => new Markup(readFileSync(file, 'utf8')),
  };
}

/**
 * `{ name, root, single, inside, pages, files }`: `inside` is the `file:` address that requests must
 * start with, `files` the paths of everything in the folder. A report in one file may ask for
 * nothing but itself.
 */
export function load(place) {
  const path = resolve(place);
  if (!statSync(path).isDirectory()) {
    const root = dirname(path);
    const name = basename(path);
    return {
      name,
      root,
      single: true,
      inside: pathToFileURL(path).href,
      pages: [read(root, path)],
      files: new Set([name]),
    };
  }
  const found = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  const pages = found.filter((file) => file.endsWith('.html')).map((file) => read(path, file));
  const files = new Set(found.map((file) => relative(path, file).split(sep).join('/')));
  return { name: basename(path), root: path, single: false, inside: `${pathToFileURL(path).href}/`, pages, files };
}

/**
 * Of each kind the first, the last and the longest page, in the order of the pages; of the `known`
 * kinds only the longest. Adds the kinds of `pages` to `known`.
 */
export function sample(pages, known = new Set()) {
  const kinds = new Map();
  for (const page of pages) {
    const drawn = kinds.get(page.kind) ?? { first: page, longest: page };
    const longest = page.bytes > drawn.longest.bytes ? page : drawn.longest;
    kinds.set(page.kind, { first: drawn.first, longest, last: page });
  }
  const drawn = new Set([...kinds].flatMap(([each, of]) => (known.has(each) ? [of.longest] : Object.values(of))));
  for (const each of kinds.keys()) known.add(each);
  return pages.filter((page) => drawn.has(page));
}
