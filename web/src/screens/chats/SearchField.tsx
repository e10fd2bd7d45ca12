import { Search, X } from "lucide-react";
import { useRef, useState } from "react";
import { useActions, useApp } from "../context";
import { SEARCH_ID } from "../home/shortcuts";
import { IconButton } from "../parts/Button";
import { useTexts } from "../texts";

/** Searches names and messages on this device while it is typed into. */
export function SearchField() {
  const texts = useTexts().chats;
  const actions = useActions();
  const [text, setText] = useState(useApp((state) => state.search?.text ?? ""));
  const input = useRef<HTMLInputElement>(null);
  const change = (to: string) => {
    setText(to);
    actions.search(to);
  };
  return (
    <search className="search">
      <Search size={17} aria-hidden="true" />
      <input
        ref={input}
        id={SEARCH_ID}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        placeholder={texts.search}
        aria-label={texts.searchLabel}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text !== "") {
            event.preventDefault();
            event.stopPropagation();
            change("");
          } else if (event.key === "ArrowDown") {
            event.preventDefault();
            document.querySelector<HTMLElement>(".rail [data-row]")?.focus();
          }
        }}
      />
      {text !== "" && (
        <IconButton
          label={texts.searchClear}
          onClick={() => {
            change("");
            input.current?.focus();
          }}
        >
          <X size={17} />
        </IconButton>
      )}
    </search>
  );
}
