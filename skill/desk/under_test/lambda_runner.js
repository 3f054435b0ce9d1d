// Runs a skill's handler in Node: a program that the desk starts, and speaks to by two pipes, a line each time.
"use strict";
const fs = require("fs"), net = require("net"), path = require("path"), readline = require("readline");
const { spawnSync } = require("child_process");
const { createRequire, Module } = require("module");
const [file, name, seconds, requests, answers] = process.argv.slice(2);
const limit = seconds === "none" ? 3600 : Number(seconds);
let swallowed = [], isAsked = false;

const tell = (answer) => fs.writeSync(Number(answers), JSON.stringify(answer) + "\n");

// The exception, and the first line of the skill's own code in its trace.
function told(error) {
  const lines = String((error && error.stack) || "").split("\n");
  const own = lines.find((line) => line.includes(process.cwd()) && !line.includes("node_modules"));
  const place = own && own.match(/(?:\(|\bat (?:async )?)(?:file:\/\/)?([^(]+):(\d+):\d+\)?$/);
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return what + (place ? ` (${place[1]}, line ${place[2]})` : "");
}

// The folder of the project that a file belongs to.
function homeOf(source) {
  let home = path.dirname(source);
  while (!fs.existsSync(path.join(home, "package.json")) && home !== path.dirname(home)) home = path.dirname(home);
  return home === path.dirname(home) ? path.dirname(source) : home;
}

// Why a handler cannot be loaded, and what helps.
function unloaded(error) {
  const missing = error && error.code === "MODULE_NOT_FOUND" && String(error.message).match(/Cannot find module '([^./][^']*)'/);
  return missing ? `it needs ${missing[1]}, which is not installed; run "npm install" in ${homeOf(file)}` : told(error);
}

// A handler in TypeScript as its project's own compiler builds it, into a folder from where it finds its libraries. What
// the compiler finds wrong is printed; as long as it builds anything, that is run.
function built(source) {
  const home = homeOf(source);
  const compiler = path.join(home, "node_modules", ".bin", "tsc");
  if (!fs.existsSync(compiler)) {
    throw new Error(`there is no TypeScript in ${home}/node_modules; run "npm install" there, and ` +
      `"npm install --save-dev typescript" if its package.json does not name it`);
  }
  const out = path.join(home, "node_modules", ".cache", "back-coach");
  const config = ["tsconfig.json", "../tsconfig.json"].map((each) => path.join(home, each)).find(fs.existsSync);
  const asked = config ? ["-p", config] : [source, "--module", "commonjs", "--target", "es2020", "--esModuleInterop"];
  const run = spawnSync(compiler, [...asked, "--rootDir", home, "--outDir", out, "--noEmit", "false", "--sourceMap",
    "--noEmitOnError", "false", "--incremental", "--tsBuildInfoFile", path.join(out, "built.tsbuildinfo")],
  { cwd: home, encoding: "utf8" });
  const flaws = `${run.stdout || ""}${run.stderr || ""}`.trim();
  if (flaws) console.error(flaws);
  const made = path.join(out, path.relative(home, source)).replace(/\.([cm]?)ts$/, ".$1js");
  if (!fs.existsSync(made)) throw new Error(`TypeScript built nothing of it: ${flaws.split("\n")[0]}`);
  lay(home, out);
  process.setSourceMapsEnabled(true);
  return made;
}

// Puts what is no code beside what was built of the code it lies beside. The compiler may write JSON itself, so that is
// copied, where it is newer: through a link it would write into the source.
function lay(from, to) {
  for (const each of fs.readdirSync(from, { withFileTypes: true })) {
    const source = path.join(from, each.name), built = path.join(to, each.name);
    if (each.isDirectory() && !/^(\.|node_modules$)/.test(each.name)) lay(source, built);
    if (!each.isFile() || /\.([cm]?[jt]sx?|map)$/.test(each.name)) continue;
    const isJson = each.name.endsWith(".json");
    if (isJson && fs.existsSync(built) && fs.statSync(built).mtimeMs >= fs.statSync(source).mtimeMs) continue;
    fs.mkdirSync(to, { recursive: true });
    fs.rmSync(built, { force: true });
    if (isJson) fs.copyFileSync(source, built);
    else fs.symlinkSync(source, built);
  }
}

