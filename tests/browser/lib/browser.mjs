// Chromium, and one guarded view of one page: whatever the page asks of the network, prints to the
// console or throws is written down as a problem. What is checked on a page lives in checks/.

import { chromium } from 'playwright-core';

/** Without the flags about background work Chromium calls its maker's hosts at every start. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const HEIGHT = 900;

/** Debian's Chromium, or the one that $CHROMIUM names. Its sandbox does not start for root. */
export function launch() {
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: root ? [...FLAGS, '--no-sandbox'] : FLAGS,
  });
}

/** Runs before any script of the page: violations that a console message might not tell. */
function recordViolations() {
  window.milepostViolations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    window.milepostViolations.push(`${event.effectiveDirective} blocked ${event.blockedURI || 'inline'}`);
  });
}

/**
 * Opens `url` and returns the loaded page with the list of problems, which keeps growing while the
 * page is used. `inside` is the prefix of the addresses that the page may ask for.
 */
export async function open(browser, url, inside, options = {}) {
  const { javaScript = true, colorScheme = 'light', width = 1440, reducedMotion = 'no-preference' } = options;
  const context = await browser.newContext({
    javaScriptEnabled: javaScript,
    colorScheme,
    reducedMotion,
    viewport: { width, height: HEIGHT },
    serviceWorkers: 'block',
    acceptDownloads: false,
  });
  context.setDefaultTimeout(60_000);
  const problems = [];
  const say = (text) => problems.includes(text) || problems.push(text);
  await context.route('**/*', (route) => {
    const asked = route.request().url();
    if (asked.startsWith(inside)) return route.continue();
    say(`asked for ${asked}, which is outside ${inside}`);
    return route.abort();
  });
  if (javaScript) await context.addInitScript(recordViolations);

  const page = await context.newPage();
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    const at = message.location();
    say(`console ${message.type()}: ${message.text()} (${at.url || url}:${(at.lineNumber ?? 0) + 1})`);
  });
  page.on('pageerror', (error) => say(`uncaught: ${error.message}`));
  page.on('dialog', (dialog) => {
    say(`opened a ${dialog.type()}: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on('popup', (other) => say(`opened a window: ${other.url()}`));
  page.on('download', (download) => say(`started a download: ${download.url()}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // A page that is left stops loading what it still waits for.
    if (why !== 'net::ERR_ABORTED') say(`could not load ${request.url()}: ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) say(`${response.status()} for ${response.url()}`);
  });
  page.on('websocket', (socket) => say(`opened a web socket: ${socket.url()}`));

  await page.goto(url, { waitUntil: 'load' });
  const violations = async () => {
    if (!javaScript) return;
    for (const text of await page.evaluate(() => window.milepostViolations ?? [])) say(`content security policy: ${text}`);
  };
  await violations();
  return { page, problems, violations, close: () => context.close() };
}
