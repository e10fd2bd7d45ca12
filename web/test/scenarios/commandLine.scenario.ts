import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { javaProcess, TestNode } from "./node";
import { PASSWORD, profile, Tab } from "./person";
import { DEVICE_SITE } from "./site";

type Profile = Awaited<ReturnType<typeof profile>>;

describe("a browser and the command line", () => {
  let node: TestNode;
  let own: Profile;
  let alice: Tab;

  /** Runs one command of the command line to its end; gives what it prints. */
  const godwit = (...args: string[]) =>
    new Promise<string>((resolve, reject) => {
      const home = join(node.folder, "bob");
      const child = javaProcess("cli", "dev.godwit.cli.Main", ["--home", home, "--json", ...args]);
      let printed = "";
      child.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
      child.once("exit", (code) => (code === 0 ? resolve(printed) : reject(new Error(`${code}: ${printed}`))));
    });

  beforeAll(async () => {
    node = await TestNode.start(DEVICE_SITE);
    own = await profile();
    alice = await Tab.open(own.context, node.url);
    await alice.register("alice");
    const password = join(node.folder, "password");
    writeFileSync(password, `${PASSWORD}\n`);
    await godwit("--server", node.url, "register", "bob", "--password-file", password);
  });

  afterAll(async () => {
    await own.close();
    await node.close();
  });

  test("write to each other in one conversation, both ways", async () => {
    const conversation = await alice.openDirect("bob");
    const { id } = await alice.ask({ kind: "send", conversation, text: "from the browser", mentions: [] });
    const listened = await godwit("listen", "--count", "1", "--for", "30", "--read");
    expect(listened).toContain("from the browser");
    await alice.untilTick(conversation, id, "read");
    await godwit("send", "@alice", "from the command line", "--wait", "delivered");
    await alice.untilTexts(conversation, ["from the browser", "from the command line"]);
  });
});
