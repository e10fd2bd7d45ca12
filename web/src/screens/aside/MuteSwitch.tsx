import type { Conversation } from "../../device/api";
import { useActions, useApp } from "../context";
import { Section, Switch } from "../parts/Rows";
import { useTexts } from "../texts";

/** No notifications from this conversation. */
export function MuteSwitch({ conversation }: { readonly conversation: Conversation }) {
  const texts = useTexts().chats;
  const { ask } = useActions();
  const supported = useApp((state) => state.supports.has("mute"));
  return (
    supported && (
      <Section>
        <Switch
          title={texts.mute}
          on={conversation.mutedUntilMillis > 0}
          onChange={(on) =>
            void ask<"mute">({
              kind: "mute",
              conversation: conversation.id,
              untilMillis: on ? Number.MAX_SAFE_INTEGER : 0,
            })
          }
        />
      </Section>
    )
  );
}
