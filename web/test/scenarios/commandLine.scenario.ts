import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Change, GroupSettings } from "../../src/device/api";
import { CommandLine } from "./godwit";
import { type Profile, Tab, windowOfItsOwn } from "./person";

const NODE = inject("node");
const ALICE = "alice.cli";
const BOB = "bob.cli";
const ANNOUNCING: GroupSettings = { add: "admins", send: "admins", changeDetails: "all" };

/** What the command line says of changes. */
const SAID: readonly (readonly [Change["kind"], string])[] = [
  ["renamed", "named the group “fen”"],
  ["role", "made you an admin"],
  ["described", "changed the description"],
  ["settings", "set: "],
];

interface Printed {
  readonly sequence: number;
  readonly text: string;
}

describe("a browser and the command line", () => {
  const terminal = new CommandLine(NODE);
  let own: Profile;
  let alice: Tab;
  let bobsProfile: Profile;
  let bob: Tab;
  let conversation: string;

  const godwit = (...args: string[]) => terminal.run("bob", args);

  beforeAll(async () => {
    [own, bobsProfile] = await Promise.all([windowOfItsOwn(), windowOfItsOwn()]);
    alice = await Tab.open(own.context, NODE);
    await alice.register(ALICE);
    await terminal.register("bob", BOB);
  });

  afterAll(async () => {
    await own.close();
    await bobsProfile.close();
    terminal.close();
  });

  test("write to each other in one conversation, both ways", async () => {
    conversation = await alice.openDirect(BOB);
    const { id } = await alice.ask({ kind: "send", conversation, text: "from the browser", mentions: [] });
    const listened = await godwit("listen", "--count", "1", "--for", "30", "--read");
    expect(listened).toContain("from the browser");
    await alice.untilTick(conversation, id, "read");
    await godwit("send", `@${ALICE}`, "from the command line", "--wait", "delivered");
    await alice.untilTexts(conversation, ["from the browser", "from the command line"]);
  });

  test("show the same safety number", async () => {
    const row = await alice.conversation(conversation);
    const { digits } = await alice.ask({
      kind: "safetyNumber",
      account: row.kind === "direct" ? row.peer.account : "",
    });
    expect((await godwit("verify", `@${ALICE}`)).replaceAll(/[^\d]/gu, "")).toContain(digits);
  });

  test("a browser is let in by the command line, and both are one account at once", async () => {
    bob = await Tab.open(bobsProfile.context, NODE);
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
    expect(await godwit("history", `@${ALICE}`)).toContain("from bob's browser");
  });

  test("the command line is let in by a browser, is listed, and is taken out", async () => {
    let code = "";
    const linking = terminal.link("second", (shown) => (code = shown));
    await expect.poll(() => code, { timeout: 30_000 }).not.toBe("");
    // Nothing that was said before this moment.
    await bob.ask({ kind: "linkApprove", code, days: Number.EPSILON });
    const device = /"event":"linked","device":"([^"]+)"/u.exec(await linking)?.[1] ?? "";
    expect(await terminal.run("second", ["history", `@${ALICE}`])).not.toContain("to both of you");
    expect((await bob.ask({ kind: "devices" })).map(({ id }) => id)).toContain(device);
    await bob.ask({ kind: "revokeDevice", device });
    await expect(terminal.run("second", ["send", `@${ALICE}`, "let me in"])).rejects.toThrow();
    expect((await bob.ask({ kind: "devices" })).map(({ id }) => id)).not.toContain(device);
  });

  test("show what happened to a group in the same order", async () => {
    const { conversation: group } = await alice.ask({ kind: "createGroup", name: "marsh", handles: [BOB] });
    await godwit("group", "rename", "marsh", "fen");
    const members = await alice.ask({ kind: "members", conversation: group });
    const account = members.find(({ handle }) => handle === BOB)?.account ?? "";
    await alice.ask({ kind: "setRole", conversation: group, account, role: "admin" });
    await godwit("group", "describe", "fen", "who counts what");
    await alice.ask({ kind: "setSettings", conversation: group, settings: ANNOUNCING });
    const printed = (await godwit("history", "fen"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Printed);
    await expect.poll(async () => (await alice.history(group)).length).toBe(printed.length);
    const shown = (await alice.history(group)).slice(1);
    expect(shown.map(({ sequence, content }) => [sequence, content.kind === "change" && content.change.kind])).toEqual(
      printed.slice(1).map(({ sequence, text }) => [sequence, SAID.find(([, words]) => text.includes(words))?.[0]]),
    );
    expect(shown).toHaveLength(SAID.length);
  });
});
