// The tests of the tests: in the pages of fixtures/ no check finds anything, and each check finds the
// one mistake that is made for it here.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { markup, together } from './checks/markup.mjs';
import { checks } from './checks/page.mjs';
import { policy } from './checks/policy.mjs';
import { valid } from './checks/valid.mjs';
import { launch } from './lib/browser.mjs';
import { serve } from './lib/server.mjs';
import { kind, load, sample } from './lib/site.mjs';

const FIXTURES = join(import.meta.dirname, 'fixtures');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** All that is wrong with a place, by the check that says so. */
async function problemsOf(place, only) {
  const site = load(place);
  const server = await serve(site.root);
  const byPath = new Map(site.pages.map((page) => [page.path, page]));
  const found = {};
  const run = async (name, check) => {
    if (!only || only === name) found[name] = [...(found[name] ?? []), ...(await check())];
  };
  try {
    await run('valid', () => valid(site));
    await run('together', () => together(site));
    for (const page of site.pages) {
      await run('markup', () => markup(site, page, byPath));
      await run('policy', () => policy(page));
      for (const [name, check] of Object.entries(checks(browser, site, page, server.origin))) await run(name, check);
    }
  } finally {
    await server.close();
  }
  return found;
}

for (const place of ['site', 'report.html']) {
  test(`no check finds anything in ${place}`, async () => {
    const found = await problemsOf(join(FIXTURES, place));
    assert.ok(Object.keys(found).length >= 10, Object.keys(found).join());
    for (const [name, problems] of Object.entries(found)) assert.deepEqual(problems, [], name);
  });
}

const LOOKS = 'looks right and is accessible';
const KEYS = 'works by keyboard';
const SEARCH = 'search from a folder';
const inMain = (html) => ['<h1>Platform team</h1>', `<h1>Platform team</h1>${html}`];
const css = (rules) => ['site.css', /$/, rules];
const js = (code) => ['search.js', /$/, code];

