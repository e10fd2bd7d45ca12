import { Link2, LogOut, Pencil, SlidersHorizontal, UserPlus } from "lucide-react";
import { useState } from "react";
import type { GroupConversation } from "../../device/api";
import { rightsIn } from "../../state/rights";
import { useApp, useGo } from "../context";
import { ConversationAvatar } from "../parts/Avatar";
import { Bar } from "../parts/Bar";
import { IconButton } from "../parts/Button";
import { LinkRow, Section } from "../parts/Rows";
import { useTexts } from "../texts";
import { LeaveGroup } from "./LeaveGroup";
import { Members } from "./Members";
import { MuteSwitch } from "./MuteSwitch";
import { Requests } from "./Requests";
import "./aside.css";

/** A group: what it is, who is in it, what may be done with it. */
export function GroupInfo({ conversation }: { readonly conversation: GroupConversation }) {
  const texts = useTexts();
  const go = useGo();
  const supports = useApp((state) => state.supports);
  const [leaving, setLeaving] = useState(false);
  const rights = rightsIn(conversation, supports);
  return (
    <>
      <Bar title={texts.group.title} leave="close" onLeave={() => go({ aside: "none" })}>
        {rights.edit && (
          <IconButton label={texts.group.editDetails} onClick={() => go({ aside: "edit" })}>
            <Pencil size={19} />
          </IconButton>
        )}
      </Bar>
      <div className="pane-body">
        <div className="face">
          <ConversationAvatar conversation={conversation} size="large" />
          <h3>
            <bdi>{conversation.name}</bdi>
          </h3>
          <p>{texts.conversation.members(conversation.members)}</p>
          {conversation.description !== "" && (
            <p dir="auto" className="group-description">
              {conversation.description}
            </p>
          )}
        </div>
        <MuteSwitch conversation={conversation} />
        {(rights.add || rights.invite || rights.settings) && (
          <Section>
            {rights.add && (
              <LinkRow icon={<UserPlus size={20} />} title={texts.group.add} onOpen={() => go({ aside: "add" })} />
            )}
            {rights.invite && (
              <LinkRow icon={<Link2 size={20} />} title={texts.group.links} onOpen={() => go({ aside: "links" })} />
            )}
            {rights.settings && (
              <LinkRow
                icon={<SlidersHorizontal size={20} />}
                title={texts.group.permissions}
                onOpen={() => go({ aside: "permissions" })}
              />
            )}
          </Section>
        )}
        {rights.approve && conversation.requests > 0 && <Requests conversation={conversation} />}
        {supports.has("members") && <Members conversation={conversation} rights={rights} />}
        {(rights.leave || rights.forget) && (
          <Section>
            <LinkRow
              icon={<LogOut size={20} />}
              title={rights.forget ? texts.group.forget : texts.group.leave}
              danger
              onOpen={() => setLeaving(true)}
            />
          </Section>
        )}
      </div>
      {leaving && <LeaveGroup conversation={conversation} onClose={() => setLeaving(false)} />}
    </>
  );
}
