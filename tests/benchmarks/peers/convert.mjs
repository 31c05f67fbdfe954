// node convert.mjs CHROMIUM ADDRESS: makes scene.excalidraw of cards.json, both in this folder, with Excalidraw itself.
import fs from "node:fs";
import { chromium } from "playwright-core";

const [, , executablePath, address] = process.argv;
const browser = await chromium.launch({ executablePath, headless: true, args: ["--no-sandbox"] });
const page = await browser.newPage();
await page.goto(`${address}/page.html`);
await page.waitForFunction(() => window.painted, null, { timeout: 60_000 });
const cards = JSON.parse(fs.readFileSync("cards.json", "utf8"));
fs.writeFileSync("scene.excalidraw", await page.evaluate((cards) => window.asFile(cards), cards));
await browser.close();