// Has the second version of AWS's library, which does not look for the stand-in by itself, find it.
function reach(file) {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (!endpoint) return;
  try {
    createRequire(file)("aws-sdk").config.update({ endpoint, s3ForcePathStyle: true });
  } catch { /* it has none */ }
}

// Has Amazon's SDK, if it is here, tell of exceptions that a handler for exceptions answers.
function watch(file) {
  try {
    const { GenericRequestDispatcher } = createRequire(file)("ask-sdk-runtime");
    const looks = GenericRequestDispatcher.prototype.dispatchError;
    if (!looks) return;
    GenericRequestDispatcher.prototype.dispatchError = function (input, error) {
      swallowed.push(told(error));
      return looks.call(this, input, error);
    };
  } catch { /* without the SDK there is nothing to watch */ }
}

// `done`: what a handler of the first years tells how it ended by, as Lambda still lets it.
function context(done) {
  const ends = Date.now() + limit * 1000;
  const arn = "arn:aws:lambda:us-east-1:000000000000:function:skill";
  return {
    functionName: "skill", functionVersion: "$LATEST", memoryLimitInMB: "128", invokedFunctionArn: arn,
    awsRequestId: require("crypto").randomUUID(), getRemainingTimeInMillis: () => Math.max(0, ends - Date.now()),
    done, succeed: (answer) => done(null, answer), fail: (error) => done(error || new Error("it failed")),
  };
}

// A handler answers by a promise, by the callback that it is given, or by its context.
function asked(handler, event) {
  return new Promise((resolve, reject) => {
    const done = (error, answer) => (error ? reject(error) : resolve(answer));
    const made = handler(event, context(done), done);
    if (made && typeof made.then === "function") made.then(resolve, reject);
  });
}

async function main() {
  let handler;
  try {
    process.chdir(path.dirname(file));
    const code = /\.[cm]?ts$/.test(file) ? built(file) : file;
    process.env.NODE_PATH = path.dirname(code); // where Lambda looks for libraries, too
    Module._initPaths();
    reach(code);
    let found;
    try { found = require(code); } catch (error) {
      if (error.code !== "ERR_REQUIRE_ESM") throw error;
      found = await import(code);
    }
    handler = found[name];
    if (typeof handler !== "function") {
      const usable = Object.keys(found).filter((each) => typeof found[each] === "function");
      throw new Error(`${path.basename(file)}:${name} is no function; it has: ${usable.join(", ") || "none"}`);
    }
    watch(code);
  } catch (error) { return tell({ failed: unloaded(error), traceback: String(error && error.stack) }); }
  tell({ ready: true });
  // A socket: a thread that reads a file would keep a process that ends itself from doing so.
  const lines = readline.createInterface({ input: new net.Socket({ fd: Number(requests), readable: true, writable: false }) });
  for await (const line of lines) {
    swallowed = [];
    isAsked = true;
    try {
      const answer = await asked(handler, JSON.parse(line));
      answered({ answer: answer === undefined ? null : answer, swallowed });
    } catch (error) { answered({ error: told(error), traceback: String(error && error.stack), swallowed }); }
  }
  process.exit(0);
}

// One line for each request: what comes after it belongs to nobody.
function answered(answer) {
  if (isAsked) tell(answer);
  isAsked = false;
}

// What nobody catches ends a function at Lambda; it is started again for the next request.
function ends(error) {
  console.error(error);
  answered({ error: told(error), traceback: String(error && error.stack), swallowed, ends: true });
  process.exit(1);
}
process.on("unhandledRejection", ends);
process.on("uncaughtException", ends);
main();
