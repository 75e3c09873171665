/**
 * Bundle the front end into static/dist/.
 *
 * Entries are every static/src/pages/*.ts and static/css/main.css. File names carry a hash of their
 * content, so a browser may keep them for ever; manifest.json maps an entry's name to its file:
 *   {"expression.js": "expression-5KJ2VQ3A.js", "main.css": "main-7XQWE2ZL.css"}
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const pages = join(root, "static/src/pages");
const styles = join(root, "static/css/main.css");
const dist = join(root, "static/dist");

/** Every browser that runs ES2022 reads woff2: leave KaTeX's two older font formats out. */
const woff2Only = {
  name: "woff2-only",
  setup(build) {
    build.onLoad({ filter: /katex(\.min)?\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/,\s*url\([^)]*\.(woff|ttf)\)\s*format\([^)]*\)/g, ""),
      loader: "css",
    }));
  },
};

async function entries() {
  const scripts = existsSync(pages) ? await readdir(pages) : [];
  return [
    ...scripts.filter((name) => name.endsWith(".ts")).map((name) => join(pages, name)),
    ...(existsSync(styles) ? [styles] : []),
  ];
}

function bundle(entryPoints) {
  return esbuild.build({
    entryPoints,
    outdir: dist,
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    splitting: true,
    target: "es2022",
    minify: true,
    metafile: true,
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file" },
    plugins: [woff2Only],
    logLevel: "warning",
  });
}

/** {"expression.js": "expression-5KJ2VQ3A.js"} of the bundled entries. */
function manifestOf(outputs) {
  const named = Object.entries(outputs)
    .filter(([, output]) => output.entryPoint && /\/(pages\/[^/]+\.ts|main\.css)$/.test(output.entryPoint))
    .map(([file, output]) => [basename(output.entryPoint, extname(output.entryPoint)) + extname(file), basename(file)]);
  return Object.fromEntries(named.sort());
}

/** Written last and in one move: a server never reads of a file that is not there yet. */
async function writeManifest(manifest) {
  const draft = join(dist, "manifest.json.new");
  await writeFile(draft, JSON.stringify(manifest, null, 2) + "\n");
  await rename(draft, join(dist, "manifest.json"));
}

async function removeOthers(kept) {
  const old = (await readdir(dist)).filter((name) => !kept.has(name));
  await Promise.all(old.map((name) => rm(join(dist, name), { recursive: true })));
}

async function report(manifest) {
  for (const file of Object.values(manifest)) {
    const bytes = gzipSync(await readFile(join(dist, file))).length;
    console.log(`  static/dist/${file}  ${(bytes / 1024).toFixed(1)} KiB gzip`);
  }
}

const entryPoints = await entries();
if (entryPoints.length === 0) console.log("No entry in static/src/pages/ nor static/css/main.css: an empty front end");
await mkdir(dist, { recursive: true });
const { outputs } = (await bundle(entryPoints)).metafile;
const manifest = manifestOf(outputs);
await writeManifest(manifest);
await removeOthers(new Set(["manifest.json", ...Object.keys(outputs).map((file) => basename(file))]));
await report(manifest);
