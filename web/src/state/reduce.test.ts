import { describe, expect, it } from "vitest";
import type { DeviceEvent, Person } from "../device/api";
import { type AppState, HISTORIES_MAX, INITIAL, NOTICES_MAX } from "./app";
import { ALICE, BOB, direct, message, snapshot, text, waiting, WITH_BOB } from "./fixtures";
import { ROWS_KEPT } from "./history";
import { type Action, reduce } from "./reduce";
import { chatList, draftOf, presenceOf, worthNotifying } from "./select";

const after = (...actions: readonly Action[]): AppState => actions.reduce(reduce, INITIAL);
const events = (...told: readonly DeviceEvent[]): Action => ({ kind: "events", events: told });
const opened = (...sequences: readonly number[]): readonly Action[] => [
  events(snapshot()),
  { kind: "historyAsked", conversation: WITH_BOB, loading: "newest" },
  {
    kind: "historyCame",
    conversation: WITH_BOB,
    page: { messages: sequences.map((sequence) => message(sequence)), hasOlder: false, hasNewer: false },
    target: 0,
  },
];
const rowsOf = (state: AppState) => state.histories.get(WITH_BOB)?.rows.map((row) => row.id);

describe("what the device tells", () => {
  it("is all there after a snapshot", () => {
    const state = after(events(snapshot()));
    expect(state.signedIn.kind).toBe("signedIn");
    expect(state.conversations.get(WITH_BOB)?.id).toBe(WITH_BOB);
    expect(state.supports.has("send")).toBe(true);
  });

  it("changes rows of the open conversation, in one step for a whole frame", () => {
    const told = [2, 3, 4].map((sequence): DeviceEvent => ({ kind: "messages", messages: [message(sequence)] }));
    const state = after(...opened(1), events(...told));
    expect(rowsOf(state)).toEqual(["id 1", "id 2", "id 3", "id 4"]);
  });

  it("leaves everything else the same object", () => {
    const before = after(...opened(1));
    const state = reduce(before, events({ kind: "messages", messages: [message(2)] }));
    expect(state.conversations).toBe(before.conversations);
    expect(state.presence).toBe(before.presence);
  });

  it("ignores messages of conversations that nobody has opened", () => {
    const before = after(events(snapshot()));
    expect(reduce(before, events({ kind: "messages", messages: [message(1)] })).histories).toBe(before.histories);
  });

  it("moves ticks without touching the rows", () => {
    const before = after(...opened(1));
    const told = { kind: "ticks", conversation: WITH_BOB, deliveredThrough: 7, seenThrough: 3 } as const;
    const state = reduce(before, events(told));
    expect(state.conversations.get(WITH_BOB)).toMatchObject({ deliveredThrough: 7, seenThrough: 3 });
    expect(state.histories).toBe(before.histories);
  });

  it("has everybody who types, once", () => {
    const typing = (is: boolean): DeviceEvent => ({ kind: "typing", conversation: WITH_BOB, person: BOB, typing: is });
    expect(after(events(typing(true), typing(true))).typing.get(WITH_BOB)).toEqual([BOB]);
    expect(after(events(typing(true), typing(false))).typing.has(WITH_BOB)).toBe(false);
  });

  it("says nothing about who is online while there is no connection", () => {
    const there: DeviceEvent = { kind: "presence", account: BOB.account, online: true, lastSeenMillis: 0 };
    const state = after(events(there));
    const here = reduce(state, events({ kind: "connection", connection: { kind: "online" } }));
    expect(presenceOf(here, BOB.account)?.online).toBe(true);
    const away = reduce(state, events({ kind: "connection", connection: { kind: "offline", failure: null } }));
    expect(presenceOf(away, BOB.account)).toBeUndefined();
  });

  it("keeps only the newest notices, and closes each once", () => {
    const notice = (number: number): DeviceEvent => {
      return { kind: "notice", notice: { kind: "logShortened", conversation: String(number) } };
    };
    const state = after(events(...Array.from({ length: NOTICES_MAX + 2 }, (_, number) => notice(number))));
    expect(state.notices).toHaveLength(NOTICES_MAX);
    const number = state.notices[0]?.number ?? 0;
    expect(reduce(state, { kind: "noticeClosed", number }).notices).toHaveLength(NOTICES_MAX - 1);
  });

  it("says once what is told twice", () => {
    const linked = (device: string): DeviceEvent => ({ kind: "notice", notice: { kind: "deviceLinked", device } });
    const state = after(events(linked("a"), linked("b")));
    expect(state.notices.map(({ number }) => number)).toEqual([2]);
  });

  it("is gone after signing out", () => {
    const state = after(...opened(1), events({ kind: "signedIn", signedIn: { kind: "nobody" } }));
    expect(state.conversations.size + state.histories.size).toBe(0);
    expect(state.supports.has("send")).toBe(true);
  });

  it("leaves the place of a conversation that was deleted", () => {
    const view = { rail: "chats", conversation: WITH_BOB, aside: "info", sequence: 0 } as const;
    const state = after(...opened(1), { kind: "view", view }, events({ kind: "forgotten", conversation: WITH_BOB }));
    expect(state.conversations.has(WITH_BOB)).toBe(false);
    expect(state.view.conversation).toBeNull();
  });
});

