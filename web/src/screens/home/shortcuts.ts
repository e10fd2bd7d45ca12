import { useEffect, useEffectEvent } from "react";
import { chatList } from "../../state/select";
import { HOME } from "../../state/view";
import { useClient } from "../context";

/** The keys that work everywhere. Texts for them are in `texts.keys`. */
export const SHORTCUTS = {
  search: "Ctrl+K",
  newChat: "Alt+N",
  next: "Alt+↓",
  previous: "Alt+↑",
  help: "Ctrl+/",
  escape: "Esc",
} as const;

export const SEARCH_ID = "search";

export function useShortcuts(): void {
  const { store, actions } = useClient();

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) {
      return;
    }
    const { view, conversations } = store.get();
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key.toLowerCase() === "k") {
      actions.go({ ...view, rail: "chats" });
      requestAnimationFrame(() => document.getElementById(SEARCH_ID)?.focus());
    } else if (control && event.key === "/") {
      actions.go({ ...view, rail: "keys" });
    } else if (event.altKey && event.code === "KeyN") {
      actions.go({ ...view, rail: "newChat" });
    } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const { shown } = chatList(conversations);
      const at = shown.findIndex((one) => one.id === view.conversation);
      const to = shown[event.key === "ArrowDown" ? at + 1 : Math.max(0, at - 1)];
      if (to) actions.go({ ...HOME, conversation: to.id });
    } else if (event.key === "Escape") {
      if (view.aside !== "none") actions.go({ ...view, aside: "none", sequence: 0 });
      else if (view.rail !== "chats") actions.go({ ...view, rail: "chats" });
      else if (view.conversation !== null) actions.go(HOME);
      else return;
    } else {
      return;
    }
    event.preventDefault();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
