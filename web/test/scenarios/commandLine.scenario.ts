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
  let bobsProfile: Profile;
  let bob: Tab;
  let conversation: string;

  /** Runs one command of the command line to its end; gives what it prints, which `onPrinted` sees as it comes. */
  const godwitAt = (home: string, args: readonly string[], onPrinted: (printed: string) => void = () => undefined) =>
    new Promise<string>((resolve, reject) => {
      const child = javaProcess("cli", "dev.godwit.cli.Main", ["--home", join(node.folder, home), "--json", ...args]);
      let printed = "";
      child.stdout?.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
        onPrinted(printed);
      });
      child.once("exit", (code) => (code === 0 ? resolve(printed) : reject(new Error(`${code}: ${printed}`))));
    });
  const godwit = (...args: string[]) => godwitAt("bob", args);

  beforeAll(async () => {
    node = await TestNode.start(DEVICE_SITE);
    [own, bobsProfile] = await Promise.all([profile(), profile()]);
    alice = await Tab.open(own.context, node.url);
    await alice.register("alice");
    const password = join(node.folder, "password");
    writeFileSync(password, `${PASSWORD}\n`);
    await godwit("--server", node.url, "register", "bob", "--password-file", password);
  });

  afterAll(async () => {
    await own.close();
    await bobsProfile.close();
    await node.close();
  });

  test("write to each other in one conversation, both ways", async () => {
    conversation = await alice.openDirect("bob");
    const { id } = await alice.ask({ kind: "send", conversation, text: "from the browser", mentions: [] });
    const listened = await godwit("listen", "--count", "1", "--for", "30", "--read");
    expect(listened).toContain("from the browser");
    await alice.untilTick(conversation, id, "read");
    await godwit("send", "@alice", "from the command line", "--wait", "delivered");
    await alice.untilTexts(conversation, ["from the browser", "from the command line"]);
  });

  test("show the same safety number", async () => {
    const row = await alice.conversation(conversation);
    const { digits } = await alice.ask({
      kind: "safetyNumber",
      account: row.kind === "direct" ? row.peer.account : "",
    });
    expect((await godwit("verify", "@alice")).replaceAll(/[^\d]/gu, "")).toContain(digits);
  });

  test("a browser is let in by the command line, and both are one account at once", async () => {
    bob = await Tab.open(bobsProfile.context, node.url);
    const { code } = await bob.ask({ kind: "linkStart" });
    const approved = godwit("approve", code);
    await bob.until("signed in", (events) =>
      events.some((each) => each.kind === "signedIn" && each.signedIn.kind === "signedIn"),
    );
    await approved;
    await bob.untilTexts(conversation, ["from the browser", "from the command line"]);
    const listening = godwit("listen", "--count", "1", "--for", "60");
    await bob.ask({ kind: "send", conversation, text: "from bob's browser", mentions: [] });
    await alice.untilTexts(conversation, ["from the browser", "from the command line", "from bob's browser"]);
    await alice.ask({ kind: "send", conversation, text: "to both of you", mentions: [] });
    expect(await listening).toContain("to both of you");
    await bob.untilTexts(conversation, [
      "from the browser",
      "from the command line",
      "from bob's browser",
      "to both of you",
    ]);
    expect(await godwit("history", "@alice")).toContain("from bob's browser");
  });

  test("the command line is let in by a browser, is listed, and is taken out", async () => {
    let code = "";
    const linking = godwitAt("second", ["--server", node.url, "link"], (printed) => {
      code ||= /"code":"([^"]+)"/u.exec(printed)?.[1] ?? "";
    });
    await expect.poll(() => code, { timeout: 30_000 }).not.toBe("");
    await bob.ask({ kind: "linkApprove", code });
    const device = /"event":"linked","device":"([^"]+)"/u.exec(await linking)?.[1] ?? "";
    expect(await godwitAt("second", ["history", "@alice"])).toContain("to both of you");
    expect((await bob.ask({ kind: "devices" })).map(({ id }) => id)).toContain(device);
    await bob.ask({ kind: "revokeDevice", device });
    await expect(godwitAt("second", ["send", "@alice", "let me in"])).rejects.toThrow();
    expect((await bob.ask({ kind: "devices" })).map(({ id }) => id)).not.toContain(device);
  });
});
