import { afterAll, beforeAll, describe, inject, test } from "vitest";
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
  });

  afterAll(async () => {
    await owners.close();
    await joiners.close();
  });

  test("is made by one browser and joined by another", async () => {
    const joined = joiner.page.evaluate(
      () =>
        new Promise<readonly [heard: number, open: number]>((resolve) => {
          let heard = 0;
          window.godwit.port.listen((event) => {
            if (event.kind === "conversation" && event.conversation.kind === "group") {
              heard ||= performance.now();
              if (event.conversation.standing === "open") resolve([heard, performance.now()]);
            }
          });
        }),
    );
    const started = performance.now();
    const { conversation } = await owner.ask({
      kind: "createGroup",
      name: "everybody",
      handles: [...handles, "joiner"],
    });
    figure(`a group of ${MEMBERS} made in ${Math.round(performance.now() - started)} ms, all handles looked up`);
    const [heard, open] = await joined;
    figure(`… joined in ${Math.round(open - heard)} ms, from hearing of it until it is stored and open`);
    const members = await joiner.ask({ kind: "members", conversation });
    const sending = performance.now();
    const { id } = await joiner.ask({ kind: "send", conversation, text: "hello, everybody", mentions: [] });
    await joiner.untilTick(conversation, id, "sent");
    figure(
      `… ${members.length} members listed, and a message of the one who joined has its tick ${Math.round(performance.now() - sending)} ms later`,
    );
  });
});