describe("an own message", () => {
  const echo = { token: 1, conversation: WITH_BOB, text: "hi", timeMillis: 5, id: null, failure: null };
  const row = waiting(1, { content: text("hi") });

  it("is there before the device has answered, and once afterwards", () => {
    const state = after(...opened(1), { kind: "echoed", echo });
    expect(state.echoes).toHaveLength(1);
    const taken = reduce(state, { kind: "taken", token: 1, id: "own 1" });
    expect(reduce(taken, events({ kind: "messages", messages: [row] })).echoes).toHaveLength(0);
  });

  it("is there once when its row comes before the answer", () => {
    const state = after(...opened(1), { kind: "echoed", echo }, events({ kind: "messages", messages: [row] }));
    expect(state.echoes).toHaveLength(0);
    expect(rowsOf(state)).toEqual(["id 1", "own 1"]);
  });

  it("stays when another one with the same text arrives from somebody else", () => {
    const other = message(2, { content: text("hi") });
    const state = after(...opened(1), { kind: "echoed", echo }, events({ kind: "messages", messages: [other] }));
    expect(state.echoes).toHaveLength(1);
  });

  it("says why when the device did not take it, and goes when dropped", () => {
    const failure = { code: "STORAGE_FULL", text: "no room" };
    const state = after({ kind: "echoed", echo }, { kind: "notTaken", token: 1, failure });
    expect(state.echoes[0]?.failure).toEqual(failure);
    expect(reduce(state, { kind: "echoDropped", token: 1 }).echoes).toHaveLength(0);
  });
});

