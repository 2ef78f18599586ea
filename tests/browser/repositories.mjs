// Learning repositories that are hard to lay out, written with Git history into a folder: an empty
// one, one person alone, names made to break a page, and a thousand people. The records are sound, so
// that what is tested is the pages and not the diagnostics.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const TODAY = '2026-11-23';
/** Days on which history grows: month ends between them have different figures. */
const COMMITS = ['2026-08-14', '2026-09-25', '2026-10-28', '2026-11-20'];

const LONG = 'Wolfeschlegelsteinhausenbergerdorff-'.repeat(5) + 'of-two-hundred-chars'; // 200
const UNBROKEN = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4).slice(0, 160);
const NAMES = [
  '<script>alert(1)</script>',
  '"><img src=https://example.com/x.png onerror=alert(1)>',
  'فاطمة الزهراء بنت محمد',
  'שרה בת־אברהם (R&D)',
  '👩🏽‍🚀🧑‍🔧 Ana 🏳️‍🌈',
  LONG,
  UNBROKEN,
  "{{ 7 * 7 }} {% raise 'x' %} ${1}",
  "O'Brien & Sons </title></style></main>",
  'Ｚ̷͔̇a̶l̵g̶o̸ ͇̚ ẞ ﷽',
  'x',
  'javascript:alert(1)',
];

const MARKUP = `${NAMES[0]} ${NAMES[1]} [link](javascript:alert(1)) https://example.com/${'a'.repeat(300)}`;

/** A name or title may have 200 characters. */
const cut = (text, most = 200) => [...text].slice(0, most).join('');

/** JSON is YAML: every text stands in it exactly as it is here. */
const yaml = (record) => `${JSON.stringify(record, null, 1)}\n`;

function git(folder, day, ...words) {
  const date = `${day}T12:00:00Z`;
  const who = { NAME: 'Ana', EMAIL: 'ana@example.com', DATE: date };
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  for (const [name, value] of Object.entries(who)) env[`GIT_AUTHOR_${name}`] = env[`GIT_COMMITTER_${name}`] = value;
  execFileSync('git', words, { cwd: folder, env });
}

/** `records` maps paths to records; each goes in with the commit of the first day that is not before its own. */
function write(folder, records) {
  mkdirSync(folder, { recursive: true });
  git(folder, COMMITS[0], 'init', '--quiet', '--initial-branch', 'main');
  const dayOf = (path) => path.match(/(\d{4}-\d{2}-\d{2})[^/]*$/)?.[1] ?? '';
  let left = Object.entries(records);
  for (const day of COMMITS) {
    const last = day === COMMITS.at(-1);
    for (const [path, record] of left.filter(([each]) => last || dayOf(each) <= day)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), yaml(record));
    }
    left = left.filter(([each]) => !last && dayOf(each) > day);
    git(folder, day, 'add', '--all');
    git(folder, day, 'commit', '--quiet', '--allow-empty', '--message', `Records until ${day}`);
  }
}

function framework(skills, names) {
  const records = {};
  const levels = Object.fromEntries([1, 2, 3, 4, 5].map((level) => [level, `At level ${level}: ${MARKUP}`]));
  const ids = Array.from({ length: skills }, (_, at) => `skill-${at + 1}`);
  ids.forEach((id, at) => {
    records[`framework/skills/${id}.yaml`] = {
      name: cut(`${at + 1} ${names[at % names.length]}`),
      kind: ['technical', 'human', 'leadership'][at % 3],
      proficient_from: 3,
      levels,
      rubric: { design: MARKUP, [`criterion-${at}`]: 'Holds under load' },
    };
  });
  const requires = ids.map((skill, at) => ({ skill, level: 1 + (at % 5), needed_by: '2027-03-31', driver: names[at % names.length] }));
  records['framework/roles/engineer.yaml'] = {
    name: `Engineer ${names[0]}`,
    discipline: 'backend',
    tiers: [
      { id: 'junior', name: names[2 % names.length], requires: requires.slice(0, 2) },
      { id: 'senior', name: names[4 % names.length], requires, credentials: [{ credential: 'badge' }] },
    ],
    path: ['module-1'],
  };
  records['framework/modules/module-1.yaml'] = {
    name: `Module ${names[1 % names.length]}`, format: 'workshop', teaches: [{ skill: ids[0], level: 2 }], hours: 8, cost: 100, url: 'https://example.com/module',
  };
  records['framework/credentials/badge.yaml'] = {
    name: cut(`Badge ${names[5 % names.length]}`), kind: 'micro-credential', criteria: MARKUP, skills: [ids[0]], valid_months: 24,
  };
  return { records, ids };
}

