// Reads a JSON list of journeys from standard input, gives each to the real Mermaid parser, and writes what it
// understood as a JSON list: {title, description, sections, tasks: [[section, task, score, people]]} or {error}.
// The first argument is the folder that holds node_modules with mermaid and jsdom.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.argv[2], "package.json"));
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("<!DOCTYPE html><body></body>", { pretendToBeVisual: true });
globalThis.window = window;
globalThis.document = window.document;
Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });

const folder = join(process.argv[2], "node_modules", "mermaid", "dist", "mermaid.core.mjs");
const mermaid = (await import(pathToFileURL(folder))).default;
mermaid.initialize({ startOnLoad: false });

// The marks that Mermaid puts in place of `#58;` until it has drawn the picture (decodeEntities).
const area = window.document.createElement("textarea");
const decode = (text) => {
  area.innerHTML = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll("ﬂ°°", "&#").replaceAll("ﬂ°", "&").replaceAll("¶ß", ";");
  return area.value;
};

async function read(text) {
  try {
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    return {
      title: decode(db.getDiagramTitle()),
      description: decode(db.getAccDescription()),
      sections: db.getSections().map(decode),
      tasks: db.getTasks().map((t) => [decode(t.section), decode(t.task), t.score, t.people.map(decode)]),
    };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

const results = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) results.push(await read(text));
process.stdout.write(JSON.stringify(results));