describe("histories", () => {
  it("of the conversations opened last stay in memory, and no more", () => {
    const asked = Array.from({ length: HISTORIES_MAX + 3 }, (_, i): Action => {
      return { kind: "historyAsked", conversation: String(i), loading: "newest" };
    });
    const state = after(...asked);
    expect(state.histories.size).toBe(HISTORIES_MAX);
    expect(state.histories.has("0")).toBe(false);
  });

  it("begin with the divider where reading had ended", () => {
    const conversation = direct({ head: 9, readThrough: 5, unread: 4 });
    const state = after(events(snapshot({ conversations: [conversation] })), {
      kind: "historyAsked",
      conversation: WITH_BOB,
      loading: "newest",
    });
    expect(state.histories.get(WITH_BOB)).toMatchObject({ unreadAfter: 5, unreadCount: 4 });
  });

  it("of the open conversation stays, whatever is made ready besides", () => {
    const view = { rail: "chats", conversation: WITH_BOB, aside: "none", sequence: 0 } as const;
    const others = Array.from({ length: HISTORIES_MAX + 3 }, (_, i): Action => {
      return { kind: "historyAsked", conversation: String(i), loading: "newest" };
    });
    const state = others.reduce(reduce, after(...opened(1), { kind: "view", view }));
    expect(state.histories.has(WITH_BOB)).toBe(true);
    expect(state.histories.size).toBe(HISTORIES_MAX);
  });

  it("grow no further than what is shown first while another conversation is open", () => {
    const many = Array.from({ length: 5 * ROWS_KEPT }, (_, i) => message(i + 2));
    const rows = after(...opened(1), events({ kind: "messages", messages: many })).histories.get(WITH_BOB)?.rows;
    expect(rows?.length).toBe(ROWS_KEPT);
    expect(rows?.at(-1)).toBe(many.at(-1));
  });

  describe("when their conversation is opened again", () => {
    const view = { rail: "chats", conversation: WITH_BOB, aside: "none", sequence: 0 } as const;
    const opening: Action = { kind: "view", view };
    const unread = (fields: { readThrough: number; unread: number }): Action =>
      events({ kind: "conversation", conversation: direct({ head: 9, ...fields }) });

    it("have their divider where reading has ended by now", () => {
      const state = after(...opened(7, 8, 9), unread({ readThrough: 7, unread: 2 }), opening);
      expect(state.histories.get(WITH_BOB)).toMatchObject({ unreadAfter: 7, unreadCount: 2 });
      const elsewhere = reduce(state, unread({ readThrough: 9, unread: 0 }));
      const again = [{ kind: "view", view: { ...view, conversation: null } } as const, opening].reduce(
        reduce,
        elsewhere,
      );
      expect(again.histories.get(WITH_BOB)).toMatchObject({ unreadAfter: 0, unreadCount: 0 });
    });

    it("are read anew when the first unread row is not among theirs", () => {
      const page = { messages: [message(8), message(9)], hasOlder: true, hasNewer: false };
      const read = after(
        events(snapshot()),
        { kind: "historyAsked", conversation: WITH_BOB, loading: "newest" },
        { kind: "historyCame", conversation: WITH_BOB, page, target: 0 },
      );
      const state = [unread({ readThrough: 3, unread: 6 }), opening].reduce(reduce, read);
      expect(state.histories.has(WITH_BOB)).toBe(false);
    });

    it("have only what is shown first", () => {
      const many = Array.from({ length: 5 * ROWS_KEPT }, (_, i) => i + 1);
      const long = after(...opened(...many), opening);
      expect(long.histories.get(WITH_BOB)?.rows.length).toBe(many.length);
      const left = reduce(long, { kind: "view", view: { ...view, conversation: null } });
      expect(left.histories.get(WITH_BOB)).toMatchObject({ hasOlder: true, rows: { length: ROWS_KEPT } });
    });
  });

  describe("while nobody looks", () => {
    const view = { rail: "chats", conversation: WITH_BOB, aside: "none", sequence: 0 } as const;
    const came = (...sequences: readonly number[]): Action =>
      events({ kind: "messages", messages: sequences.map((sequence) => message(sequence)) });
    const looking = after(...opened(1), { kind: "view", view });
    const away = reduce(looking, { kind: "attended", attended: false });
    const dividerOf = (state: AppState) => state.histories.get(WITH_BOB);

    it("get a divider before what comes, and count it", () => {
      const state = [came(2, 3), came(4)].reduce(reduce, away);
      expect(dividerOf(state)).toMatchObject({ unreadAfter: 1, unreadCount: 3 });
      expect(dividerOf(reduce(state, { kind: "attended", attended: true }))).toMatchObject({ unreadAfter: 1 });
    });

    it("get it as well when another conversation is open", () => {
      const elsewhere = reduce(looking, { kind: "view", view: { ...view, conversation: null } });
      expect(dividerOf(reduce(elsewhere, came(2)))).toMatchObject({ unreadAfter: 1, unreadCount: 1 });
    });

    it("get none for own messages, and none while somebody looks", () => {
      const own = events({ kind: "messages", messages: [message(2, { own: true })] });
      expect([dividerOf(reduce(away, own))?.unreadAfter, dividerOf(reduce(looking, came(2)))?.unreadAfter]).toEqual([
        0, 0,
      ]);
    });

    it("lose it when all was read and the person looks away again", () => {
      const back = [came(2), { kind: "attended", attended: true } as const].reduce(reduce, away);
      const unread = reduce(back, events({ kind: "conversation", conversation: direct({ unread: 1 }) }));
      expect(dividerOf(reduce(unread, { kind: "attended", attended: false }))?.unreadAfter).toBe(1);
      const gone = reduce(back, { kind: "attended", attended: false });
      expect(dividerOf(gone)).toMatchObject({ unreadAfter: 0, unreadCount: 0 });
    });
  });

  it("take no page that nobody waits for any more", () => {
    const page = { messages: [message(1)], hasOlder: false, hasNewer: false };
    const state = after({ kind: "historyCame", conversation: WITH_BOB, page, target: 0 });
    expect(state.histories.get(WITH_BOB)?.rows).toHaveLength(0);
  });
});

