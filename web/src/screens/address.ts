import type { Client } from "../state/client";
import { formatView, parseView } from "../state/view";

/** Keeps the address and the view the same, so that the browser's back, forward and reload do what people expect. */
export function followAddress({ store, actions }: Client): void {
  actions.go(parseView(location.hash));
  window.addEventListener("popstate", () => actions.go(parseView(location.hash)));
  store.subscribe(() => {
    const hash = formatView(store.get().view);
    if (hash !== location.hash && hash !== formatView(parseView(location.hash))) {
      history.pushState(null, "", `${location.pathname}${location.search}${hash}`);
    }
  });
}

/** The address of an invitation, when the page was opened by one. Its secret stays behind the `#`: no server sees it. */
export function invitationIn({ pathname, hash, href }: Location): string | null {
  return pathname === "/join" && /^#[0-9a-f]{64}\./.test(hash) ? href : null;
}

/** Takes an invitation out of the address once it was answered. */
export function leaveInvitation(): void {
  history.replaceState(null, "", "/");
}
