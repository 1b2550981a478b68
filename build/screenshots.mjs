// Pictures of pages at 390 and 1280 px, light and dark, into screenshots/ (not committed); prints what the
// console said and what axe found, and ends with 1 if there was anything.
//   node build/screenshots.mjs http://localhost:5080 / /look "/stories?theme=water"
//   options: --as "Mary Carter" (press that demo person on the sign-in page)  --state file.json (a saved storage state)
//            --looks light,dark,contrast-light,contrast-dark  --widths 390,1280  --text 32  --only (no axe)
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import axe from "axe-core";
import { chromium } from "playwright-core";

const { values: options, positionals: [origin, ...paths] } = parseArgs({
  allowPositionals: true,
  options: {
    as: { type: "string" },
    state: { type: "string" },
    looks: { type: "string", default: "light,dark" },
    widths: { type: "string", default: "390,1280" },
    text: { type: "string" },
    only: { type: "boolean", default: false },
  },
});

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "screenshots");
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
let complaints = 0;

function complain(where, what) {
  complaints += 1;
  console.log(`  ! ${where}: ${what}`);
}

async function signIn(page) {
  await page.goto(new URL("/account/sign-in", origin).href);
  await page.getByRole("button", { name: options.as }).first().click();
  await page.waitForLoadState("networkidle");
}

async function lookAt(page, path, name) {
  const answer = await page.goto(new URL(path, origin).href, { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) {
    complain(name, `${wide} px wider than the screen`);
  }
  const { width, height } = page.viewportSize();
  // As tall as the page, so that the tabs at the bottom are drawn at its end and not across its middle.
  await page.setViewportSize({ width, height: Math.max(height, await page.evaluate(() => document.documentElement.scrollHeight)) });
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.setViewportSize({ width, height });
  console.log(`${answer?.status()} ${path} -> screenshots/${name}.png`);
  if (!options.only) {
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of found.violations) {
      complain(name, `axe ${violation.id} (${violation.impact}): ${violation.nodes.map(node => node.target.join(" ")).slice(0, 3).join(" | ")}`);
    }
  }
}

for (const look of options.looks.split(",")) {
  for (const width of options.widths.split(",").map(Number)) {
    const context = await browser.newContext({
      viewport: { width, height: width < 700 ? 844 : 860 },
      colorScheme: look.includes("dark") ? "dark" : "light",
      contrast: look.startsWith("contrast") ? "more" : "no-preference",
      reducedMotion: "reduce",
      storageState: options.state,
    });
    if (options.text) {
      await context.addCookies([{ name: "ledger-look", value: `auto.${options.text}`, url: origin }]);
    }
    const page = await context.newPage();
    let name = "sign-in";
    page.on("console", message => ["error", "warning"].includes(message.type()) && complain(name, `console: ${message.text()}`));
    page.on("pageerror", error => complain(name, `script: ${error.message}`));
    if (options.as) {
      await signIn(page);
    }
    for (const path of paths) {
      const slug = path.replace(/^\//, "").replace(/[^a-z0-9]+/gi, "-") || "home";
      name = [slug, options.as?.split(" ")[0].toLowerCase(), width, look, options.text].filter(Boolean).join("-");
      await lookAt(page, path, name);
    }
    await context.close();
  }
}
await browser.close();
console.log(complaints === 0 ? "Nothing to complain about." : `${complaints} complaints.`);
process.exitCode = complaints === 0 ? 0 : 1;
