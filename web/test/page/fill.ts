import type { MessageRow } from "godwit-web-device";
import { LocalStore } from "../../src/device/worker/store/localStore";

const BATCH = 1_000;
const MINUTE_MILLIS = 60_000;
const ID_DIGITS = 32;

const TEXTS = [
  "Low water is at 10:40.",
  "Then nine at the pier, and I bring tea.",
  "Last year there were four hundred of them on the flats, and they had flown eleven days without landing once.",
  "See you there!",
];

/** Writes a long history of one person into a conversation, behind what it has; no device may be at work. */
export async function fill(conversation: string, account: string, messages: number): Promise<void> {
  const store = await LocalStore.open();
  store.account = account;
  const after = (await store.last(conversation))?.sequence ?? 0;
  for (let done = 0; done < messages; done += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, messages - done) }, (_, index) => done + index);
    await store.apply(
      batch.map(
        (number) => ({ kind: "message", row: row(conversation, account, number, after + 1 + number) }) as const,
      ),
    );
  }
  store.close();
}

function row(conversation: string, account: string, number: number, sequence: number): MessageRow {
  return {
    conversation,
    id: number.toString(16).padStart(ID_DIGITS, "0"),
    sequence,
    order: 0,
    account,
    timeMillis: sequence * MINUTE_MILLIS,
    state: { kind: "received" },
    content: { kind: "text", text: `${number}: ${TEXTS[number % TEXTS.length] ?? ""}`, mentions: [] },
  };
}
