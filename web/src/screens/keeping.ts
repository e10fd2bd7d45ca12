import { useEffect, useState } from "react";

const TOLD = "godwit keeping told";

/**
 * Asks the browser to promise that it clears nothing of what is stored here. Some ask the person in turn, so it is for
 * the moment in which they do something; some decide by how much the page is used, and never for a private window.
 */
export function askToKeep(): void {
  void navigator.storage.persist().catch(() => undefined);
}

/**
 * Whether the person should hear that the browser has promised nothing, and how they say that they have. It is
 * remembered with everything else: a private window forgets it, and says it again each time.
 */
export function useUnpromised(): { readonly said: boolean; readonly close: () => void } {
  const [promised, setPromised] = useState(true);
  const [told, setTold] = useState(() => localStorage.getItem(TOLD) !== null);
  useEffect(() => {
    navigator.storage.persisted().then(setPromised, () => undefined);
  }, []);
  return {
    said: !promised && !told,
    close: () => {
      localStorage.setItem(TOLD, "yes");
      setTold(true);
    },
  };
}
