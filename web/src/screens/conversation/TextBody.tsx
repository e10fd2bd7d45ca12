import { memo, useMemo, useState } from "react";
import type { Content } from "../../device/api";
import { useMe } from "../context";
import { cx } from "../cx";
import { useTexts } from "../texts";
import { bigEmoji, shortened, tokensOf, type Token } from "./tokens";

interface TextBodyProps {
  readonly content: Extract<Content, { kind: "text" }>;
  /** The last line leaves room for the time of the message. */
  readonly room: boolean;
}

/** The text of a message: its links can be opened, a long one is shown in part. */
export const TextBody = memo(function TextBody({ content, room }: TextBodyProps) {
  const texts = useTexts().conversation;
  const [whole, setWhole] = useState(false);
  const short = useMemo(() => shortened(content.text), [content.text]);
  const shown = whole || short === null ? content.text : short;
  const tokens = useMemo(() => tokensOf(shown, content.mentions), [shown, content.mentions]);
  const big = bigEmoji(content.text);
  return (
    <>
      <span className={cx("text", big > 0 && "text-emoji")} data-emoji={big || undefined} dir="auto">
        {tokens.map((token, i) => (
          <Piece key={i} token={token} />
        ))}
        {shown !== content.text && "…"}
        {room && <span className="meta-room" />}
      </span>
      {shown !== content.text && (
        <button type="button" className="text-all" onClick={() => setWhole(true)}>
          {texts.showAll}
        </button>
      )}
    </>
  );
});

function Piece({ token }: { readonly token: Token }) {
  const me = useMe();
  switch (token.kind) {
    case "text":
      return token.text;
    case "mention":
      return <bdi className={cx("mention", token.account === me.account && "mention-me")}>{token.text}</bdi>;
    case "link":
      return (
        <a
          href={token.address}
          target="_blank"
          rel="noopener noreferrer nofollow"
          dir="ltr"
          onContextMenu={(event) => event.stopPropagation()}
        >
          {token.text}
        </a>
      );
  }
}
