// Builds what ships: companion.js, companion.css, the loader for notebooks and the licences of what is bundled,
// all in ../static. Same input, same bytes.

import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const STATIC = "../static";

/** The licence of every package that went into the bundle, as their licences ask. */
function licences(inputs) {
  const packages = new Set(
    Object.keys(inputs).flatMap(
      (path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
    ),
  );
  const notices = [...packages].sort().map((name) => {
    const folder = `node_modules/${name}`;
    const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const file = readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
    if (!file) throw new Error(`${name} has no licence file`);
    return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
  });
  return `What companion.js holds of others' work, with its licences.\n\n${notices.join("\n---\n\n")}`;
}

if (process.argv.includes("--tests")) {
  rmSync(".test-build", { recursive: true, force: true });
  await build({
    entryPoints: readdirSync("test", { recursive: true })
      .filter((f) => f.endsWith(".test.ts"))
      .map((f) => `test/${f}`),
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["jsdom"],
    outdir: ".test-build",
    entryNames: "[name]", // side by side: not every Node finds tests in folders
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
  });
} else {
  const { metafile } = await build({
    entryPoints: { companion: "src/index.ts", loader: "src/loader.ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    outdir: STATIC,
    logLevel: "info",
  });
  writeFileSync(`${STATIC}/licences.txt`, licences(metafile.inputs));
}
