import { useEffect, useEffectEvent } from "react";
import type { Message } from "../../device/api";
import { chatList, worthNotifying } from "../../state/select";
import { HOME } from "../../state/view";
import { useApp, useClient } from "../context";
import { titleOf } from "../names";
import { notificationsWanted, showNotification } from "../notify";
import { useTexts } from "../texts";

/** What the client does outside of its own page: the title, the badge, notifications. */
export function useEffects(): void {
  const texts = useTexts();
  const { store, actions, onArrival } = useClient();
  const unread = useApp((state) => chatList(state.conversations).unread);

  useEffect(() => {
    document.title = unread > 0 ? `(${String(unread)}) ${texts.product}` : texts.product;
    const badged = navigator as Partial<Pick<Navigator, "setAppBadge">>;
    void badged.setAppBadge?.call(navigator, unread).catch(() => undefined);
  }, [unread, texts]);

  const onMessage = useEffectEvent((message: Message) => {
    const state = store.get();
    const conversation = state.conversations.get(message.conversation);
    if (!conversation || !worthNotifying(state, message, Date.now()) || !notificationsWanted()) {
      return;
    }
    const text = message.content.kind === "text" ? message.content.text : "";
    showNotification({
      title: titleOf(conversation, texts),
      text: conversation.kind === "group" ? `${message.sender.handle}: ${text}` : text,
      hidden: texts.notify.newMessage,
      tag: conversation.id,
      onChosen: () => actions.go({ ...HOME, conversation: conversation.id }),
    });
  });
  useEffect(() => onArrival((message) => onMessage(message)), [onArrival]);
}
