// The markup of one page as a browser's parser reads it, with the lines of the source. No browser is
// needed for it, so every page of a site is looked at, not only a sample.

import { parse } from 'parse5';

/** Elements that the parser keeps out of the tree: templates hold theirs apart. */
const children = (node) => [...(node.childNodes ?? []), ...(node.content ? [node.content] : [])];

function* walk(node) {
  for (const child of children(node)) {
    if (child.tagName) yield child;
    yield* walk(child);
  }
}

export const attribute = (element, name) => element.attrs.find((each) => each.name === name)?.value;
export const line = (element) => element.sourceCodeLocation?.startLine ?? 0;
export const text = (node) =>
  node.nodeName === '#text' ? node.value : children(node).map(text).join('');

/** The text of an element as it reads, on one line. */
export const words = (element) => text(element).replace(/\s+/g, ' ').trim();

/** `<a href="…">` as people find it again in the source. */
export function shown(element) {
  const attributes = element.attrs.map(({ name, value }) => ` ${name}="${value.slice(0, 80)}"`).join('');
  return `<${element.tagName}${attributes}> in line ${line(element)}`;
}

export class Markup {
  constructor(html) {
    this.elements = [...walk(parse(html, { sourceCodeLocationInfo: true }))];
    this.ids = new Set(this.elements.map((each) => attribute(each, 'id')).filter(Boolean));
  }

  /** All elements of these names, in document order. */
  all(...names) {
    return this.elements.filter((each) => names.includes(each.tagName));
  }

  /** The titles of the page: a `<title>` may also name a chart. */
  titles() {
    return this.all('title').filter((each) => each.parentNode?.tagName === 'head');
  }

  /** The content of `<meta name="…">` or `<meta http-equiv="…">`, whichever is there. */
  meta(name) {
    const found = this.all('meta').find((each) =>
      [attribute(each, 'name'), attribute(each, 'http-equiv')].some((value) => value?.toLowerCase() === name));
    return found && { element: found, content: attribute(found, 'content') ?? '' };
  }
}
