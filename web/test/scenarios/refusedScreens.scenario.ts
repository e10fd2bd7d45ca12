import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Liar } from "./liar";
import { type Profile, Tab, windowOfItsOwn } from "./person";
import { Screen } from "./screen";

const NODE = inject("node");
const [LARS, IDA, JON, KAI] = ["lars.lies", "ida.looks", "jon.stays", "kai.stays"];
const GROUP = "Dune path";

describe("a change that does something else than it says", () => {
  const profiles: Profile[] = [];
  let lars: Liar;
  let ida: Screen;
  let conversation: string;

  const own = async () => {
    const made = await windowOfItsOwn();
    profiles.push(made);
    return made;
  };

  beforeAll(async () => {
    const member = async (handle: string) => {
      const tab = await Tab.open((await own()).context, NODE);
      await tab.register(handle);
      await tab.online();
    };
    const [liar, screen] = await Promise.all([
      own().then((profile) => Liar.open(profile, NODE)),
      Screen.inWindow(NODE),
      member(JON),
      member(KAI),
    ]);
    [lars, ida] = [liar, screen];
    await Promise.all([lars.tab.register(LARS), ida.register(IDA)]);
    await lars.tab.online();
    ({ conversation } = await lars.tab.ask({ kind: "createGroup", name: GROUP, handles: [IDA, JON, KAI] }));
    await ida.openChat(GROUP);
  });

  afterAll(async () => {
    await Promise.all([ida.close(), ...profiles.map((each) => each.close())]);
  });

  test("is refused and told, and the person decides whether to go on", async () => {
    await lars.says(conversation, { removes: JON, claims: KAI });
    const bar = ida.page.getByRole("alert").filter({ hasText: "A change of this group was refused." });
    await bar.waitFor();
    await ida.page.locator(".line-lost").waitFor();
    await ida.send("first I ask around");
    await ida.accessible();
    await ida.picture("refused-desk-light");
    await bar.getByRole("button", { name: "Go on" }).click();
    await ida.page.getByRole("dialog").getByText("Ask the members before you go on.", { exact: false }).waitFor();
    await ida.accessible();
    await ida.picture("go-on-desk-light");
    expect(await ida.said("first I ask around").getByRole("img", { name: "Sent", exact: true }).count()).toBe(0);
    await ida.page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
    await ida.ticked("first I ask around", "Sent");
    expect(await bar.count()).toBe(0);
  });
});
