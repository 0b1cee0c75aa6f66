import { spawn } from "node:child_process";
import { env, platform } from "node:process";

/** Runs a program to its end and answers what it printed. Throws with that when it fails. */
export function run(program, parameters, { cwd, environment = {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      cwd,
      env: { ...env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      // npm is a script on Windows.
      shell: platform === "win32" && program === "npm",
    });
    let output = "";
    const add = (data) => {
      output += data;
    };
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${[program, ...parameters].join(" ")} ended with ${code}:\n${output.slice(-6000)}`));
    });
  });
}
