// Copies the few front-end files the pages need out of node_modules into static files, draws the icon sprite from
// ui/icons.txt, and writes a manifest of versions and licences. Run after `npm ci`; the result is not committed.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

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
const count = icons();
manifest();
console.log(`vendor files written, ${count} icons`);