describe("what is selected", () => {
  const list = (...conversations: readonly ReturnType<typeof direct>[]) =>
    chatList(after(events(snapshot({ conversations }))).conversations);

  it("has pinned conversations first, then the newest", () => {
    const { shown } = list(
      direct({ id: "old", timeMillis: 1 }),
      direct({ id: "pinned", pinned: true }),
      direct({ id: "new", timeMillis: 2 }),
    );
    expect(shown.map((one) => one.id)).toEqual(["pinned", "new", "old"]);
  });

  it("counts no unread messages of muted and archived conversations", () => {
    const muted = direct({ id: "m", unread: 5, mutedUntilMillis: 99 });
    expect(list(direct({ unread: 2 }), muted, direct({ id: "x", unread: 7, archived: true })).unread).toBe(2);
  });

  it("prefers what is being typed to the draft that was kept", () => {
    const state = after(events(snapshot({ conversations: [direct({ draft: "kept" })] })));
    expect(draftOf(state, WITH_BOB)).toBe("kept");
    const typed = reduce(state, { kind: "drafted", conversation: WITH_BOB, text: "" });
    expect(draftOf(typed, WITH_BOB)).toBe("");
  });

  it("takes over the draft of another device, but not while one types here", () => {
    const kept = after(events(snapshot({ conversations: [direct({ draft: "here" })] })));
    const typed = reduce(kept, { kind: "drafted", conversation: WITH_BOB, text: "here" });
    const there = events({ kind: "conversation", conversation: direct({ draft: "there" }) });
    expect(draftOf(reduce(typed, there), WITH_BOB)).toBe("there");
    const typing = reduce(kept, { kind: "drafted", conversation: WITH_BOB, text: "here and now" });
    expect(draftOf(reduce(typing, there), WITH_BOB)).toBe("here and now");
  });

  it("notifies of what the person does not see anyway", () => {
    const view = { rail: "chats", conversation: WITH_BOB, aside: "none", sequence: 0 } as const;
    const looking = after(events(snapshot()), { kind: "view", view });
    const away = reduce(looking, { kind: "attended", attended: false });
    expect(worthNotifying(looking, message(1), 0)).toBe(false);
    expect(worthNotifying(away, message(1), 0)).toBe(true);
    expect(worthNotifying(away, message(1, { own: true }), 0)).toBe(false);
    const muted = reduce(away, events({ kind: "conversation", conversation: direct({ mutedUntilMillis: 10 }) }));
    expect([worthNotifying(muted, message(1), 5), worthNotifying(muted, message(1), 15)]).toEqual([false, true]);
  });

  it("notifies of being mentioned though the conversation is muted", () => {
    const muted = after(events(snapshot({ conversations: [direct({ mutedUntilMillis: 10 })] })));
    const saying = ({ account }: Person) =>
      message(1, { content: { kind: "text", text: "@x", mentions: [{ start: 0, length: 2, account }] } });
    expect([worthNotifying(muted, saying(ALICE), 5), worthNotifying(muted, saying(BOB), 5)]).toEqual([true, false]);
  });
});

describe("a search", () => {
  it("shows the answer to what stands in the field now", () => {
    const result = { conversations: [WITH_BOB], messages: [], more: false };
    const late: Action = { kind: "found", text: "b", result };
    expect(after({ kind: "searched", text: "bo" }, late).search?.result).toBeNull();
    expect(after({ kind: "searched", text: "b" }, late).search?.result).toEqual(result);
    expect(after({ kind: "searched", text: "b" }, late, { kind: "searchClosed" }).search).toBeNull();
  });
});
