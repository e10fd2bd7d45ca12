import { ArrowLeft, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTexts } from "../texts";
import { IconButton } from "./Button";

interface BarProps {
  readonly title: string;
  readonly onLeave: () => void;
  /** An arrow back, or a cross. */
  readonly leave?: "back" | "close";
  readonly children?: ReactNode;
}

/** The head of a column that one comes back from. */
export function Bar({ title, onLeave, leave = "back", children }: BarProps) {
  const texts = useTexts();
  return (
    <header className="bar">
      <IconButton label={leave === "back" ? texts.back : texts.close} onClick={onLeave}>
        {leave === "back" ? <ArrowLeft size={20} className="turns" /> : <X size={20} />}
      </IconButton>
      <h2>{title}</h2>
      {children}
    </header>
  );
}
