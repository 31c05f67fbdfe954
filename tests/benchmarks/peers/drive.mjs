// node drive.mjs CHROMIUM ADDRESS PROFILE SWITCH…: one run of a browser on a profile (a folder), told in lines of JSON.
// {"ask": …} waits for a line on the standard input: whoever reads measures this process's children meanwhile.
import readline from "node:readline";
import { chromium } from "playwright-core";

const [, , executablePath, address, profile, ...switches] = process.argv;
const tell = (what) => process.stdout.write(JSON.stringify(what) + "\n");
const SCENE = "?scene=/scene.excalidraw";
const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const ask = async (what, name) => { tell({ ask: what, name }); await lines.next(); };

const context = await chromium.launchPersistentContext(profile, {
  executablePath, headless: true, viewport: { width: 1920, height: 1080 }, args: switches,
});
const page = context.pages()[0] ?? await context.newPage();
page.on("pageerror", (error) => process.stderr.write(`${error}\n`));

async function open(scene, name) {
  await page.goto("about:blank");
  await page.waitForTimeout(1000);
  await ask("cpu");
  await page.goto(`${address}/page.html${scene}`, { waitUntil: "commit" });
  const painted = await page.waitForFunction(() => window.painted, null, { timeout: 60_000 });
  await ask("cpu", name);
  if (name) tell({ name, ms: await painted.jsonValue() });
}

await page.waitForTimeout(1000);
await ask("memory", "blank");
await open(SCENE, "first visit");
await page.waitForTimeout(1500);
await ask("memory", "map");
if (process.env.CJDESIGNER_SHOT) await page.screenshot({ path: process.env.CJDESIGNER_SHOT });
await open(SCENE); // a browser keeps a page's compiled code after the second visit
await open(SCENE, "known page");
await open(`${SCENE}&fit`, "known page, whole map");
await open("");
await page.waitForTimeout(1000);
const text = await page.evaluate(async () => (await fetch("/scene.excalidraw")).text());
tell({ name: "file", ms: await page.evaluate((text) => window.openFile(text, false), text) });
await page.waitForTimeout(500);
await open("");
await page.waitForTimeout(1000);
tell({ name: "file, whole map", ms: await page.evaluate((text) => window.openFile(text, true), text) });
await context.close();
process.exit(0); // the standard input is still open
