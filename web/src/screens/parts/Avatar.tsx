import { useEffect, useState } from "react";
import type { Conversation } from "../../device/api";
import { cx } from "../cx";
import "./avatar.css";

const FACES = 8;

interface AvatarProps {
  /** What the colour follows from; the same everywhere for the same account or group. */
  readonly id: string;
  readonly name: string;
  readonly picture?: Uint8Array | null;
  readonly size?: "small" | "list" | "large";
  readonly online?: boolean;
}

/** The face of somebody or of a group. It says nothing that does not stand beside it in words. */
export function Avatar({ id, name, picture = null, size = "list", online = false }: AvatarProps) {
  const address = usePicture(picture);
  return (
    <span className={cx("avatar", `avatar-${size}`)} data-face={faceOf(id)} aria-hidden="true">
      {address ? <img src={address} alt="" /> : <span>{initialOf(name)}</span>}
      {online && <i className="avatar-online" />}
    </span>
  );
}

export function ConversationAvatar({
  conversation,
  ...rest
}: { readonly conversation: Conversation } & Pick<AvatarProps, "size" | "online">) {
  return conversation.kind === "direct" ? (
    <Avatar id={conversation.peer.account} name={conversation.peer.handle} {...rest} />
  ) : (
    <Avatar id={conversation.id} name={conversation.name} picture={conversation.picture} {...rest} />
  );
}

/** One of the colours for faces. */
export function faceOf(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i++) {
    sum = (sum * 31 + id.charCodeAt(i)) >>> 0;
  }
  return sum % FACES;
}

function initialOf(name: string): string {
  const letter = /[\p{L}\p{N}]/u.exec(name)?.[0] ?? "·";
  return letter.toLocaleUpperCase();
}

/** An address for bytes, as long as the picture is shown. */
function usePicture(picture: Uint8Array | null): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = picture ? URL.createObjectURL(new Blob([picture.slice()])) : null;
    const frame = requestAnimationFrame(() => setAddress(made));
    return () => {
      cancelAnimationFrame(frame);
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [picture]);
  return address;
}
