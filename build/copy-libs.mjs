// Copies what the portal serves from node_modules into wwwroot/lib (not committed), and writes the
// fonts' style sheet. Runs before `dotnet build`, or the files miss the asset manifest.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const lib = join(root, "wwwroot", "lib");

const fonts = [
  { package: "@fontsource-variable/atkinson-hyperlegible-next", file: "atkinson-hyperlegible-next", family: "Atkinson Hyperlegible Next", weights: "200 800" },
  { package: "@fontsource-variable/literata", file: "literata", family: "Literata", weights: "200 900" },
];

const copies = [
  ["@microsoft/signalr/dist/browser/signalr.min.js", "signalr/signalr.min.js"],
  ["apexcharts/dist/apexcharts.min.js", "apexcharts/apexcharts.min.js"],
  ["apexcharts/LICENSE", "apexcharts/LICENSE"],
  ["quill/dist/quill.js", "quill/quill.js"],
  ["quill/dist/quill.core.css", "quill/quill.core.css"],
  ["quill/dist/quill.snow.css", "quill/quill.snow.css"],
  ["quill/LICENSE", "quill/LICENSE"],
  ["quill-cursors/dist/quill-cursors.core.js", "quill-cursors/quill-cursors.core.js"],
  ["quill-cursors/dist/quill-cursors.min.css", "quill-cursors/quill-cursors.min.css"],
];

async function copy(from, to) {
  const target = join(lib, to);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(join(modules, from), target);
}

async function copyFont(font) {
  const ranges = JSON.parse(await readFile(join(modules, font.package, "unicode.json"), "utf8"));
  const faces = [];
  for (const [subset, range] of Object.entries(ranges)) {
    for (const style of ["normal", "italic"]) {
      const name = `${font.file}-${subset}-wght-${style}.woff2`;
      await copy(`${font.package}/files/${name}`, `fonts/${name}`);
      faces.push(`@font-face{font-family:"${font.family}";font-style:${style};font-weight:${font.weights};font-display:swap;`
        + `src:url("${name}") format("woff2");unicode-range:${range}}`);
    }
  }
  await copy(`${font.package}/LICENSE`, `fonts/${font.file}-LICENSE`);
  return faces;
}

await rm(lib, { recursive: true, force: true });
for (const [from, to] of copies) {
  await copy(from, to);
}

const faces = [];
for (const font of fonts) {
  faces.push(...await copyFont(font));
}

await writeFile(join(lib, "fonts", "fonts.css"), faces.join("\n") + "\n");
console.log(`wwwroot/lib: ${copies.length} library files, ${faces.length} font faces.`);
