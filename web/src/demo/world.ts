import type { Conversation, GroupConversation, Member, Message } from "../device/api";
import { idOf, member, person, scripted } from "./people";

export interface DemoConversation {
  conversation: Conversation;
  rows: Message[];
  members: Member[];
}

const base = {
  standing: "open",
  mentioned: false,
  draft: "",
  pinned: false,
  archived: false,
  mutedUntilMillis: 0,
} as const;

function direct(number: number, handle: string, rows: Message[], more: Partial<Conversation> = {}): DemoConversation {
  const conversation = {
    ...base,
    kind: "direct",
    id: idOf(number),
    peer: person(handle),
    identityChanged: false,
    ...figures(rows),
    ...more,
  } as Conversation;
  return { conversation, rows, members: [] };
}

function group(
  number: number,
  name: string,
  members: Member[],
  rows: Message[],
  more: Partial<GroupConversation> = {},
): DemoConversation {
  const conversation: GroupConversation = {
    ...base,
    kind: "group",
    id: idOf(number),
    name,
    description: "",
    picture: null,
    members: members.length,
    role: members.find((one) => one.handle === "alice")?.role ?? "member",
    settings: { add: "admins", send: "all", changeDetails: "all" },
    requests: 0,
    held: false,
    ...figures(rows),
    ...more,
  };
  return { conversation, rows, members };
}

function figures(rows: Message[]) {
  const head = rows.at(-1)?.sequence ?? 0;
  return {
    head,
    readThrough: head,
    deliveredThrough: head,
    seenThrough: head,
    unread: 0,
    timeMillis: rows.at(-1)?.timeMillis ?? 0,
    last: rows.at(-1) ?? null,
  };
}

/** A change of the group in the place of a text. */
function line(rows: Message[], index: number, content: Message["content"]): Message[] {
  return rows.map((row, i) => (i === index ? { ...row, content } : row));
}

/** An account with a bit of everything in it. */
export function demoWorld(now: number): DemoConversation[] {
  return [walk(now), bob(now), grace(now), hiro(now), announcements(now), broken(now), hostile(now), ...quiet(now)];
}

function walk(now: number): DemoConversation {
  const id = idOf(0x20);
  const rows = scripted(id, now, [
    ["alice", "", 2900],
    ["alice", "", 2899],
    ["bob", "Who is in for the mudflats on Saturday? Low tide is 10:42, so we can be far out by eleven.", 2890],
    ["alice", "Me! I bring the scope.", 2880],
    ["carla", "I'm in, and my brother too if there's room in the car 🚗", 2871],
    ["bob", "Plenty.", 2870],
    ["bob", "Meet at the station, north side, 9:15?", 2870],
    ["dmitri", "", 1500],
    ["dmitri", "Forecast says wind from the west, 4 to 5. Bring something warm.", 1490],
    [
      "alice",
      "The ringing group counted 1,240 bar-tailed godwits yesterday: https://example.org/counts/2026-11-20",
      95,
    ],
    ["carla", "😍", 93],
    ["carla", "That's more than the whole of last year", 92],
    ["esra", "Is there a bus back after four? Otherwise I would need to leave with somebody", 34],
    ["alice", "I can take you, I have to be back by five anyway", 31],
    ["esra", "Perfect, thank you", 30],
    ["bob", "Then it's settled. 9:15, north side, warm clothes, sandwiches.", 4],
    ["bob", "And the good thermos this time, @alice", 3],
  ]);
  const told = line(
    line(line(rows, 0, { kind: "change", change: { kind: "created" } }), 1, {
      kind: "change",
      change: { kind: "added", people: ["bob", "carla", "esra"].map(person) },
    }),
    7,
    { kind: "change", change: { kind: "joinedByLink" } },
  );
  const mention = told.at(-1);
  if (mention) {
    told[told.length - 1] = {
      ...mention,
      content: {
        kind: "text",
        text: "And the good thermos this time, @alice",
        mentions: [{ start: 32, length: 6, account: idOf(1) }],
      },
    };
  }
  const members = [member("alice", "owner"), member("bob", "admin"), member("carla"), member("dmitri"), member("esra")];
  return group(0x20, "Saturday walk", members, told, {
    unread: 2,
    readThrough: 15,
    mentioned: true,
    pinned: true,
    requests: 1,
    description: "Birds, mud and sandwiches. Every other Saturday.",
    deliveredThrough: 16,
    seenThrough: 14,
  });
}

function bob(now: number): DemoConversation {
  const rows = scripted(idOf(0x21), now, [
    ["bob", "Did you see the tide table I sent round?", 1600],
    ["alice", "Not yet, looking now", 1590],
    ["alice", "Low tide 10:42 ✔", 1589],
    ["bob", "Right. So if we leave the dyke at ten we have two good hours on the flats before it turns.", 1580],
    ["bob", "Do you still have my spare battery for the scope?", 22],
    ["alice", "Yes, charged and in the bag.", 20],
    ["bob", "You are the best", 19],
    ["alice", "Don't you forget it 😄", 12],
    ["alice", "See you Saturday", 11],
  ]);
  return direct(0x21, "bob", rows, { seenThrough: 8, deliveredThrough: 9, pinned: true });
}

