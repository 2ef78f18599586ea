// All checks of one page in the browser, in turn; each problem says at which width and in which
// colours it was found. With a folder to put them in, screenshots and PDFs are kept.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HEIGHT, open } from '../lib/browser.mjs';
import { accessibility } from './accessibility.mjs';
import { keyboard } from './keyboard.mjs';
import { layout } from './layout.mjs';
import { loading, ways } from './loading.mjs';
import { motion } from './motion.mjs';
import { print } from './print.mjs';
import { search } from './search.mjs';

export const WIDTHS = [360, 768, 1440];
/** How often axe-core looks at a page. */
const VIEWS = 2 * WIDTHS.length;
/** The narrowest window in which a page has to fit (WCAG 2.2, 1.4.10). */
const REFLOW = 320;
/** Nothing on a page is set smaller than this, charts on a phone included. */
const SMALLEST_TEXT = 9;

/** Where the pictures of a page go: one name a page, whatever folders it stands in. */
function picture(folder, site, page, what) {
  const into = join(folder, site.name);
  mkdirSync(into, { recursive: true });
  return join(into, `${page.path.replaceAll('/', '--').replace(/\.html$/, '').slice(0, 120)}-${what}`);
}

/** How the page fits and reads as it stands now. */
const look = async (page) => [...(await page.evaluate(layout, { smallest: SMALLEST_TEXT })), ...(await accessibility(page))];

/** The same problem at several widths is one problem. */
function together(found) {
  const views = new Map();
  for (const { view, problem } of found) views.set(problem, [...(views.get(problem) ?? []), view]);
  return [...views].map(([problem, all]) => `${all.length === VIEWS ? 'at every width, light and dark' : all.join('; ')}: ${problem}`);
}

/** Each width, light as the page is served, dark with everything unfolded. */
export async function looks({ page: view }, site, page, pictures) {
  const found = [];
  for (const colorScheme of ['light', 'dark']) {
    await view.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await view.setViewportSize({ width, height: HEIGHT });
      if (pictures) {
        await view.evaluate(() => scrollTo(0, 0));
        await view.screenshot({ path: picture(pictures, site, page, `${width}-${colorScheme}.png`), fullPage: true });
      }
      for (const problem of await look(view)) found.push({ view: `${width} px, ${colorScheme}`, problem });
    }
    // As wide as a window of 1280 px at 400 %.
    await view.setViewportSize({ width: REFLOW, height: HEIGHT });
    for (const problem of await view.evaluate(layout, { smallest: SMALLEST_TEXT })) found.push({ view: `${REFLOW} px, ${colorScheme}`, problem });
    await view.evaluate(() => document.querySelectorAll('details').forEach((each) => (each.open = true)));
  }
  return together(found);
}

/** Named checks of one page; each opens the page anew and answers with its problems. */
export function checks(browser, site, page, origin, pictures) {
  const [served] = ways(site, page, origin);
  const [, , local] = ways(site, page, origin);
  const on = (way, options, check) => async () => {
    const view = await open(browser, way.url, way.inside, options);
    try {
      const problems = await check(view);
      await view.violations();
      return [...problems, ...view.problems];
    } finally {
      await view.close();
    }
  };
  const all = {
    loads: () => loading(browser, site, page, origin),
    'looks right and is accessible': on(served, {}, (view) => looks(view, site, page, pictures)),
    'works by keyboard': on(served, { reducedMotion: 'reduce' }, (view) => keyboard(view.page)),
    'works by keyboard on a phone': on(served, { reducedMotion: 'reduce', width: 360, colorScheme: 'dark' }, (view) => keyboard(view.page)),
    'keeps still': on(served, { reducedMotion: 'reduce' }, (view) => view.page.evaluate(motion)),
    prints: on(served, {}, (view) => print(view.page, pictures && picture(pictures, site, page, 'print.pdf'))),
  };
  // The same script serves every page: it is tried at the top, and in the first page of a folder.
  const nested = site.pages.find((each) => each.path.includes('/'));
  if (!site.single && (page.path === 'index.html' || page === nested)) {
    const most = page === nested ? 1 : Infinity;
    all['search from a server'] = on(served, {}, (view) => search(view, site, served.inside, most, look));
    all['search from a folder'] = on(local, { width: 360 }, (view) => search(view, site, local.inside, 1, look));
  }
  return all;
}
