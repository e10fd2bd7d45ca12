import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLineProcess } from "./node";
import { PASSWORD } from "./person";

/** People at the command line, each with a home of their own. */
export class CommandLine {
  private readonly homes = mkdtempSync(join(tmpdir(), "godwit-homes-"));
  private readonly node: string;

  constructor(node: string) {
    this.node = node;
  }

  /** Makes an account whose home has this name. */
  register(home: string, handle: string): Promise<string> {
    const password = join(this.homes, "password");
    writeFileSync(password, `${PASSWORD}\n`);
    return this.run(home, ["--server", this.node, "register", handle, "--password-file", password]);
  }

  /** Brings an account into a new home; `onCode` gets the code to approve. */
  link(home: string, onCode: (code: string) => void): Promise<string> {
    return this.run(home, ["--server", this.node, "link"], (printed) => {
      const code = /"code":"([^"]+)"/u.exec(printed)?.[1];
      if (code !== undefined) {
        onCode(code);
      }
    });
  }

  /** Runs one command to its end; gives what it prints, which `onPrinted` sees as it comes. */
  run(home: string, args: readonly string[], onPrinted: (printed: string) => void = () => undefined): Promise<string> {
    return new Promise((resolve, reject) => {
      const all = ["--home", join(this.homes, home), "--json", ...args];
      const child = commandLineProcess(all);
      let printed = "";
      child.stdout?.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
        onPrinted(printed);
      });
      child.once("exit", (code) => (code === 0 ? resolve(printed) : reject(new Error(`${code}: ${printed}`))));
    });
  }

  close() {
    rmSync(this.homes, { recursive: true, force: true });
  }
}
