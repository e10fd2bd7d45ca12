import { type Lie, LIES } from "../page/lie";
import { type Profile, Tab } from "./person";
import { LYING } from "./site";

/** Somebody whose client was tampered with: it tells the node something else than it does. */
export class Liar {
  private constructor(readonly tab: Tab) {}

  static async open({ context }: Profile, url: string): Promise<Liar> {
    return new Liar(await Tab.of(await context.newPage(), url, LYING));
  }

  /** Removes a member, and tells the node that it was another one. */
  async says(conversation: string, { removes, claims }: { removes: string; claims: string }): Promise<void> {
    const members = await this.tab.ask({ kind: "members", conversation });
    const idOf = (wanted: string) => members.find(({ handle }) => handle === wanted)?.account ?? "";
    const account = idOf(removes);
    const lie: Lie = { from: bytesOf(account), to: bytesOf(idOf(claims)) };
    await this.tab.page.evaluate(([channel, told]) => new BroadcastChannel(channel).postMessage(told), [
      LIES,
      lie,
    ] as const);
    // Its own device does not follow it either, so it has no answer to wait for.
    void this.tab.tryAsk({ kind: "removeMember", conversation, account }).catch(() => undefined);
  }
}

const bytesOf = (id: string) => [...Buffer.from(id, "hex")];
