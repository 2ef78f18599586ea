// How a page fits a window: nothing runs off it, no text is cut off, too small or under other text,
// and what is wider than the window scrolls in a region that a keyboard and a screen reader find.

/** Runs in the page; the problems found at its present width. */
export function layout({ smallest }) {
  const problems = [];
  const said = new Map();
  // A page with one mistake in a template makes it a thousand times: three examples are enough.
  const say = (what, element, more = '') => {
    const count = (said.get(what) ?? 0) + 1;
    said.set(what, count);
    if (count <= 3) problems.push(`${what}: ${name(element)}${more}`);
  };
  const name = (element) => {
    const id = element.id ? `#${element.id}` : '';
    const classes = [...element.classList].map((each) => `.${each}`).join('');
    const text = element.textContent.replace(/\s+/g, ' ').trim().slice(0, 50);
    return `${element.tagName.toLowerCase()}${id}${classes} ${JSON.stringify(text)}`;
  };
  const window_ = document.documentElement.clientWidth;
  const style = new Map();
  const styled = (element) => {
    if (!style.has(element)) style.set(element, getComputedStyle(element));
    return style.get(element);
  };
  const cuts = (value) => value === 'hidden' || value === 'clip';
  const scrolls = (value) => value === 'auto' || value === 'scroll';
  const root = (element) => element === document.body || element === document.documentElement;

  /** Kept for screen readers only, by one of the usual ways. */
  const unseen = (element) => {
    for (let each = element; each && !root(each); each = each.parentElement) {
      if (each instanceof SVGElement) continue;
      const box = each.getBoundingClientRect();
      const clipped = styled(each).clipPath !== 'none' || (styled(each).clip !== 'auto' && styled(each).position === 'absolute');
      if (clipped || (box.width <= 1 && box.height <= 1) || box.right <= 0 || box.bottom + scrollY <= 0) return true;
    }
    return false;
  };
  /** The nearest element that cuts or scrolls what is in `element`, per axis. */
  const around = (element, axis) => {
    for (let each = element; each && !root(each); each = each.parentElement) {
      if (styled(each).display === 'inline' && !(each instanceof SVGElement)) continue;
      const overflow = axis === 'x' ? styled(each).overflowX : styled(each).overflowY;
      if (each instanceof SVGElement && each.tagName !== 'svg') continue;
      if (cuts(overflow) || scrolls(overflow)) return { element: each, overflow };
    }
    return null;
  };

  const all = [...document.body.querySelectorAll('*')].filter((each) => each.checkVisibility({ visibilityProperty: true }));

  if (document.scrollingElement.scrollWidth > window_) {
    // What is cut or scrolled by a box that holds it does not widen the page.
    const held = (element) => {
      const fixed = styled(element).position;
      if (fixed === 'fixed') return true;
      const from = fixed === 'absolute' ? element.offsetParent : element.parentElement;
      return from && around(from, 'x') !== null;
    };
    const beyond = all.filter((each) => each.getBoundingClientRect().right > window_ + 1 && !held(each)).slice(0, 200);
    const inner = beyond.filter((each) => !beyond.some((other) => other !== each && each.contains(other))).slice(0, 3);
    problems.push(`the page is ${document.scrollingElement.scrollWidth} px wide in a window of ${window_} px: ${inner.map(name).join('; ')}`);
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('script, style, noscript, title, desc, option')) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || unseen(parent)) continue;
    range.selectNodeContents(node);
    const box = parent instanceof SVGElement ? parent.getBoundingClientRect() : range.getBoundingClientRect();
    if (box.width === 0) continue;
    const size = parseFloat(styled(parent).fontSize) * (parent instanceof SVGGraphicsElement ? Math.sqrt(Math.abs(det(parent.getScreenCTM()))) : 1);
    if (size < smallest) say('text too small to read', parent, ` (${size.toFixed(1)} px)`);
    const x = around(parent, 'x');
    const y = around(parent, 'y');
    const inX = x?.element.getBoundingClientRect();
    const inY = y?.element.getBoundingClientRect();
    if (!x && (box.right > window_ + 1 || box.left < -1)) {
      say('text runs off the window', parent, ` (from ${Math.round(box.left)} to ${Math.round(box.right)} px)`);
    } else if (x && cuts(x.overflow) && (box.right > inX.right + 2 || box.left < inX.left - 2)) {
      say('text is cut off at the side', parent);
    } else if (y && cuts(y.overflow) && (box.bottom > inY.bottom + 3 || box.top < inY.top - 3)) {
      say('text is cut off above or below', parent);
    }
  }

  function det(matrix) {
    return matrix ? matrix.a * matrix.d - matrix.b * matrix.c : 1;
  }

  for (const element of all) {
    if (root(element) || element instanceof SVGElement) continue;
    const wide = scrolls(styled(element).overflowX) && element.scrollWidth > element.clientWidth + 1;
    const high = scrolls(styled(element).overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (!wide && !high) continue;
    if (element.matches('textarea, input, select')) continue;
    // A list that is only too high scrolls along when its links take the focus.
    if (!wide && element.querySelector('a[href], button')) continue;
    if (element.tabIndex < 0 || !element.hasAttribute('tabindex')) say('scrolls, but a keyboard does not reach it (tabindex="0")', element);
    if (!['region', 'group'].includes(element.getAttribute('role')) && !element.matches('section, fieldset')) {
      say('scrolls, but is no region (role="region")', element);
    }
    const labelled = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join('');
    if (!(element.getAttribute('aria-label') ?? labelled).trim()) say('scrolls, but has no name (aria-labelledby)', element);
  }

  for (const chart of document.querySelectorAll('svg')) {
    const labels = [...chart.querySelectorAll('text')].filter((each) => each.checkVisibility({ visibilityProperty: true }));
    const boxes = labels
      .filter((each) => Math.abs(each.getScreenCTM()?.b ?? 0) < 1e-6)
      .map((each) => ({ each, box: each.getBoundingClientRect() }))
      .sort((one, other) => one.box.left - other.box.left);
    boxes.forEach(({ each, box }, index) => {
      for (const other of boxes.slice(index + 1)) {
        if (other.box.left >= box.right) break;
        const across = Math.min(box.right, other.box.right) - other.box.left;
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (across > 2 && down > Math.min(box.height, other.box.height) * 0.4) {
          say('labels of a chart lie on each other', each, ` and ${name(other.each)}`);
        }
      }
    });
  }
  for (const [what, count] of said) if (count > 3) problems.push(`${what}: ${count} in all`);
  return problems;
}
