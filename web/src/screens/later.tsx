import { type ComponentType, lazy, useState } from "react";

interface Loaded<P> {
  readonly default: ComponentType<P>;
}

/**
 * A screen whose code is loaded when it is first needed, or before. As `lazy`, but what is there already is shown at
 * once: `lazy` suspends even then, and what was suspended React may hold back for 300 ms.
 */
export function later<P extends object>(load: () => Promise<Loaded<P>>) {
  let there: ComponentType<P> | null = null;
  const loading = async () => {
    const loaded = await load();
    there = loaded.default;
    return loaded;
  };
  const Suspending = lazy(loading);
  function Later(props: P) {
    const [Shown] = useState<ComponentType<P>>(() => there ?? Suspending);
    return <Shown {...props} />;
  }
  /** Loads the code before it is needed; without a network that can wait until it is. */
  Later.preload = () => void loading().catch(() => undefined);
  return Later;
}

/** Calls back when the page has nothing else to do, at the latest after this long. */
export function whenIdle(callback: () => void): void {
  if ("requestIdleCallback" in window) {
    requestIdleCallback(callback, { timeout: IDLE_MILLIS_MAX });
  } else {
    setTimeout(callback, IDLE_MILLIS_MAX);
  }
}

const IDLE_MILLIS_MAX = 1_000;
