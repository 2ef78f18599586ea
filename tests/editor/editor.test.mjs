// The schemas of a new learning repository, in the language server that editors use for YAML: told by
// the first line of a record, and by .vscode/settings.json where a record has no such line.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { StreamMessageReader, StreamMessageWriter, createMessageConnection } from "vscode-jsonrpc/node.js";

const server = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
const program = process.env.MILEPOST;
assert.ok(program, "MILEPOST names the program");

const folder = mkdtempSync(path.join(tmpdir(), "milepost-editor-"));
const repository = path.join(folder, "learning");

/** An editor with the repository open, and the settings that it takes from there, or none. */
class Editor {
  constructor(settings) {
    this.settings = settings;
    this.process = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    this.connection = createMessageConnection(
      new StreamMessageReader(this.process.stdout),
      new StreamMessageWriter(this.process.stdin),
    );
    this.waiting = new Map();
    this.connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => {
      this.waiting.get(uri)?.(diagnostics);
    });
    // Nothing is fetched from elsewhere: the repository brings its schemas along.
    const yaml = { validate: true, completion: true, hover: true, schemaStore: { enable: false, url: "" }, schemas: settings["yaml.schemas"] ?? {} };
    this.connection.onRequest("workspace/configuration", ({ items }) =>
      items.map(({ section }) => (section === "yaml" ? yaml : section === "[yaml]" ? {} : null)),
    );
    this.connection.onRequest("client/registerCapability", () => null);
    this.connection.listen();
  }

  async begin() {
    const uri = pathToFileURL(repository).href;
    await this.connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: uri,
      rootPath: repository,
      workspaceFolders: [{ uri, name: "learning" }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } },
        textDocument: { completion: { completionItem: { snippetSupport: false } }, hover: { contentFormat: ["markdown"] } },
      },
    });
    await this.connection.sendNotification("initialized", {});
    await this.connection.sendNotification("workspace/didChangeConfiguration", { settings: {} });
    return this;
  }

  /** Opens a file with this text; what the server says about it. */
  async open(file, text) {
    const uri = pathToFileURL(path.join(repository, file)).href;
    const said = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing was said about ${file}`)), 60_000);
      this.waiting.set(uri, (diagnostics) => {
        clearTimeout(timer);
        resolve(diagnostics);
      });
    });
    await this.connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    return { uri, diagnostics: await said };
  }

  /** The keys that are offered at a place. */
  async completed(uri, position) {
    const answer = await this.connection.sendRequest("textDocument/completion", { textDocument: { uri }, position });
    return (answer.items ?? answer).map((item) => item.label);
  }

  /** What is shown about a place. */
  async hovered(uri, position) {
    const answer = await this.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position });
    return [answer?.contents].flat().map((part) => part?.value ?? part ?? "").join("\n");
  }

  end() {
    this.connection.dispose();
    this.process.kill();
  }
}

const read = (file) => readFileSync(path.join(repository, file), "utf8");

/** A goal, with the line that names its schema or without. */
const goal = (line, body) => (line ? "# yaml-language-server: $schema=../../../.milepost/schema/goal.schema.json\n" : "") + body;
const GOAL = "people/ana/goals/2026-11-22-metrics.yaml";
const MISTYPED = "title: Run the service on metrics\nmeasur: Two weeks without a page\nwhy: {project: billing, outcome: Calm nights}\ndeadline: 2026-12-18\n";

before(() => {
  const environment = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
  const flags = ["--framework", "backend", "--handle", "ana", "--forge", "none", "--today", "2026-11-22"];
  execFileSync(program, ["init", repository, ...flags], { env: environment, cwd: folder });
  mkdirSync(path.join(repository, "people/ana/goals"), { recursive: true });
});

after(() => rmSync(folder, { recursive: true, force: true }));

for (const [way, settings, line] of [
  ["the first line of a record", () => ({}), true],
  [".vscode/settings.json", () => JSON.parse(read(".vscode/settings.json")), false],
]) {
  describe(`by ${way}`, () => {
    let editor;
    before(async () => {
      editor = await new Editor(settings()).begin();
    });
    after(() => editor.end());
    const first = line ? 1 : 0;

    test("every record of the new repository is in order", async () => {
      const files = readdirSync(repository, { recursive: true }).map(String).filter((file) => file.endsWith(".yaml"));
      assert.ok(files.length > 20, `${files.length}`);
      for (const file of files) {
        const text = line ? read(file) : read(file).replace(/^# yaml-language-server:.*\n/, "");
        assert.equal(text.includes("yaml-language-server"), line, file);
        const { uri, diagnostics } = await editor.open(file, text);
        assert.deepEqual(diagnostics, [], file);
        // That nothing is said must not come from a schema that was not found.
        const key = text.split("\n").findIndex((row) => /^(version|name|role):/.test(row));
        assert.notEqual(key, -1, file);
        assert.match(await editor.hovered(uri, { line: key, character: 1 }), /\w{3}.*\./s, file);
      }
    });

    test("a mistyped key is reported where it stands", async () => {
      const { diagnostics } = await editor.open(GOAL, goal(line, MISTYPED));
      const mistyped = diagnostics.find(({ message }) => /\bmeasur\b/.test(message));
      assert.ok(mistyped, JSON.stringify(diagnostics));
      assert.deepEqual(mistyped.range, { start: { line: first + 1, character: 0 }, end: { line: first + 1, character: 6 } });
      assert.ok(diagnostics.some(({ message }) => message.includes('"measure"')), JSON.stringify(diagnostics));
    });

    test("a value that is none of those allowed is reported where it stands", async () => {
      const text = "title: Run the service\nmeasure: Calm nights\nwhy: {project: billing, outcome: x}\ndeadline: 18.12.2026\nstatus: open\n";
      const { diagnostics } = await editor.open("people/ana/goals/2026-11-22-values.yaml", goal(line, text));
      const lines = new Set(diagnostics.map(({ range }) => range.start.line - first));
      assert.deepEqual([...lines].sort(), [3, 4], JSON.stringify(diagnostics));
    });

    test("keys are completed, and values that can only be a few", async () => {
      const keys = await editor.open("people/ana/goals/2026-11-22-keys.yaml", goal(line, "title: Run the service\ndead"));
      const offered = await editor.completed(keys.uri, { line: first + 1, character: 4 });
      assert.ok(offered.includes("deadline"), `offered: ${offered.join(" ")}`);
      assert.ok(!offered.includes("title"), "a key that is there is not offered again");
      const values = await editor.open("people/ana/goals/2026-11-22-few.yaml", goal(line, "title: Run the service\nstatus: "));
      const few = await editor.completed(values.uri, { line: first + 1, character: 8 });
      assert.ok(few.includes("draft") && few.includes("active"), `offered: ${few.join(" ")}`);
    });

    test("a key tells what it means", async () => {
      const { uri } = await editor.open("people/ana/goals/2026-11-22-hover.yaml", goal(line, MISTYPED));
      const shown = await editor.hovered(uri, { line: first + 3, character: 2 });
      assert.match(shown, /The last day for reaching it\./);
    });
  });
}

test("the server is the one that the lock file names", () => {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const lock = JSON.parse(readFileSync(path.join(here, "package-lock.json"), "utf8"));
  const installed = JSON.parse(readFileSync(path.join(here, "node_modules/yaml-language-server/package.json"), "utf8"));
  assert.equal(installed.version, lock.packages["node_modules/yaml-language-server"].version);
});