/** One person with a goal, an entry, two assessments and, now and then, an award. */
function person(handle, name, at, ids) {
  const skill = ids[at % ids.length];
  const ratings = (shift) => ids.slice(0, 8).map((each, place) => ({ skill: each, rating: 1 + ((at + place + shift) % 5) }));
  const others = ['p-1', 'p-2'].filter((each) => each !== handle);
  const home = `people/${handle}`;
  const records = {
    [`${home}/profile.yaml`]: {
      name, role: 'engineer', tier: 'junior', discipline: 'backend', started: '2026-01-12', team: `team-${1 + (at % 3)}`, mentors: others,
      programs: ['cohort'], hours_per_week: 4, aspiration: { text: MARKUP, skills: [skill] }, offers: [skill],
      ...(at === 7 ? { left: '2026-10-30' } : {}),
    },
    [`${home}/assessments/2026-08-12-baseline.yaml`]: { date: '2026-08-12', method: 'peer', cycle: 'baseline', assessors: others, ratings: ratings(0), note: MARKUP },
  };
  if (at === 7) return records;
  records[`${home}/assessments/2026-10-20-review.yaml`] = { date: '2026-10-20', method: 'mentor', cycle: 'review', assessors: others.slice(0, 1), ratings: ratings(1) };
  records[`${home}/goals/2026-09-14-goal.yaml`] = {
    title: cut(`Replace the queue: ${MARKUP}`), skill, target: 4, measure: `Two reviewers accept it. ${MARKUP}`, deadline: at % 4 === 0 ? '2026-11-10' : '2026-12-18',
    why: { project: 'worker', outcome: MARKUP }, hours_per_week: 2, application: { what: MARKUP },
  };
  records[`${home}/portfolio/2026-10-02-entry.yaml`] = {
    date: '2026-10-02', title: cut(`Moved it: ${MARKUP}`), type: 'project', skills: [skill], goal: '2026-09-14-goal', hours: 9, links: ['https://example.com/pull/1?a=1&b="><script>'],
    decision: MARKUP, learned: MARKUP, feedback: { useful: 4, missing: MARKUP }, ...(at % 2 ? { applied: { outcome: MARKUP } } : {}),
  };
  if (at % 3 === 0) records[`${home}/awards/2026-10-15-badge.yaml`] = { credential: 'badge', date: '2026-10-15', evidence: ['2026-10-02-entry'], approved_by: others };
  return records;
}

function whole(people, skills, names, policy) {
  const { records, ids } = framework(skills, names);
  records['milepost.yaml'] = { version: 1, name: names[0], owners: ['p-1'], ...policy };
  for (let team = 1; team <= 3; team += 1) {
    records[`teams/team-${team}.yaml`] = {
      name: cut(`Team ${team} ${names[(team + 4) % names.length]}`), lead: 'p-1',
      needs: ids.slice(0, 6).map((skill, at) => ({ skill, level: 3, people: 2 + at, needed_by: '2027-02-28', driver: names[at % names.length] })),
    };
  }
  records['programs/cohort.yaml'] = {
    name: `Cohort ${names[3 % names.length]}`, kind: 'cohort', start: '2026-08-10', end: '2026-10-30', facilitators: ['p-1'], modules: ['module-1'],
    metrics: [{ name: names[1 % names.length], unit: 'h', better: 'lower', before: { value: 4.2, date: '2026-08-01' }, after: { value: 2.6, date: '2026-10-30' } }],
    benefits: [{ item: cut(MARKUP), amount: 100000, confidence: 'low' }], stories: [MARKUP],
  };
  for (let at = 0; at < people; at += 1) Object.assign(records, person(`p-${at + 1}`, `${names[at % names.length]}${people > names.length ? ` ${at + 1}` : ''}`, at, ids));
  return records;
}

/** Writes every repository into `folder` and returns their folders by name. */
export function repositories(folder) {
  const plain = ['Ana Silva', 'Ben Okafor', 'Chi Nguyen', 'Dara Novak', 'Emil Berg', 'Noor Haddad'];
  const lone = whole(1, 1, ['Ana'], {});
  const all = {
    empty: { 'milepost.yaml': { version: 1 } },
    alone: Object.fromEntries(['milepost.yaml', 'framework/skills/skill-1.yaml'].map((path) => [path, lone[path]]).concat([
      ['framework/roles/engineer.yaml', { name: 'Engineer', discipline: 'backend', tiers: [{ id: 'junior', requires: [{ skill: 'skill-1', level: 2 }] }] }],
      ['people/p-1/profile.yaml', { role: 'engineer', tier: 'junior', discipline: 'backend', started: '2026-11-02' }],
    ])),
    hostile: whole(12, 30, NAMES, { privacy: { min_group: 3 } }),
    pseudonymous: whole(12, 4, plain, { privacy: { min_group: 3, identities: 'pseudonymous' } }),
    many: whole(1000, 40, plain, {}),
  };
  return Object.fromEntries(Object.entries(all).map(([name, records]) => {
    write(join(folder, name), records);
    return [name, join(folder, name)];
  }));
}
