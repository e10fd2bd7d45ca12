import { afterAll, beforeAll, describe, inject, test } from "vitest";
import type { DeviceEvent } from "../../src/device/api";
import { type Profile, profile, Tab, toolsOf, windowOfItsOwn } from "./person";

const NODE = inject("node");

/** Members of the group, both browsers included. */
const MEMBERS = Number(process.env["GODWIT_MEMBERS"] ?? 1_024);

/** Not run with the tests: it prints, and asserts nothing. */
describe("a group as large as there are", () => {
  let owners: Profile;
  let joiners: Profile;
  let owner: Tab;
  let joiner: Tab;
  let handles: string[];

  const figure = (text: string) => console.info(`figure: ${text}`);

  beforeAll(async () => {
    [owners, joiners] = await Promise.all([windowOfItsOwn(), profile()]);
    const tools = await toolsOf(owners, NODE);
    handles = await tools.evaluate((people) => window.tools.crowd("crowd", people), MEMBERS - 2);
    await tools.close();
    owner = await Tab.open(owners.context, NODE);
    joiner = await Tab.open(joiners.context, NODE);
    await owner.register("owner");
    await joiner.register("joiner");
    await joiner.online();
    await joiner.page.close();
  });

  afterAll(async () => {
    await owners.close();
    await joiners.close();
  });

  test("is made by one browser and joined by another", async () => {
    const started = performance.now();
    const { conversation } = await owner.ask({
      kind: "createGroup",
      name: "everybody",
      handles: [...handles, "joiner"],
    });
    figure(`a group of ${MEMBERS} made in ${Math.round(performance.now() - started)} ms, all handles looked up`);
    joiner = await Tab.open(joiners.context, NODE);
    await joiner.until("the group", (events) => events.some(isOpenGroup));
    figure(`… joined in ${Math.round(await joinMillis(joiner))} ms, from being connected until it is stored and open`);
    const members = await joiner.ask({ kind: "members", conversation });
    const sending = performance.now();
    const { id } = await joiner.ask({ kind: "send", conversation, text: "hello, everybody", mentions: [] });
    await joiner.untilTick(conversation, id, "sent");
    figure(
      `… ${members.length} members listed, and a message of the one who joined has its tick ${Math.round(performance.now() - sending)} ms later`,
    );
  });
});

const isOpenGroup = (event: DeviceEvent) =>
  event.kind === "conversation" && event.conversation.kind === "group" && event.conversation.standing === "open";

/** From the begin of the session until the group is told. */
async function joinMillis({ page }: Tab): Promise<number> {
  const { events, millis } = await page.evaluate(() => ({
    events: window.godwit.events,
    millis: window.godwit.millis,
  }));
  const connected = events.findIndex((each) => each.kind === "connection" && each.connection.kind === "catchingUp");
  return (millis[events.findIndex(isOpenGroup)] ?? 0) - (millis[connected] ?? 0);
}
