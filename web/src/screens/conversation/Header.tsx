import { ArrowLeft, BadgeCheck, EllipsisVertical, Info, LogOut } from "lucide-react";
import { useState } from "react";
import type { Conversation } from "../../device/api";
import { rightsIn } from "../../state/rights";
import { presenceOf } from "../../state/select";
import { HOME } from "../../state/view";
import { LeaveGroup } from "../aside/LeaveGroup";
import { useConversationItems } from "../chats/useConversationItems";
import { useActions, useApp, useGo } from "../context";
import { useFormat, usePhone } from "../hooks";
import { nameOf, titleOf } from "../names";
import { ConversationAvatar } from "../parts/Avatar";
import { IconButton } from "../parts/Button";
import { Menu } from "../parts/Menu";
import { useTexts } from "../texts";

interface HeaderProps {
  readonly conversation: Conversation;
}

/** Who one is talking to, whether they are there, and what can be done with the conversation. */
export function Header({ conversation }: HeaderProps) {
  const texts = useTexts();
  const actions = useActions();
  const go = useGo();
  const phone = usePhone();
  const items = useConversationItems(conversation);
  const [leaving, setLeaving] = useState(false);
  const supports = useApp((state) => state.supports);
  const rights = conversation.kind === "group" ? rightsIn(conversation, supports) : null;
  const title = titleOf(conversation, texts);
  return (
    <header className="bar conversation-bar">
      {phone && (
        <IconButton label={texts.back} onClick={() => actions.go(HOME)}>
          <ArrowLeft size={20} className="turns" />
        </IconButton>
      )}
      <button type="button" className="conversation-who" onClick={() => go({ aside: "info" })}>
        <ConversationAvatar conversation={conversation} size="small" />
        <span className="conversation-names">
          <span className="conversation-title">
            <bdi>{title}</bdi>
            {conversation.kind === "direct" && conversation.peer.verified && (
              <BadgeCheck size={16} role="img" aria-label={texts.contact.verified} />
            )}
          </span>
          <Presence conversation={conversation} />
        </span>
      </button>
      <Menu
        items={[
          { label: texts.conversation.info, icon: <Info />, onChoose: () => go({ aside: "info" }) },
          ...items,
          rights &&
            (rights.leave || rights.forget) && {
              label: rights.forget ? texts.group.forget : texts.group.leave,
              icon: <LogOut />,
              danger: true,
              onChoose: () => setLeaving(true),
            },
        ]}
      >
        <IconButton label={texts.more}>
          <EllipsisVertical size={20} />
        </IconButton>
      </Menu>
      {leaving && conversation.kind === "group" && (
        <LeaveGroup conversation={conversation} onClose={() => setLeaving(false)} />
      )}
    </header>
  );
}

/** Typing, online, last seen, or how many members there are. */
function Presence({ conversation }: HeaderProps) {
  const texts = useTexts();
  const format = useFormat();
  const typing = useApp((state) => state.typing.get(conversation.id));
  const presence = useApp((state) =>
    conversation.kind === "direct" ? presenceOf(state, conversation.peer.account) : undefined,
  );
  if (typing) {
    const names = typing.map((person) => nameOf(person, texts));
    return (
      <span className="conversation-presence conversation-typing" role="status">
        {conversation.kind === "group" ? texts.chats.typingWho(names) : texts.chats.typing}
      </span>
    );
  }
  return <span className="conversation-presence">{words()}</span>;

  function words(): string {
    if (conversation.kind === "group") return texts.conversation.members(conversation.members);
    if (presence?.online) return texts.conversation.online;
    return presence && presence.lastSeenMillis > 0
      ? texts.conversation.lastSeen(format.when(presence.lastSeenMillis))
      : texts.at(conversation.peer.handle);
  }
}