/** [check, what is found, what is replaced by what]: in index.html, or in the file that is named first. */
const MISTAKES = [
  ['valid', /index\.html:\d+: error: .*“center”/, inMain('<center>x</center>')],
  ['valid', /site\.css:\d+: error/, css('p { colour: red }')],
  ['markup', /does not begin with <!doctype html>/, ['<!doctype html>', '']],
  ['markup', /noindex/, ['noindex', 'index']],
  ['markup', /viewport/, ['width=device-width', 'width=1000']],
  ['markup', /2 <h1>/, inMain('<h1>x</h1>')],
  ['markup', /id "coverage" in line \d+ and in line \d+/, inMain('<p id="coverage"></p>')],
  ['markup', /no id "level-9" on skills\/async-rust\.html/, ['#level-3', '#level-9']],
  ['markup', /link leads to no file/, ['skills/async-rust.html#', 'skills/rust.html#']],
  ['markup', /link is a folder/, ['skills/async-rust.html#', 'skills/#']],
  ['markup', /link leaves the folder/, ['skills/async-rust.html#', '../x.html#']],
  ['markup', /link is neither https/, ['href="skills/async-rust.html#level-3"', 'href="javascript:alert(1)"']],
  ['markup', /resource is neither https/, inMain('<img src="https://example.com/x.png" alt="">')],
  ['together', /have the same title/, ['Platform team · Progress', 'Async Rust · Progress']],
  ['together', /no way from index\.html to skills/, [/skills\/async-rust\.html/g, 'index.html']],
  ['policy', /no content security policy/, [/<meta http-equiv.*>/, '']],
  ['policy', /without default-src 'none'/, ["default-src 'none'", "default-src 'self'"]],
  ['policy', /without base-uri 'none'/, ["base-uri 'none';", '']],
  ['policy', /script-src lets in 'unsafe-inline'/, ["script-src 'self'", "script-src 'unsafe-inline'"]],
  ['policy', /style-src lets in https:/, ["style-src 'self'", "style-src 'self' https:"]],
  ['policy', /frame-ancestors has no effect/, ["base-uri", "frame-ancestors 'none'; base-uri"]],
  ['policy', /comes before the content security policy.*<script/, ['<meta charset="utf-8">', '<meta charset="utf-8"><script src="search.js"></script>']],
  ['policy', /inline script without its hash/, ['</main>', '</main><script>1</script>']],
  ['policy', /inline style sheet without its hash/, ['</head>', '<style>p { color: red }</style></head>']],
  ['policy', /style attribute/, inMain('<p style="color: red">x</p>')],
  ['policy', /event handler/, inMain('<p onclick="1">x</p>')],
  ['loads', /from a folder, JavaScript off: .*asked for https:\/\/example\.com/, ["img-src 'self'", 'img-src *'], inMain('<img src="https://example.com/x.png" alt="">')],
  ['loads', /Content Security Policy/i, inMain('<p style="color: red">x</p>')],
  ['loads', /console warning: careful/, js('console.warn("careful");')],
  ['loads', /uncaught: gone/, js('throw new Error("gone");')],
  ['loads', /404 for .*missing\.css/, ['site.css', 'missing.css']],
  ['loads', /opened a alert/, js('alert(1);')],
  ['loads', /JavaScript off: reads otherwise than from a server, JavaScript on: /, js('document.querySelector("h1").append(" added");')],
  ['loads', /nothing to read/, css('main { display: none }')],
  ['loads', /search box shows where it cannot work/, [' hidden>', '>']],
  [LOOKS, /360 px, light.*: the page is \d+ px wide .*: span\.unseen "in words"/, ['4</td><td>5', '4</td><td>5<span class="unseen">in words</span>']],
  [LOOKS, /360 px, light.*: the page is 9\d\d px wide in a window of 360 px: p\.lead/, css('.lead { width: 900px }')],
  [LOOKS, /360 px, light.*: text runs off the window: p/, css('.lead { white-space: nowrap; margin-left: 20rem } html, body { overflow-x: clip }')],
  [LOOKS, /text is cut off at the side/, css('.lead { width: 3rem; white-space: nowrap; overflow: hidden }')],
  [LOOKS, /text is cut off above or below/, css('.lead { height: 0.5rem; overflow: hidden }')],
  [LOOKS, /text is cut off at the side: text/, ['x="108" y="25">5', 'x="280" y="25">5 people at least']],
  [LOOKS, /text too small to read: text/, css('.chart text { font-size: 5px }')],
  [LOOKS, /labels of a chart lie on each other/, ['<text x="0" y="64">', '<text x="0" y="26">']],
  [LOOKS, /scrolls, but a keyboard does not reach it/, [' tabindex="0"', '']],
  [LOOKS, /scrolls, but is no region/, [' role="region"', '']],
  [LOOKS, /scrolls, but has no name/, [' aria-labelledby="needs"', '']],
  [LOOKS, /dark: axe color-contrast/, css('@media (prefers-color-scheme: dark) { .lead { color: #445 } }')],
  [LOOKS, /^360 px, dark; 768 px, dark; 1440 px, dark: axe color-contrast/, css('details p { color: #777 }')],
  [LOOKS, /^at every width, light and dark: axe label/, ['<label for="search">Search</label>', '']],
  [LOOKS, /axe target-size/, inMain('<button class="b">a</button><button class="b">b</button>'), css('.b { width: 9px; height: 9px; padding: 0; border: 0 }')],
  [LOOKS, /a chart is neither role="img" with a name/, ['<svg role="img"', '<svg']],
  [LOOKS, /words in a chart stand out too little/, css('.chart .on-bar { fill: var(--ink) }')],
  [KEYS, /focus does not show: <a href="index/, css('nav a:focus-visible { outline: none }')],
  [KEYS, /focus out of sight: <a class="skip"/, css('.skip:focus { top: -4rem }')],
  [KEYS, /skip link first, but to <a href="index/, [/<a class="skip".*<\/a>/, '']],
  [KEYS, /skip link does not lead into <main>/, js('document.querySelector(".skip").addEventListener("click", (event) => event.preventDefault());')],
  [KEYS, /leaves the order of the page/, ['<a href="skills/async-rust.html#', '<a tabindex="1" href="skills/async-rust.html#']],
  [KEYS, /Tab comes to \d of \d places/, js('document.querySelector("summary").addEventListener("focus", (event) => event.target.blur());')],
  ['keeps still', /moves although less motion/, css('@keyframes turn { to { rotate: 1turn } } .lead { animation: turn 1s infinite }')],
  ['keeps still', /scrolls smoothly/, css('html { scroll-behavior: smooth }')],
  ['prints', /is printed: <nav/, css('@media print { nav { display: block } }')],
  ['prints', /cut off at the edge of the paper/, css('@media print { .wide { overflow-x: auto } td { min-width: 20rem } }')],
  ['prints', /px wider than the paper/, css('@media print { .lead { width: 60rem } }')],
  ['prints', /dark: prints on a ground of rgb\(0, 0, 0\)/, css('@media print and (prefers-color-scheme: dark) { :root { --ground: #000 } }')],
  [SEARCH, /a search box, but no <input/, ['<input type="search" id="search"', '<input type="search" id="find"']],
  [SEARCH, /search box does not show/, ['search.js', 'form.hidden = false;', '']],
  [SEARCH, /does not find skills\/async-rust\.html/, ['search.js', "['Async Rust', ", "['Async', "]],
  [SEARCH, /ArrowDown and Enter .* open/, ['search.js', 'links[at + 1].focus();', ';']],
  [SEARCH, /says nothing when it finds nothing/, ['search.js', '`${found.length} found`', "''"]],
  [SEARCH, /Escape does not close/, ['search.js', "=== 'Escape'", "=== 'F9'"], ['search.js', ': [];', ': ENTRIES;']],
  [SEARCH, /as markup/, ["; require-trusted-types-for 'script'; trusted-types 'none'", ''], ['search.js', 'status.textContent = said;', 'results.innerHTML += `<li>${input.value}</li>`; status.textContent = said;']],
];

test('each check finds a mistake made for it', { concurrency: availableParallelism() }, (all) =>
  Promise.all(MISTAKES.map(([check, expected, ...changes]) => all.test(`${check} finds ${expected.source}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'milepost-browser-'));
    t.after(() => rmSync(folder, { recursive: true }));
    cpSync(join(FIXTURES, 'site'), folder, { recursive: true });
    for (const change of changes) {
      const [name, what, by] = change.length === 3 ? change : ['index.html', ...change];
      const old = readFileSync(join(folder, name), 'utf8');
      const now = old.replace(what, () => by);
      assert.notEqual(now, old, `${what} is not in ${name}`);
      writeFileSync(join(folder, name), now);
    }
    const problems = (await problemsOf(folder, check))[check];
    assert.ok(problems.some((problem) => expected.test(problem)), `found only:\n${problems.join('\n')}`);
  }))));

test('pages of one template are of one kind, and of each kind three are driven at most', () => {
  assert.equal(kind('index.html'), 'index.html');
  assert.equal(kind('people/ana.html'), 'people/*');
  assert.equal(kind('people/index.html'), 'people/index.html');
  assert.equal(kind('people/ana/index.html'), 'people/*/index.html');
  const page = (path, bytes) => ({ path, bytes, kind: kind(path) });
  const pages = [page('index.html', 1), ...[1, 2, 9, 3, 4].map((bytes, at) => page(`people/${at}.html`, bytes))];
  assert.deepEqual(sample(pages).map((each) => each.path), ['index.html', 'people/0.html', 'people/2.html', 'people/4.html']);
  assert.deepEqual(sample(pages, new Set(['people/*'])).map((each) => each.path), ['index.html', 'people/2.html']);
});
