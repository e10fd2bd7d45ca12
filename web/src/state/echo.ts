import type { ConversationId, EntryId, Failure, Me, Message } from "../device/api";

/**
 * An own message between the key that sends it and the row that the device tells: it is on the screen in the next
 * frame, whatever the worker is busy with.
 */
export interface Echo {
  /** Of this page only. */
  readonly token: number;
  readonly conversation: ConversationId;
  readonly text: string;
  readonly timeMillis: number;
  /** The row's id, once the device has taken the message. */
  readonly id: EntryId | null;
  readonly failure: Failure | null;
}

/** Drops the echoes of which the rows are there: by id, or, when the row was faster than the answer, by text. */
export function withoutEchoed(echoes: readonly Echo[], rows: readonly Message[]): readonly Echo[] {
  let left = echoes;
  for (const row of rows) {
    if (left.length === 0) {
      break;
    }
    const echoed = echoOf(left, row);
    if (echoed) {
      left = left.filter((echo) => echo !== echoed);
    }
  }
  return left;
}

function echoOf(echoes: readonly Echo[], row: Message): Echo | undefined {
  if (!row.own) {
    return undefined;
  }
  const { content } = row;
  return (
    echoes.find((echo) => echo.id === row.id) ??
    (row.state.kind === "waiting" && content.kind === "text"
      ? echoes.find(
          (echo) =>
            echo.id === null &&
            echo.failure === null &&
            echo.conversation === row.conversation &&
            echo.text === content.text,
        )
      : undefined)
  );
}

/** The echo as a row for the screen. */
export function rowOfEcho(echo: Echo, me: Me): Message {
  return {
    conversation: echo.conversation,
    id: `${ID_PREFIX}${String(echo.token)}`,
    sequence: 0,
    order: Number.MAX_SAFE_INTEGER,
    sender: { account: me.account, handle: me.handle, verified: true },
    own: true,
    timeMillis: echo.timeMillis,
    state: echo.failure ? { kind: "failed", failure: echo.failure } : { kind: "waiting" },
    content: { kind: "text", text: echo.text, mentions: [] },
  };
}

const ID_PREFIX = "echo ";

/** The token of a row that is an echo, null for others. */
export function tokenOf(row: Message): number | null {
  return row.id.startsWith(ID_PREFIX) ? Number(row.id.slice(ID_PREFIX.length)) : null;
}

/** Whether the one is an echo and the other the row that takes its place. */
export function isEchoed(echo: Message, row: Message): boolean {
  return (
    tokenOf(echo) !== null &&
    tokenOf(row) === null &&
    row.own &&
    echo.content.kind === "text" &&
    row.content.kind === "text" &&
    row.content.text === echo.content.text
  );
}
