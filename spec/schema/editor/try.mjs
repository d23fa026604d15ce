// Opens files in yaml-language-server, as VS Code and other editors do, and looks at what its users get of the schema.
// Usage: node try.mjs FOLDER, where yaml-language-server is installed; `make editor` does both.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const settings = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
const header = `# syntax=ghcr.io/org/pyapp-frontend\n# yaml-language-server: $schema=${pathToFileURL(resolve(here, "../pyapp.schema.json"))}\n`;
const server = spawn("node", [resolve(process.argv[2], "node_modules/yaml-language-server/bin/yaml-language-server"), "--stdio"],
  { stdio: ["pipe", "pipe", "inherit"] });

// The language server protocol: messages of JSON, each after its length.
let received = Buffer.alloc(0), asked = 0;
const waiting = new Map(), problems = new Map();
const send = (message) => {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
};
const ask = (method, params) => new Promise((done) => { waiting.set(++asked, done); send({ id: asked, method, params }); });
server.stdout.on("data", (data) => {
  received = Buffer.concat([received, data]);
  for (let end; (end = received.indexOf("\r\n\r\n")) >= 0;) {
    const length = Number(/Content-Length: (\d+)/i.exec(received.subarray(0, end))[1]), next = end + 4 + length;
    if (received.length < next) return;
    answer(JSON.parse(received.subarray(end + 4, next)));
    received = received.subarray(next);
  }
});
function answer({ id, method, params, result }) {
  if (method === "textDocument/publishDiagnostics") problems.set(params.uri, params.diagnostics);
  else if (method === "workspace/configuration") send({ id, result: params.items.map((i) => (i.section === "yaml" ? settings : null)) });
  else if (method && id !== undefined) send({ id, result: null });
  else waiting.get(id)?.(result);
}

async function open(name, text) {
  const uri = pathToFileURL(resolve(here, name)).href;
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text: header + text } } });
  for (let i = 0; i < 100 && !problems.has(uri); i++) await new Promise((done) => setTimeout(done, 100));
  return uri;
}
const found = (uri) => problems.get(uri)?.map((d) => `${d.range.start.line + 1}: ${d.message}`) ?? ["the server did not answer"];
async function complete(name, text) {
  const uri = await open(name, text), lines = (header + text).split("\n");
  const at = { line: lines.length - 1, character: lines.at(-1).length };
  return (await ask("textDocument/completion", { textDocument: { uri }, position: at })).items.map((i) => i.label);
}
let failed = false;
function expect(what, got, ...wanted) {
  console.log(`${what}:\n  ${got.join("\n  ") || "nothing"}`);
  for (const w of wanted.filter((w) => !got.some((line) => line.includes(w)))) {
    console.error(`  missing: ${w}`);
    failed = true;
  }
}

await ask("initialize", { processId: process.pid, rootUri: pathToFileURL(here).href, capabilities: { workspace: { configuration: true } } });
send({ method: "initialized", params: {} });
send({ method: "workspace/didChangeConfiguration", params: { settings: { yaml: settings } } });

const valid = readFileSync(resolve(here, "../../../testdata/specs/valid/long.yaml"), "utf8").split("\n").slice(2).join("\n");
const clean = found(await open("valid.yaml", valid));
expect("problems of a valid file", clean);
failed ||= clean.length > 0;
expect("problems of an invalid file", found(await open("invalid.yaml",
  'pyhton: "3.13"\nports: [99999]\ninstall: editable\nsteps: [{run: a}]\nhealthcheck: {http: {port: 8000}, interval: soon}\n')),
  "3: Property pyhton is not allowed", "4: Value is above the maximum", '5: Value must be "source" | "wheel"', '6: Missing property "outputs"',
  "7: expected: duration such as 30s or 1m30s");
expect("keys to choose from", await complete("keys.yaml", ""), "python", "healthcheck", "processes");
expect("values of base", await complete("base.yaml", "base: "), "slim", "alpine", "distroless");
expect("keys of a health check", await complete("health.yaml", "healthcheck:\n  "), "http", "interval");
server.kill();
process.exit(failed ? 1 : 0);
