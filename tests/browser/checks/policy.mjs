// The content security policy of a page, read from its markup: there, strict, first, and all that is
// inline is named in it by its hash. Whether the browser meets a violation is seen while driving.

import { createHash } from 'node:crypto';
import { attribute, line, shown, text } from '../lib/markup.mjs';

/** Sources that let nothing in but the page's own folder, or what is spelt out by hash. */
const STRICT = /^('none'|'self'|'sha(256|384|512)-[A-Za-z0-9+/=_-]+')$/;
/** A picture may stand in the page itself. */
const MAY_HOLD_DATA = ['img-src', 'font-src'];
/** What `default-src` does not cover. */
const BESIDE_DEFAULT = ['base-uri', 'form-action'];
/** Directives that only ever forbid more, and name no source. */
const NO_SOURCES = ['require-trusted-types-for', 'trusted-types', 'upgrade-insecure-requests'];
/** What a browser ignores in a meta element, with a message in the console. */
const NOT_IN_META = ['frame-ancestors', 'sandbox', 'report-uri'];
/** What may come before the policy: it loads nothing. */
const LOADS_NOTHING = ['html', 'head', 'meta', 'title'];
/** Scripts of these types are data, which no browser runs. */
const DATA = /^application\/(ld\+)?json$/;

export function directives(content) {
  const parsed = new Map();
  for (const part of content.split(';')) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name && !parsed.has(name.toLowerCase())) parsed.set(name.toLowerCase(), sources);
  }
  return parsed;
}

function strict(policy) {
  const problems = [];
  if (policy.get('default-src')?.join(' ') !== "'none'") problems.push("content security policy without default-src 'none'");
  for (const name of BESIDE_DEFAULT) {
    if (policy.get(name)?.join(' ') !== "'none'") problems.push(`content security policy without ${name} 'none'`);
  }
  for (const [name, sources] of policy) {
    if (NOT_IN_META.includes(name)) problems.push(`content security policy: ${name} has no effect in a meta element`);
    for (const source of NO_SOURCES.includes(name) ? [] : sources) {
      const data = source === 'data:' && MAY_HOLD_DATA.includes(name);
      if (!data && !STRICT.test(source)) problems.push(`content security policy: ${name} lets in ${source}`);
    }
  }
  return problems;
}

function hashed(element, sources) {
  return ['sha256', 'sha384', 'sha512'].some((name) => {
    const digest = createHash(name).update(text(element)).digest('base64');
    return sources.includes(`'${name}-${digest}'`);
  });
}

function inline(markup, policy) {
  const problems = [];
  const sources = (name) => policy.get(name) ?? policy.get('default-src') ?? [];
  for (const element of markup.all('script')) {
    if (attribute(element, 'src') !== undefined || DATA.test(attribute(element, 'type') ?? '')) continue;
    if (!hashed(element, sources('script-src'))) problems.push(`inline script without its hash in the policy: ${shown(element)}`);
  }
  for (const element of markup.all('style')) {
    if (!hashed(element, sources('style-src'))) problems.push(`inline style sheet without its hash in the policy: ${shown(element)}`);
  }
  for (const element of markup.elements) {
    for (const { name } of element.attrs) {
      if (name === 'style') problems.push(`style attribute: ${shown(element)}`);
      if (/^on[a-z]+$/.test(name)) problems.push(`event handler in an attribute: ${shown(element)}`);
    }
  }
  return problems;
}

/** Everything about the policy of one page. */
export function policy(page) {
  const markup = page.markup();
  const meta = markup.meta('content-security-policy');
  if (!meta) return ['no content security policy', ...inline(markup, new Map())];
  const parsed = directives(meta.content);
  const before = markup.elements.slice(0, markup.elements.indexOf(meta.element));
  const early = before.filter((each) => !LOADS_NOTHING.includes(each.tagName));
  return [
    ...early.map((each) => `comes before the content security policy of line ${line(meta.element)}: ${shown(each)}`),
    ...strict(parsed),
    ...inline(markup, parsed),
  ];
}
