// The page on paper: without navigation and search, dark on light whatever the screen shows, nothing
// cut off by a scroll region, and a PDF comes out.

/** The width between the margins of a sheet of A4, in CSS pixels. */
const SHEET = 718;
const MARGIN = '10mm';

/** Runs in the page under print style. */
function onPaper() {
  const problems = [];
  const shows = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  for (const element of document.querySelectorAll('nav, [role=search], #search, #search-results')) {
    if (shows(element)) problems.push(`is printed: ${element.outerHTML.replace(/\s+/g, ' ').slice(0, 80)}`);
  }
  for (const element of document.body.querySelectorAll('*')) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const cut = (value) => value !== 'visible';
    if (element instanceof SVGElement || !shows(element) || element.clientWidth <= 1) continue;
    if (cut(overflowX) && element.scrollWidth > element.clientWidth + 1) {
      problems.push(`is cut off at the edge of the paper by ${element.scrollWidth - element.clientWidth} px: ${element.outerHTML.replace(/\s+/g, ' ').slice(0, 100)}`);
    } else if (cut(overflowY) && element.scrollHeight > element.clientHeight + 3) {
      problems.push(`is cut off on paper below: ${element.outerHTML.replace(/\s+/g, ' ').slice(0, 100)}`);
    }
  }
  const wide = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) problems.push(`is ${wide} px wider than the paper`);
  const [red, green, blue, alpha = 1] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
  if (alpha > 0 && Math.min(red, green, blue) < 230) problems.push(`prints on a ground of rgb(${red}, ${green}, ${blue})`);
  return problems.slice(0, 12);
}

/** Opens nothing of its own: `page` is left at the width of a sheet and in print style. */
export async function print(page, path) {
  const problems = [];
  await page.setViewportSize({ width: SHEET, height: 1000 });
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ media: 'print', colorScheme });
    problems.push(...(await page.evaluate(onPaper)).map((problem) => `${colorScheme}: ${problem}`));
  }
  const pdf = await page.pdf({ path, format: 'A4', printBackground: true, margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  if (sheets < 1) problems.push('the PDF has no page');
  return problems;
}
