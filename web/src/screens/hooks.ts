import { type RefObject, useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import type { Answer, CommandKind, CommandOf, Failure } from "../device/api";
import { useActions } from "./context";
import { type Format, formatOf } from "./format";
import { useSpoken } from "./texts";

export function useFormat(): Format {
  const { language, texts } = useSpoken();
  return formatOf(language, texts);
}

/** Whether a media query holds. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
  );
}

/** One column at a time. The same width stands in tokens.css. */
export function usePhone(): boolean {
  return useMedia("(max-width: 45rem)");
}

/** A question to the device that a screen shows the answer of. Asked again whenever `again` changes. */
export function useAnswer<K extends CommandKind>(
  command: CommandOf<K>,
  again: string | number,
): { answer: Answer<K> | null; reload: () => void } {
  const actions = useActions();
  const [answer, setAnswer] = useState<Answer<K> | null>(null);
  const [round, setRound] = useState(0);
  const ask = useEffectEvent(() => actions.ask<K>(command));
  useEffect(() => {
    let wanted = true;
    void ask().then((came) => {
      if (wanted) setAnswer(came);
    });
    return () => {
      wanted = false;
    };
  }, [again, round]);
  return { answer, reload: () => setRound((before) => before + 1) };
}

/** Something the person does that takes a moment: whether it runs, and why it failed. */
export function useDoing() {
  const actions = useActions();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  return {
    busy,
    failure,
    clear: () => setFailure(null),
    async ask<K extends CommandKind>(command: CommandOf<K>): Promise<Answer<K>> {
      setBusy(true);
      setFailure(null);
      const answer = await actions.ask<K>(command);
      setBusy(false);
      setFailure(answer.ok ? null : answer.failure);
      return answer;
    },
  };
}

/** The time, told again every so often. */
export function useNow(everyMillis: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMillis);
    return () => clearInterval(timer);
  }, [everyMillis]);
  return now;
}

/** Puts the focus on something when the screen appears. On phones the keyboard would jump up: only when `always`. */
export function useFirstFocus(ref: RefObject<HTMLElement | null>, always = false): void {
  useEffect(() => {
    if (always || matchMedia("(pointer: fine)").matches) {
      ref.current?.focus();
    }
  }, [ref, always]);
}
