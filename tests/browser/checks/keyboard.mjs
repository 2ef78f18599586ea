// The page by keyboard alone: the skip link first, then the navigation, then everything else in the
// order in which it stands; the focus can be seen, is under nothing and is never trapped.

/** So many presses of Tab at most; longer pages repeat what came before. */
const PRESSES = 60;

/** Runs in the page: notes what can be focused and how it looks while it is not. */
function prepare() {
  const looks = (element) => {
    const style = getComputedStyle(element);
    return ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'backgroundColor', 'color', 'textDecoration', 'borderColor', 'stroke', 'strokeWidth']
      .map((name) => style[name]);
  };
  const focusable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => !each.matches('input[type=radio]:not(:checked)'));
  window.milepostFocus = { looks, focusable, rest: new Map(focusable.map((each) => [each, looks(each)])) };
  return focusable.length;
}

/** Runs in the page after a press of Tab: where the focus is and how it shows. */
async function focused() {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const { looks, focusable, rest } = window.milepostFocus;
  const now = looks(element);
  const before = rest.get(element);
  const outlined = now[0] !== 'none' && parseFloat(now[1]) > 0;
  const boxes = [...element.getClientRects()];
  const seen = boxes.some((box) => {
    const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
    return points.some(([x, y]) => {
      const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      return hit && (element.contains(hit) || hit.closest('label')?.control === element);
    });
  });
  return {
    index: focusable.indexOf(element),
    shown: `${element.outerHTML.replace(/\s+/g, ' ').slice(0, 120)}`,
    changed: before ? now.some((value, at) => value !== before[at]) || outlined : outlined,
    seen,
    inNavigation: Boolean(element.closest('nav')),
    skips: element.matches('a[href^="#"]')
      && Boolean(document.getElementById(decodeURIComponent(element.hash.slice(1)))?.closest('main')),
  };
}

async function press(page) {
  await page.keyboard.press('Tab');
  return page.evaluate(focused);
}

/** Whether the skip link leads past the navigation: the next stop is in `<main>` or behind it. */
async function skip(page) {
  await page.keyboard.press('Enter');
  const next = await press(page);
  if (next === null) return [];
  const before = await page.evaluate(() => {
    const main = document.querySelector('main');
    const at = document.activeElement;
    // Where nothing in it or behind it takes the focus, the next stop is the first one again.
    const last = window.milepostFocus.focusable.at(-1);
    const beyond = main.contains(last) || Boolean(main.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_FOLLOWING);
    return beyond && !main.contains(at) && Boolean(at.compareDocumentPosition(main) & Node.DOCUMENT_POSITION_FOLLOWING);
  });
  return before ? [`the skip link does not lead into <main>: next is ${next.shown}`] : [];
}

export async function keyboard(page) {
  const problems = [];
  const count = await page.evaluate(prepare);
  const hasNavigation = (await page.locator('nav a[href]:visible').count()) > 0;
  const stops = [];
  while (stops.length < Math.min(PRESSES, count + 2)) {
    const stop = await press(page);
    if (stop === null) break;
    stops.push(stop);
    if (!stop.changed) problems.push(`the focus does not show: ${stop.shown}`);
    if (!stop.seen) problems.push(`has the focus out of sight: ${stop.shown}`);
  }
  if (hasNavigation && !stops[0]?.skips) problems.push(`Tab does not come to a skip link first, but to ${stops[0]?.shown ?? 'nothing'}`);
  if (hasNavigation) {
    const navigation = stops.findIndex((stop) => stop.inNavigation);
    const main = stops.slice(0, navigation).filter((stop) => stop.index >= 0 && !stop.skips);
    if (navigation < 0 && stops.length < PRESSES) problems.push('Tab does not come to the navigation');
    if (main.length > 3) problems.push(`${main.length} stops before the navigation: ${main[0].shown}`);
  }
  const order = stops.map((stop) => stop.index).filter((index) => index >= 0);
  const jump = order.findIndex((index, at) => index !== at);
  if (jump >= 0) problems.push(`Tab leaves the order of the page: ${stops.filter((stop) => stop.index >= 0)[jump].shown}`);
  if (count < PRESSES && order.length < count) problems.push(`Tab comes to ${order.length} of ${count} places that take the focus`);
  if (count < PRESSES && stops.length > count + 1) problems.push('Tab does not leave the page');

  if (hasNavigation && stops[0]?.skips) {
    await page.reload();
    await page.evaluate(prepare);
    await press(page);
    problems.push(...(await skip(page)));
  }
  return problems;
}