function grace(now: number): DemoConversation {
  const rows = scripted(idOf(0x22), now, [
    ["grace", "The paper is accepted!!", 140],
    ["grace", "Nine revisions.", 139],
    ["grace", "Dinner on me. When?", 138],
  ]);
  return direct(0x22, "grace", rows, { unread: 3, readThrough: 0 });
}

function hiro(now: number): DemoConversation {
  const rows = scripted(idOf(0x23), now, [
    ["hiro", "Can you look over the second chapter this week?", 3100],
    ["alice", "Tomorrow evening, promised.", 3000],
  ]);
  return direct(0x23, "hiro", rows, { draft: "About the figure on page 12: ", deliveredThrough: 1, seenThrough: 1 });
}

function announcements(now: number): DemoConversation {
  const rows = scripted(idOf(0x24), now, [
    ["ines", "Water will be off in building C on Tuesday from 8 to 11.", 4500],
    ["ines", "The bicycle cellar has a new lock; keys at the office.", 1700],
  ]);
  return group(0x24, "House notices", [member("ines", "owner"), member("alice")], rows, {
    settings: { add: "admins", send: "admins", changeDetails: "admins" },
    mutedUntilMillis: Number.MAX_SAFE_INTEGER,
    unread: 1,
    readThrough: 1,
  });
}

function broken(now: number): DemoConversation {
  const rows = line(
    line(
      scripted(idOf(0x25), now, [
        ["jonas", "", 9000],
        ["jonas", "I got a new phone", 8800],
        ["jonas", "", 8790],
        ["alice", "Good to have you back", 8700],
      ]),
      0,
      { kind: "lost", reason: "expired" },
    ),
    2,
    { kind: "lost", reason: "keysMissing" },
  );
  return direct(0x25, "jonas", rows, { identityChanged: true });
}

function hostile(now: number): DemoConversation {
  const zalgo = "Z̸̡̢̛̗̘̙̜̝̞̟̠̣̤̥̦̩̪̫̬̭̮̯̰̱̲̳̹̺̻̼ͅ͏̀́̂̃̄̅̆̇̈̉̊̋̌̍̎̏̐̑̒̓̔̽̾̿̀́͂̓̈́͆͊͋͌̕̚͠͡ằ̛̗̘̙̜̝̞̟̠̤̥̦̩̪̫̬̭̮̯̰̱̲̳̹̺̻̼́̂̃̄̅̆̇̈̉̊̋̌̍̎̏̐̑̒̓̔̽̾̿̀́͂̓̈́͆͊͋͌̕̚͠͡lgo";
  const rows = scripted(idOf(0x26), now, [
    ["femi", '<img src=x onerror="alert(1)"><b>bold</b> &amp; {{7*7}} <script>alert(1)</script>', 9900],
    ["femi", "\u202Eevil.exe\u202C and \u2066nested\u2067 bidi \u202Dplaces\u202C", 9899],
    ["femi", zalgo.repeat(12), 9898],
    ["femi", "W".repeat(60_000), 9897],
    ["femi", "https://example.org/" + "a".repeat(400) + "?q=<svg/onload=alert(1)>", 9896],
    ["leila", "مرحبا، هل الخميس يناسبك؟ https://example.org/a", 9895],
    ["femi", "\n\n\n\n\n\n\n\nnew lines\n\n\n\n\n\n\n\n", 9894],
    ["alice", "nice try", 9800],
  ]);
  return direct(0x26, "femi", rows);
}

function quiet(now: number): DemoConversation[] {
  return ["klara", "leila", "carla", "dmitri", "esra"].map((handle, i) =>
    direct(
      0x30 + i,
      handle,
      scripted(idOf(0x30 + i), now, [[handle, "Happy new year, and see you soon!", 20_000 + i * 4_000]]),
      i > 2 ? { archived: true } : {},
    ),
  );
}

/** A group of very many people. */
export function everybody(now: number, count: number): DemoConversation {
  const named = [member("alice", "owner"), member("bob", "admin")];
  const crowd = Array.from({ length: count - named.length }, (_, i) => ({
    account: idOf(0x10000 + i),
    handle: `walker${String(i).padStart(4, "0")}`,
    verified: false,
    role: "member" as const,
    sinceMillis: now,
  }));
  const rows = scripted(EVERYBODY, now, [["bob", "Good morning, everybody!", 2]]);
  return group(0x28, "Everybody", [...named, ...crowd], rows);
}

export const EVERYBODY = idOf(0x28);

/** A conversation with very many messages. */
export function longHistory(now: number, count: number): DemoConversation {
  const id = idOf(0x27);
  const lines = Array.from({ length: count }, (_, i) => {
    const text = `Message ${String(i + 1)}${" and a few words more".repeat((i * 7) % 9)}`;
    return [i % 5 < 2 ? "alice" : "leila", text, (count - i) * 3] as const;
  });
  return direct(0x27, "leila", scripted(id, now, lines));
}
