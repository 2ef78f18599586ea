// axe-core, run from outside the page so that the page's own policy stays in force, and what axe-core
// leaves out: names of charts and the contrast of the words in them.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** `preload` would fetch style sheets, which the policy rightly refuses. */
const OPTIONS = { resultTypes: ['violations'], preload: false, rules: { 'target-size': { enabled: true } } };

/** Runs in the page: charts without a name, and words in charts that are hard to read. */
function charts() {
  const problems = [];
  const say = (text) => problems.length < 12 && problems.push(text);
  const channels = (colour) => colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
  const opaque = (colour) => {
    const [, , , alpha = 1] = channels(colour);
    return colour.startsWith('rgb') && alpha > 0;
  };
  const luminance = (colour) => {
    const [red, green, blue] = channels(colour).map((each) => {
      const share = each / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const paint = (element) => {
    const style = getComputedStyle(element);
    return element instanceof SVGElement && element.tagName !== 'svg' ? style.fill : style.backgroundColor;
  };
  for (const chart of document.querySelectorAll('svg')) {
    if (!chart.checkVisibility({ visibilityProperty: true })) continue;
    const hidden = chart.closest('[aria-hidden=true]');
    const labelled = (chart.getAttribute('aria-labelledby') ?? '').split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join('');
    const title = chart.querySelector(':scope > title')?.textContent ?? '';
    const named = ['img', 'graphics-document', 'group'].includes(chart.getAttribute('role')) && (chart.getAttribute('aria-label') || labelled || title).trim();
    const at = `svg${chart.id ? `#${chart.id}` : ''}.${chart.getAttribute('class') ?? ''}`;
    if (!hidden && !named) say(`a chart is neither role="img" with a name nor aria-hidden: ${at}`);
    for (const label of chart.querySelectorAll('text')) {
      if (!label.checkVisibility({ visibilityProperty: true }) || !label.textContent.trim()) continue;
      label.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const box = label.getBoundingClientRect();
      const below = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2)
        .filter((each) => !label.contains(each));
      const ground = below.map(paint).find(opaque) ?? 'rgb(255, 255, 255)';
      const ink = getComputedStyle(label).fill;
      if (!opaque(ink)) continue;
      const size = parseFloat(getComputedStyle(label).fontSize);
      const found = contrast(ink, ground);
      if (found < (size >= 24 ? 3 : 4.5)) {
        say(`words in a chart stand out too little (${found.toFixed(2)}:1, ${ink} on ${ground}): ${JSON.stringify(label.textContent.trim().slice(0, 40))} in ${at}`);
      }
    }
  }
  scrollTo(0, 0);
  return problems;
}

/** The problems that a view has as it stands: colours and width are the caller's. */
export async function accessibility(page) {
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(AXE);
  const violations = await page.evaluate(async (options) => (await axe.run(document, options)).violations, OPTIONS);
  const problems = violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => {
      const why = [...node.any, ...node.all, ...node.none].map((check) => check.message)[0] ?? '';
      return `\n      ${node.html.replace(/\s+/g, ' ').slice(0, 160)}\n        ${why}`;
    });
    return `axe ${id}: ${help} (${nodes.length} times)${places.join('')}`;
  });
  return [...problems, ...(await page.evaluate(charts))];
}
