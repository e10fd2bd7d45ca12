import { CircleAlert, Clock } from "lucide-react";
import type { Tick } from "../../device/api";
import { useTexts } from "../texts";
import "./ticks.css";

/** The ticks of an own message, with what they mean for those who cannot see them. */
export function Ticks({ tick }: { readonly tick: Tick }) {
  const texts = useTexts().conversation;
  if (tick === "none") {
    return null;
  }
  return (
    <span className={`ticks ticks-${tick}`} role="img" aria-label={texts[tick]}>
      <TickShape tick={tick} />
    </span>
  );
}

function TickShape({ tick }: { readonly tick: Exclude<Tick, "none"> }) {
  switch (tick) {
    case "waiting":
      return <Clock size={13} strokeWidth={2} aria-hidden="true" />;
    case "failed":
      return <CircleAlert size={14} strokeWidth={2} aria-hidden="true" />;
    case "sent":
      return <Strokes paths={["M2.5 6.2 5.4 9 11 2.8"]} width={13} />;
    case "delivered":
    case "read":
      return <Strokes paths={["M1.2 6.2 4.1 9 9.7 2.8", "M7.4 8.1 8.3 9 14 2.8"]} width={16} />;
  }
}

function Strokes({ paths, width }: { readonly paths: readonly string[]; readonly width: number }) {
  return (
    <svg width={width} height={11} viewBox={`0 0 ${String(width)} 11`} fill="none" aria-hidden="true">
      {paths.map((path) => (
        <path
          key={path}
          d={path}
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
}
