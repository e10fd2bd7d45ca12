import { SendHorizontal, Smile } from "lucide-react";
import { type KeyboardEvent, lazy, type Ref, Suspense, useImperativeHandle, useLayoutEffect, useRef } from "react";
import * as Popover from "@radix-ui/react-popover";
import { type Conversation, TEXT_BYTES_MAX } from "../../device/api";
import { draftOf } from "../../state/select";
import { useActions, useApp } from "../context";
import { useFirstFocus } from "../hooks";
import { IconButton } from "../parts/Button";
import { useTexts } from "../texts";
import { MentionList } from "./MentionList";
import { mentionsIn, useMentions } from "./useMentions";
import "./composer.css";

const EmojiPicker = lazy(() => import("./EmojiPicker"));

export interface ComposerHandle {
  readonly focus: () => void;
}

interface ComposerProps {
  readonly conversation: Conversation;
  readonly ref: Ref<ComposerHandle>;
  /** The arrow up in an empty composer. */
  readonly onUp: () => void;
}

/** Where one writes; or why one cannot. */
export function Composer(props: ComposerProps) {
  const texts = useTexts().conversation;
  const { conversation } = props;
  if (conversation.standing === "left") {
    return <p className="composer-closed">{texts.leftAlready}</p>;
  }
  if (conversation.kind === "group" && conversation.settings.send === "admins" && conversation.role === "member") {
    return <p className="composer-closed">{texts.announcementOnly}</p>;
  }
  return <Writing {...props} />;
}

function Writing({ conversation, ref, onUp }: ComposerProps) {
  const texts = useTexts().conversation;
  const actions = useActions();
  const { id } = conversation;
  const text = useApp((state) => draftOf(state, id));
  const area = useRef<HTMLTextAreaElement>(null);
  const detached = useApp((state) => state.histories.get(id)?.hasNewer ?? false);
  const mentioning = useMentions(conversation, text, area);
  useImperativeHandle(ref, () => ({ focus: () => area.current?.focus() }));
  useFirstFocus(area);
  useLayoutEffect(() => {
    if (area.current) grow(area.current);
  }, [text]);

  const over = bytesOver(text);
  const change = (to: string) => actions.typed(id, to);
  const send = () => {
    const trimmed = text.trim();
    if (trimmed === "" || over > 0) {
      return;
    }
    change("");
    actions.passDivider(id);
    if (detached) void actions.toNewest(id);
    void actions.send(id, trimmed, mentionsIn(trimmed, mentioning.people));
    area.current?.focus();
  };
  const insert = (piece: string, from = area.current?.selectionStart ?? text.length) => {
    const end = area.current?.selectionEnd ?? text.length;
    change(text.slice(0, from) + piece + text.slice(end));
    requestAnimationFrame(() => area.current?.setSelectionRange(from + piece.length, from + piece.length));
  };
  const mention = (handle: string) => {
    insert(`@${handle} `, mentioning.start);
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || mentioning.onKeyDown(event, mention)) {
      return;
    }
    // On a phone the key of the keyboard makes a new line, and the button sends.
    if (event.key === "Enter" && !event.shiftKey && !event.altKey && matchMedia("(pointer: fine)").matches) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && text === "" && !event.altKey) {
      event.preventDefault();
      onUp();
    }
  };
  return (
    <div className="composer">
      {mentioning.found.length > 0 && <MentionList mentioning={mentioning} onChoose={mention} />}
      {over > 0 && (
        <p className="composer-over" role="alert">
          {texts.tooLong(over)}
        </p>
      )}
      <div className="composer-box">
        <Emoji onChoose={(emoji) => insert(emoji)} onClosed={() => area.current?.focus()} />
        <textarea
          ref={area}
          rows={1}
          value={text}
          placeholder={texts.placeholder}
          aria-label={texts.composer}
          enterKeyHint="enter"
          dir="auto"
          {...mentioning.attributes}
          onChange={(event) => change(event.target.value)}
          onSelect={mentioning.onCaret}
          onKeyDown={onKeyDown}
        />
        <IconButton
          label={texts.send}
          className="composer-send"
          disabled={text.trim() === "" || over > 0}
          onPointerDown={(event) => event.preventDefault()}
          onClick={send}
        >
          <SendHorizontal size={20} className="turns" />
        </IconButton>
      </div>
    </div>
  );
}

interface EmojiProps {
  readonly onChoose: (emoji: string) => void;
  readonly onClosed: () => void;
}

function Emoji({ onChoose, onClosed }: EmojiProps) {
  const texts = useTexts().conversation;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <IconButton label={texts.emoji}>
          <Smile size={22} />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="emoji-popover"
          side="top"
          align="start"
          sideOffset={10}
          collisionPadding={8}
          aria-label={texts.emoji}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed();
          }}
        >
          <Suspense>
            <EmojiPicker onChoose={onChoose} />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Makes the field as high as its text where the browser does not do it by itself. */
function grow(element: HTMLTextAreaElement): void {
  if (!CSS.supports("field-sizing", "content")) {
    element.style.height = "auto";
    element.style.height = `${String(element.scrollHeight)}px`;
  }
}

/** How many bytes of UTF-8 a text has more than a message may. */
function bytesOver(text: string): number {
  return text.length * 3 <= TEXT_BYTES_MAX ? 0 : new TextEncoder().encode(text).length - TEXT_BYTES_MAX;
}
