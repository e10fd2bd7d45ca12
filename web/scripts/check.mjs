// Runs scripts of package.json side by side, and prints what each said when it has ended. Fails when one of them does.
//   node scripts/check.mjs SCRIPT …
import { spawn } from "node:child_process";

function run(script) {
  return new Promise((resolve) => {
    const child = spawn("npm", ["--silent", "run", script], { stdio: ["ignore", "pipe", "pipe"] });
    const said = [];
    child.stdout.on("data", (chunk) => said.push(chunk));
    child.stderr.on("data", (chunk) => said.push(chunk));
    child.once("close", (code) => {
      console.log(`${script}: ${code === 0 ? "good" : `failed with ${code}`}`);
      process.stdout.write(said.map(String).join(""));
      resolve(code);
    });
  });
}

const codes = await Promise.all(process.argv.slice(2).map(run));
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
