// Every page of the sites and reports named in $MILEPOST_PAGES (one a line): their markup all, a
// sample of each kind driven in Chromium. `tests/browser/run` sets it. Screenshots and PDFs go to
// $MILEPOST_SCREENSHOTS if that is set.

import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { after, before, test } from 'node:test';
import { checks } from './checks/page.mjs';
import { markup, together } from './checks/markup.mjs';
import { policy } from './checks/policy.mjs';
import { valid } from './checks/valid.mjs';
import { launch } from './lib/browser.mjs';
import { serve } from './lib/server.mjs';
import { load, sample } from './lib/site.mjs';

const places = (process.env.MILEPOST_PAGES ?? '').split('\n').filter(Boolean);
const pictures = process.env.MILEPOST_SCREENSHOTS;
/** `index.html` is what people wait for. */
const INDEX_BYTES = 300 * 1000;

/** So many pages are driven side by side: a page waits for the browser half of the time. */
const AT_ONCE = Math.min(8, 2 * availableParallelism());

let browser;
before(async () => {
  if (places.length > 0) browser = await launch();
});
after(() => browser?.close());

/** Fails with the problems and nothing else: where this file stands helps nobody. */
function expectNone(problems, where) {
  if (problems.length === 0) return;
  const error = new Error(`${where}\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  error.stack = error.message;
  throw error;
}

test('there is something to look at', { skip: places.length > 0 }, () => {
  expectNone(['$MILEPOST_PAGES names no site and no report'], 'nothing');
});

/** Pages that are the same to the byte in two sites are driven once. */
const driven = new Set();
function isNew(page) {
  const digest = createHash('sha256').update(page.html()).digest('hex');
  return !driven.has(digest) && driven.add(digest);
}

/** Sites that stand side by side are of one repository: their pages differ little. */
const known = new Map();
function knownBeside(place) {
  const folder = dirname(place);
  if (!known.has(folder)) known.set(folder, new Set());
  return known.get(folder);
}

for (const place of places) {
  const site = load(place);
  test(place, async (t) => {
    const server = await serve(site.root);
    t.after(() => server.close());

    await t.test('has pages', () => expectNone(site.pages.length > 0 ? [] : ['no *.html'], place));
    await t.test('every page is valid', async () => expectNone(await valid(site), place));
    await t.test('every page has sound markup and a strict policy', () => {
      const byPath = new Map(site.pages.map((page) => [page.path, page]));
      const problems = site.pages.flatMap((page) =>
        [...markup(site, page, byPath), ...policy(page)].map((problem) => `${page.path}: ${problem}`));
      expectNone([...problems.slice(0, 60), ...(problems.length > 60 ? [`… ${problems.length} in all`] : [])], place);
    });
    await t.test('the pages belong together', () => expectNone(together(site), place));
    const index = site.pages.find((page) => page.path === 'index.html');
    await t.test('the first page is small', { skip: !index }, () =>
      expectNone(index.bytes > INDEX_BYTES ? [`index.html has ${index.bytes} bytes, more than ${INDEX_BYTES}`] : [], place));

    await t.test('in the browser', { concurrency: AT_ONCE }, (browsed) =>
      Promise.all(sample(site.pages, site.single ? new Set() : knownBeside(place)).filter(isNew).map((page) => browsed.test(page.path, async (of) => {
        for (const [name, check] of Object.entries(checks(browser, site, page, server.origin, pictures))) {
          await of.test(name, async () => expectNone(await check(), `${place} · ${page.path} · ${name}`));
        }
      }))));
  });
}
