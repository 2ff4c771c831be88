// Copies the few front-end files the pages need out of node_modules into static files, draws the icon sprite from
// ui/icons.txt, puts the spelling dictionaries where the server reads them, and writes a manifest of versions and
// licences. Run after `npm ci`; the result is not committed.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const interfaceFloor = join(root, "src", "anyqtama", "ui");
const vendor = join(interfaceFloor, "static", "vendor");

const read = (...path) => readFileSync(join(modules, ...path), "utf8");
// Hashing static storage follows source maps, which are not shipped.
const withoutMap = (text) => text.replace(/\n?\/[*/]# sourceMappingURL=\S+( \*\/)?/g, "");

function write(name, text) {
  mkdirSync(dirname(join(vendor, name)), { recursive: true });
  writeFileSync(join(vendor, name), text);
}

// Bootstrap's reset and utilities only: our own components stand above them, so they live in the lowest cascade layer.
function bootstrap() {
  const sheets = ["reboot", "utilities"].map((part) => read("bootstrap", "dist", "css", `bootstrap-${part}.min.css`));
  const text = sheets.map((sheet) => withoutMap(sheet).replace(/@charset "[^"]+";/g, "")).join("\n");
  write("bootstrap.css", `@layer vendor {\n${text}\n}\n`);
}

function htmx() {
  write("htmx.js", withoutMap(read("htmx.org", "dist", "htmx.min.js")));
}

function font() {
  const from = join(modules, "@fontsource-variable", "golos-text");
  mkdirSync(join(vendor, "golos-text", "files"), { recursive: true });
  copyFileSync(join(from, "index.css"), join(vendor, "golos-text", "index.css"));
  for (const file of readdirSync(join(from, "files"))) {
    copyFileSync(join(from, "files", file), join(vendor, "golos-text", "files", file));
  }
}

function icons() {
  const names = readFileSync(join(interfaceFloor, "icons.txt"), "utf8").split(/\s+/).filter(Boolean);
  const symbols = [...new Set(names)].sort().map((name) => {
    const drawing = read("lucide-static", "icons", `${name}.svg`);
    const shapes = drawing.slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"));
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s+/g, " ").trim()}</symbol>`;
  });
  write("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
  return symbols.length;
}

// Russian and English as hunspell files. Kazakh has no such package: its words are taken out of a reading model,
// a header of 64-bit offsets, then the parts; 19 is the graph of words, 21 the letters it is written in.
function dictionaries() {
  const into = join(root, "src", "anyqtama", "kernel", "spelling", "dictionaries");
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  for (const language of ["ru", "en"]) {
    for (const end of ["aff", "dic"]) {
      copyFileSync(join(modules, `dictionary-${language}`, `index.${end}`), join(into, `${language}.${end}`));
    }
  }
  const packed = readFileSync(join(modules, "@tesseract.js-data", "kaz", "4.0.0_best_int", "kaz.traineddata.gz"));
  const model = gunzipSync(packed);
  const starts = Array.from({ length: model.readInt32LE(0) }, (_, part) => Number(model.readBigInt64LE(4 + 8 * part)));
  const part = (number) => {
    const end = Math.min(model.length, ...starts.filter((start) => start > starts[number]));
    return model.subarray(starts[number], end);
  };
  writeFileSync(join(into, "kk.graph"), part(19));
  writeFileSync(join(into, "kk.letters"), part(21));
}

function manifest() {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const packages = Object.keys(dependencies).map((name) => {
    const { version, license, homepage } = JSON.parse(read(name, "package.json"));
    return { name, version, license, homepage };
  });
  write("manifest.json", `${JSON.stringify(packages, null, 2)}\n`);
  const notices = packages.map(({ name, version, license }) => {
    const file = readdirSync(join(modules, name)).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name} ${version} (${license})\n\n${file ? read(name, file).trim() : ""}\n`;
  });
  write("LICENSES.txt", notices.join("\n----\n\n"));
}

rmSync(vendor, { recursive: true, force: true });
bootstrap();
htmx();
font();
dictionaries();
const count = icons();
manifest();
console.log(`vendor files written, ${count} icons`);
