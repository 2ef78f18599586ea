// Makes everything that is looked at: the sample repository and those of repositories.mjs, of each
// every site and every report in HTML. Prints the places, one a line, for `tests/browser/run`.
//   node make.mjs PROGRAM FOLDER [REPOSITORY...]

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TODAY, repositories } from './repositories.mjs';

const [program, into] = process.argv.slice(2, 4).map((each) => resolve(each));
const only = process.argv.slice(4);

function milepost(...words) {
  execFileSync(program, words, { stdio: ['ignore', 'ignore', 'inherit'] });
}

const demo = join(into, 'repositories', 'demo');
mkdirSync(join(into, 'repositories'), { recursive: true });
milepost('demo', demo);
const folders = { demo, ...repositories(join(into, 'repositories')) };

/** Which sites of a repository, and whose own pages: p-6 has the longest name. */
const MADE = {
  demo: { audiences: ['lead', 'team'], people: ['ana'] },
  empty: { audiences: ['team'], people: [] },
  alone: { audiences: ['lead'], people: ['p-1'] },
  hostile: { audiences: ['lead', 'team'], people: ['p-6'] },
  pseudonymous: { audiences: ['team'], people: [] },
  many: { audiences: ['lead'], people: [] },
};

for (const [name, root] of Object.entries(folders)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const { audiences, people } = MADE[name];
  const make = (what, place, ...words) => {
    const path = join(into, name, place);
    milepost('--root', root, '--today', TODAY, ...what, ...words.map((word) => (word === 'PLACE' ? path : word)));
    console.log(path);
  };
  mkdirSync(join(into, name), { recursive: true });
  for (const audience of audiences) {
    make(['site'], `site-${audience}`, 'PLACE', '--audience', audience);
    make(['report', 'team'], `team-${audience}.html`, '--audience', audience, '--format', 'html', '--output', 'PLACE');
  }
  make(['report', 'roi'], 'roi.html', '--format', 'html', '--output', 'PLACE');
  for (const handle of people) {
    make(['site'], `site-${handle}`, 'PLACE', '--audience', 'person', '--for', handle);
    for (const report of ['person', 'portfolio']) {
      make(['report', report, handle], `${report}-${handle}.html`, '--format', 'html', '--output', 'PLACE');
    }
  }
}
