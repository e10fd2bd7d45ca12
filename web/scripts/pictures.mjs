/* global Buffer, Image, document */
// Renews the pictures of the README from those that the scenarios have left, smaller.
//   node scripts/pictures.mjs
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

const FROM = new URL("../target/screenshots/", import.meta.url);
const TO = new URL("../../docs/images/", import.meta.url);
const PICTURES = ["conversation-desk-light", "conversation-phone-dark"];
const PICTURE_BYTES_MAX = 150_000;
const QUALITY = 0.9;

/** Runs in the page. */
async function toWebp([png, quality]) {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}

const browser = await chromium.launch({
  executablePath: process.env["GODWIT_CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage();
mkdirSync(TO, { recursive: true });
for (const name of PICTURES) {
  const png = readFileSync(new URL(`${name}.png`, FROM)).toString("base64");
  const webp = Buffer.from(await page.evaluate(toWebp, [png, QUALITY]), "base64");
  if (webp.length > PICTURE_BYTES_MAX) {
    throw new Error(`${name} has ${webp.length} bytes; at most ${PICTURE_BYTES_MAX} belong into the repository`);
  }
  writeFileSync(new URL(`${name}.webp`, TO), webp);
  console.log(`docs/images/${name}.webp: ${webp.length} bytes`);
}
await browser.close();
