import type { ConversationId, Mention } from "../../device/api";
import type { Context } from "./context";

/** How often a device repeats that its person is typing. */
const TYPING_REPEAT_MILLIS = 3_000;
/** Without a key for this long nobody is typing. */
const TYPING_IDLE_MILLIS = 5_000;
/** A draft is kept by the device when nothing was typed for this long. */
const DRAFT_IDLE_MILLIS = 600;

export function writingActions({ port, store, now }: Context) {
  let tokens = 0;
  const typing = new Typing((conversation, is) => {
    if (store.get().supports.has("typing")) {
      void port.ask<"typing">({ kind: "typing", conversation, typing: is });
    }
  }, now);
  const drafts = new Map<ConversationId, ReturnType<typeof setTimeout>>();

  const keepDraft = (conversation: ConversationId) => {
    clearTimeout(drafts.get(conversation));
    drafts.delete(conversation);
    const text = store.get().drafts.get(conversation);
    if (text !== undefined && store.get().supports.has("draft")) {
      void port.ask<"draft">({ kind: "draft", conversation, text });
    }
  };

  const send = async (conversation: ConversationId, text: string, mentions: readonly Mention[]) => {
    const token = ++tokens;
    store.dispatch({
      kind: "echoed",
      echo: { token, conversation, text, timeMillis: now(), id: null, failure: null },
    });
    typing.stop(conversation);
    const answer = await port.ask<"send">({ kind: "send", conversation, text, mentions });
    store.dispatch(
      answer.ok ? { kind: "taken", token, id: answer.value.id } : { kind: "notTaken", token, failure: answer.failure },
    );
  };

  return {
    /** Shows the message at once and gives it to the device. */
    send,

    /** Tries a message again that the device did not take. */
    resend(token: number): void {
      const echo = store.get().echoes.find((one) => one.token === token);
      if (echo) {
        store.dispatch({ kind: "echoDropped", token });
        void send(echo.conversation, echo.text, []);
      }
    },

    dropEcho(token: number): void {
      store.dispatch({ kind: "echoDropped", token });
    },

    /** The text of the composer has changed. */
    typed(conversation: ConversationId, text: string): void {
      store.dispatch({ kind: "drafted", conversation, text });
      clearTimeout(drafts.get(conversation));
      drafts.set(
        conversation,
        setTimeout(() => keepDraft(conversation), DRAFT_IDLE_MILLIS),
      );
      if (text === "") {
        typing.stop(conversation);
      } else {
        typing.key(conversation);
      }
    },

    /** The conversation is left, or the page is. */
    keepDrafts(): void {
      for (const conversation of [...drafts.keys()]) {
        keepDraft(conversation);
      }
      typing.stopAll();
    },
  };
}

/** Says now and then that the person types, and once that they stopped. */
class Typing {
  private conversation: ConversationId | null = null;
  private toldMillis = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly tell: (conversation: ConversationId, typing: boolean) => void,
    private readonly now: () => number,
  ) {}

  key(conversation: ConversationId): void {
    if (this.conversation !== conversation) {
      this.stopAll();
    }
    if (this.conversation === null || this.now() - this.toldMillis >= TYPING_REPEAT_MILLIS) {
      this.conversation = conversation;
      this.toldMillis = this.now();
      this.tell(conversation, true);
    }
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.stop(conversation), TYPING_IDLE_MILLIS);
  }

  stop(conversation: ConversationId): void {
    if (this.conversation === conversation) {
      this.stopAll();
    }
  }

  stopAll(): void {
    clearTimeout(this.idle);
    if (this.conversation !== null) {
      this.tell(this.conversation, false);
      this.conversation = null;
    }
  }
}
