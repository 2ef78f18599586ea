// The Nu Html Checker over all pages and style sheets of a site in one run of Java.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const JAR = join(dirname(createRequire(import.meta.url).resolve('vnu-jar')), 'build', 'dist', 'vnu.jar');

/**
 * What the checker calls wrong and is right, matched against the whole message. To the checker 'self'
 * never means the folder of a file, and it hashes a long style sheet in parts: what the policy does
 * is for policy.mjs and the browser to say. It knows properties of SVG as attributes only, and guesses
 * the language of a page from what people wrote.
 */
const KNOWN = [
  /^(Resource|Inline style|Inline script) violates Content Security Policy \(meta tag\): /,
  /^CSS: “vector-effect”: Property “vector-effect” doesn't exist\.$/,
  /^This document appears to be written in /,
];

function run(files) {
  const options = ['-Xss4m', '-jar', JAR, '--stdout', '--format', 'json', '--exit-zero-always', '--also-check-css', '--also-check-svg'];
  return new Promise((done, failed) => {
    const java = spawn('java', [...options, ...files], { stdio: ['ignore', 'pipe', 'pipe'] });
    const out = [];
    const err = [];
    java.stdout.on('data', (chunk) => out.push(chunk));
    java.stderr.on('data', (chunk) => err.push(chunk));
    java.on('error', failed);
    java.on('close', () => {
      try {
        done(JSON.parse(Buffer.concat(out).toString()).messages);
      } catch {
        failed(new Error(`the Nu Html Checker answered no JSON: ${Buffer.concat([...out, ...err]).toString().slice(0, 2000)}`));
      }
    });
  });
}

/** Errors and warnings alike, each with file, line and the place in the source. */
export async function valid(site) {
  const checked = site.single ? [...site.files] : [...site.files].filter((path) => /\.(html|css|svg)$/.test(path));
  const messages = await run(checked.map((path) => join(site.root, path)));
  return messages
    .filter((message) => !KNOWN.some((known) => known.test(message.message)))
    .map((message) => {
      const path = decodeURIComponent((message.url ?? '').replace(/^file:/, '')).replace(site.root, '').replace(/^\/+/, '');
      const extract = message.extract ? ` in ${JSON.stringify(message.extract.trim().slice(0, 120))}` : '';
      return `${path}:${message.lastLine ?? '?'}: ${message.subType ?? message.type}: ${message.message}${extract}`;
    });
}
