import { encode } from "uqr";
import "./qr.css";

interface QrCodeProps {
  readonly text: string;
  readonly label: string;
  /** Of a side, in pixels. */
  readonly size: number;
}

/** A text as a picture to scan. It is dark on light in the dark theme too: many cameras want that. */
export function QrCode({ text, label, size }: QrCodeProps) {
  const { data, size: modules } = encode(text, { border: 0, ecc: "M" });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${String(x)} ${String(y)}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      className="qr"
      width={size}
      height={size}
      viewBox={`-2 -2 ${String(modules + 4)} ${String(modules + 4)}`}
      role="img"
      aria-label={label}
    >
      <path d={path} shapeRendering="crispEdges" />
    </svg>
  );
}
