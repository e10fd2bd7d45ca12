import type { Client } from "../state/client";

/** Tells the state whether somebody is looking, and keeps what is half written when they leave. */
export function followAttention({ actions }: Client): void {
  const tell = () => actions.attend(document.visibilityState === "visible" && document.hasFocus());
  for (const event of ["focus", "blur"]) {
    window.addEventListener(event, tell);
  }
  document.addEventListener("visibilitychange", () => {
    tell();
    if (document.visibilityState === "hidden") {
      actions.keepDrafts();
    }
  });
  window.addEventListener("pagehide", () => actions.keepDrafts());
  tell();
}
