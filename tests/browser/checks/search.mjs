// The search box of a site: it finds the pages of the site by name, is worked by keyboard, says when
// there is nothing, and takes what is typed as text. Without scripts it is not there (loading.mjs).

/** One page of each kind that stands in a folder: a person, a skill, a program. */
export function entries(site) {
  const kinds = new Map();
  for (const page of site.pages) {
    if (page.path.includes('/') && page.kind.endsWith('*') && page.name && !kinds.has(page.kind)) kinds.set(page.kind, page);
  }
  return [...kinds.values()].map((page) => ({ path: page.path, name: page.name }));
}

const RESULTS = '#search-results a[href]';
/** Milliseconds between two looks at the results, and after which they do not come any more. */
const STEP = 100;
const PATIENCE = 3000;

/** Runs in the page: what the search shows at present. */
function shown(selector) {
  const links = [...document.querySelectorAll(selector)].filter((link) => link.checkVisibility());
  const list = document.getElementById('search-results');
  const status = document.querySelector('[role=search] [role=status], [role=search] [aria-live]');
  const said = `${list?.checkVisibility() ? list.innerText : ''}${status?.textContent ?? ''}`.trim();
  return { hrefs: links.map((link) => link.href), said };
}

/** Fills in `query` and waits until the search says something, or has had time enough to. */
async function results(page, query, start) {
  await page.fill('#search', query.slice(0, 60));
  let now;
  let last;
  for (let waited = 0; waited < PATIENCE; waited += STEP) {
    await page.waitForTimeout(STEP);
    last = now;
    now = await page.evaluate(shown, RESULTS);
    if (now.said && JSON.stringify(now) === JSON.stringify(last)) break;
  }
  return { found: now.hrefs.map((href) => decodeURIComponent(href.split('#')[0].slice(start.length))), said: now.said };
}

/**
 * `start` is the address of the folder of the site, with its last slash; `most` is how many kinds of
 * page are looked for; `unfolded` looks at the page while the results show.
 */
export async function search(view, site, start, most, unfolded) {
  const { page } = view;
  const problems = [];
  const box = page.locator('input#search[type=search]');
  if ((await box.count()) === 0) {
    return (await page.locator('[role=search], input[type=search]').count()) > 0 ? ['a search box, but no <input type="search" id="search">'] : [];
  }
  if (!(await box.isVisible())) return ['the search box does not show although JavaScript is on'];
  const url = page.url();

  for (const text of ['zzqx no such thing', '<img src=x onerror=alert(1)>"\'&']) {
    const { found, said } = await results(page, text, start);
    if (found.length > 0) problems.push(`search finds ${found[0]} for ${JSON.stringify(text)}`);
    if (!said) problems.push(`search says nothing when it finds nothing for ${JSON.stringify(text)}`);
  }
  if ((await page.locator('#search-results img').count()) > 0) problems.push('search takes what is typed as markup');

  for (const entry of entries(site).slice(0, most)) {
    const { found } = await results(page, entry.name, start);
    if (!found.includes(entry.path)) {
      problems.push(`search for ${JSON.stringify(entry.name)} does not find ${entry.path}, but ${found.slice(0, 3).join(', ') || 'nothing'}`);
      continue;
    }
    const at = found.indexOf(entry.path);
    for (let step = 0; step <= at; step += 1) await page.keyboard.press('ArrowDown');
    await Promise.all([
      page.waitForURL((address) => address.href.split('#')[0] !== url, { timeout: 10_000 }).catch(() => {}),
      page.keyboard.press('Enter'),
    ]);
    const opened = decodeURIComponent(page.url().split('#')[0].slice(start.length));
    if (opened !== entry.path && page.url() !== `${start}${entry.path}`) {
      problems.push(`${at + 1} times ArrowDown and Enter in the search for ${JSON.stringify(entry.name)} open ${opened} instead of ${entry.path}`);
    }
    await page.goto(url);
  }

  // What everything has in its name makes the longest list.
  if ((await results(page, 'e', start)).found.length > 0) {
    problems.push(...(await unfolded(page)).map((problem) => `with its results open: ${problem}`));
    await page.focus('#search');
    await page.keyboard.press('Escape');
    await page.waitForTimeout(100);
    if ((await page.locator(RESULTS).filter({ visible: true }).count()) > 0) problems.push('Escape does not close the results of the search');
  }
  await view.violations();
  return problems;
}
