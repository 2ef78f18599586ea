// All checks of one page in the browser, in turn; each problem says at which width and in which
// colours it was found. With a folder to put them in, screenshots and PDFs are kept.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open } from '../lib/browser.mjs';
import { accessibility } from './accessibility.mjs';
import { keyboard } from './keyboard.mjs';
import { layout } from './layout.mjs';
import { loading, ways } from './loading.mjs';
import { motion } from './motion.mjs';
import { print } from './print.mjs';
import { search } from './search.mjs';

export const WIDTHS = [360, 768, 1440];
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

/** Each width, light as the page is served, dark with everything unfolded. */
export async function looks(view, site, page, pictures) {
  const problems = [];
  for (const colorScheme of ['light', 'dark']) {
    await view.page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await view.page.setViewportSize({ width, height: 900 });
      if (pictures) {
        await view.page.evaluate(() => scrollTo(0, 0));
        await view.page.screenshot({ path: picture(pictures, site, page, `${width}-${colorScheme}.png`), fullPage: true });
      }
      problems.push(...(await look(view.page)).map((problem) => `${width} px, ${colorScheme}: ${problem}`));
    }
    // As wide as a window of 1280 px at 400 %.
    await view.page.setViewportSize({ width: REFLOW, height: 900 });
    const narrow = await view.page.evaluate(layout, { smallest: SMALLEST_TEXT });
    problems.push(...narrow.map((problem) => `${REFLOW} px, ${colorScheme}: ${problem}`));
    await view.page.evaluate(() => document.querySelectorAll('details').forEach((each) => (each.open = true)));
  }
  return problems;
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
    all['search from a server'] = on(served, {}, (view) => search(view, site, served.inside, look));
    all['search from a folder'] = on(local, { width: 360 }, (view) => search(view, site, local.inside, look));
  }
  return all;
}
