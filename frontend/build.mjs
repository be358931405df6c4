// Builds ../static from this folder: the CSS (NL Design System components + our own), the design tokens that are in use,
// the font, htmx, our ES modules and the pictures. `node build.mjs --check` builds to memory and fails on any difference.
// SPDX-License-Identifier: EUPL-1.2
import { build } from "esbuild";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "static");
const modules = join(here, "node_modules");
const check = process.argv.includes("--check");
const browsers = ["chrome111", "edge111", "firefox121", "safari16.4"];
const read = (path) => readFileSync(path, "utf8");
const version = (name) => JSON.parse(read(join(modules, name, "package.json"))).version;
const outputs = new Map();

async function css(entry) {
  const result = await build({
    absWorkingDir: here,
    stdin: { contents: entry, resolveDir: join(here, "styles"), loader: "css" },
    bundle: true,
    minify: true,
    charset: "utf8",
    legalComments: "eof",
    external: ["../fonts/*", "../img/*"],
    target: browsers,
    write: false,
  });
  return result.outputFiles[0].text;
}

/** The theme has 2,780 tokens; keep those that the CSS asks for, and what those refer to in their turn. */
function prune(theme, users) {
  const tokens = new Map();
  for (const [, name, value] of theme.matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)) tokens.set(name, value.trim());
  const wanted = new Set();
  const want = (text) => {
    for (const [, name] of text.matchAll(/var\(\s*(--[\w-]+)/g)) {
      if (wanted.has(name)) continue;
      wanted.add(name);
      if (tokens.has(name)) want(tokens.get(name));
    }
  };
  want(users);
  const kept = [...tokens].filter(([name]) => wanted.has(name));
  console.log(`tokens: ${kept.length} of ${tokens.size}`);
  return `.voorbeeld-theme {\n${kept.map(([name, value]) => `  ${name}: ${value};`).join("\n")}\n}\n`;
}

const plateau = await css('@import "./plateau.css";');
const components = [...read(join(here, "styles", "vendor.css")).matchAll(/@import "(@[\w-]+\/[\w-]+)\//g)].map(([, name]) => `${name} ${version(name)}`);
outputs.set("css/plateau.css", `/*! plateau, EUPL-1.2. With these NL Design System components, all EUPL-1.2:\n * ${components.join(", ")} */\n${plateau}`);

const voorbeeld = "@nl-design-system-unstable/voorbeeld-design-tokens";
const own = read(join(here, "styles", "theme.css"));
const banner =
  `/*! ${voorbeeld} ${version(voorbeeld)}, pruned to the tokens in use. EUPL-1.2.\n` +
  " * Copyright (c) 2021 NL Design System Community */\n";
outputs.set("css/tokens.css", banner + prune(read(join(modules, voorbeeld, "dist", "theme.css")), plateau + own) + "\n" + own);

const font = "noto-sans-latin-wght-normal.woff2";
outputs.set(`fonts/${font}`, readFileSync(join(modules, "@fontsource-variable/noto-sans/files", font)));
outputs.set("fonts/OFL.txt", readFileSync(join(modules, "@fontsource-variable/noto-sans/LICENSE")));

outputs.set("js/htmx.min.js", `/*! htmx.org ${version("htmx.org")}, 0BSD (Zero-Clause BSD) */\n` + read(join(modules, "htmx.org/dist/htmx.min.js")));
for (const name of readdirSync(join(here, "js"))) outputs.set(`js/${name}`, readFileSync(join(here, "js", name)));
for (const name of readdirSync(join(here, "icons"))) outputs.set(`img/${name}`, readFileSync(join(here, "icons", name)));

let different = 0;
for (const [name, content] of outputs) {
  const path = join(target, name);
  const bytes = Buffer.from(content);
  if (check) {
    if (existsSync(path) && readFileSync(path).equals(bytes)) continue;
    console.error(`static/${name} is not what frontend/ builds`);
    different += 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    console.log(`static/${name} ${(bytes.length / 1024).toFixed(1)} KB`);
  }
}
process.exitCode = different ? 1 : 0;
