import { ChevronDown } from "lucide-react";
import type { Content, Message, Tick } from "../../device/api";
import { cx } from "../cx";
import { failureText } from "../failures";
import { useFormat } from "../hooks";
import { nameOf } from "../names";
import { Avatar, faceOf } from "../parts/Avatar";
import { Ticks } from "../parts/Ticks";
import { useTexts } from "../texts";
import { TextBody } from "./TextBody";
import "./bubble.css";

interface BubbleProps {
  readonly row: Message;
  readonly content: Extract<Content, { kind: "text" }>;
  readonly tick: Tick;
  readonly group: boolean;
  readonly first: boolean;
  readonly last: boolean;
}

/** What somebody said. */
export function Bubble({ row, content, tick, group, first, last }: BubbleProps) {
  const texts = useTexts();
  const format = useFormat();
  const { own, sender, state } = row;
  const name = nameOf(sender, texts);
  const apart = runsAgainst(content.text);
  return (
    <>
      {group && !own && (
        <span className="gutter">{last && <Avatar id={sender.account} name={name} size="small" />}</span>
      )}
      <div className={cx("bubble", own && "bubble-own", first && "bubble-first", last && "bubble-last")}>
        {group && !own && first ? (
          <bdi className="bubble-name" data-face={faceOf(sender.account)}>
            {name}
          </bdi>
        ) : (
          <span className="visually-hidden">{own ? texts.you : name}: </span>
        )}
        <TextBody content={content} room={!apart} />
        <span className={cx("meta", apart && "meta-apart")}>
          <time>{format.time(row.timeMillis)}</time>
          <Ticks tick={tick} />
        </span>
        <button
          type="button"
          tabIndex={-1}
          className="bubble-more"
          aria-label={texts.conversation.more}
          title={texts.conversation.more}
          onClick={(event) => openMenuAt(event.currentTarget)}
        >
          <ChevronDown size={18} />
        </button>
        {state.kind === "failed" && (
          <p className="bubble-failed">{texts.conversation.failedWhy(failureText(state.failure, texts))}</p>
        )}
      </div>
    </>
  );
}

/** Whether a text runs against the page: then its last line begins where the time stands. */
function runsAgainst(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  const leftward = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.test(first);
  return leftward !== (document.documentElement.dir === "rtl");
}

/** The menu of messages belongs to the whole list; this asks for it here. */
function openMenuAt(element: HTMLElement): void {
  const { left, bottom } = element.getBoundingClientRect();
  element.dispatchEvent(
    new MouseEvent("contextmenu", { bubbles: true, cancelable: true, clientX: left, clientY: bottom }),
  );
}
