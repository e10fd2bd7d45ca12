import { useEffect, useState } from "react";
import "./said.css";

/** A short word about something that was done. */
const SHOWN_MILLIS = 1_800;
const listeners = new Set<(text: string) => void>();

/** Shows a word for a moment and tells it to screen readers. */
export function say(text: string): void {
  listeners.forEach((listener) => listener(text));
}

/** The place where `say` is seen and heard. There is one. */
export function Said() {
  const [text, setText] = useState("");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listener = (said: string) => {
      setText(said);
      clearTimeout(timer);
      timer = setTimeout(() => setText(""), SHOWN_MILLIS);
    };
    listeners.add(listener);
    return () => {
      clearTimeout(timer);
      listeners.delete(listener);
    };
  }, []);
  return (
    <div className="said" role="status">
      {text !== "" && <span>{text}</span>}
    </div>
  );
}
