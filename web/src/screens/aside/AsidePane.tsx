import { Suspense } from "react";
import type { Conversation, ConversationId } from "../../device/api";
import type { Aside } from "../../state/view";
import { useApp } from "../context";
import { later } from "../later";
import { ContactInfo } from "./ContactInfo";
import { GroupInfo } from "./GroupInfo";

const Safety = later(() => import("./Safety"));
const EditDetails = later(() => import("./EditDetails"));
const AllMembers = later(() => import("./AllMembers"));
const AddMembers = later(() => import("./AddMembers"));
const Links = later(() => import("./Links"));
const Permissions = later(() => import("./Permissions"));
const Receipts = later(() => import("./Receipts"));

interface AsidePaneProps {
  readonly id: ConversationId;
  readonly aside: Aside;
}

/** The right column: everything about the open conversation. */
export default function AsidePane({ id, aside }: AsidePaneProps) {
  const conversation = useApp((state) => state.conversations.get(id));
  return (
    <aside className="pane aside">
      <Suspense>{conversation && paneOf(conversation, aside)}</Suspense>
    </aside>
  );
}

function paneOf(conversation: Conversation, aside: Aside) {
  if (aside === "receipts") {
    return <Receipts conversation={conversation} />;
  }
  if (conversation.kind === "direct") {
    return aside === "safety" ? <Safety conversation={conversation} /> : <ContactInfo conversation={conversation} />;
  }
  switch (aside) {
    case "edit":
      return <EditDetails conversation={conversation} />;
    case "members":
      return <AllMembers conversation={conversation} />;
    case "add":
      return <AddMembers conversation={conversation} />;
    case "links":
      return <Links conversation={conversation} />;
    case "permissions":
      return <Permissions conversation={conversation} />;
    case "none":
    case "info":
    case "safety":
      return <GroupInfo conversation={conversation} />;
  }
}
