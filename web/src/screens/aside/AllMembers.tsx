import { Search } from "lucide-react";
import { useState } from "react";
import { Virtualizer } from "virtua";
import type { GroupConversation, Member } from "../../device/api";
import { normalHandle } from "../../state/handles";
import { rightsIn } from "../../state/rights";
import { useApp, useGo } from "../context";
import { Bar } from "../parts/Bar";
import { Problem } from "../parts/Problem";
import { useLongList } from "../parts/longList";
import { useTexts } from "../texts";
import { MemberRow } from "./MemberRow";
import { RemoveMember } from "./RemoveMember";
import { type People, useMembers } from "./useMembers";

interface AllMembersProps {
  readonly conversation: GroupConversation;
}

/** Everybody in a group, however many they are, and a search among them. */
export default function AllMembers({ conversation }: AllMembersProps) {
  const texts = useTexts();
  const go = useGo();
  const people = useMembers(conversation);
  const [wanted, setWanted] = useState("");
  const found = people.members.filter(({ handle }) => handle.includes(normalHandle(wanted)));
  return (
    <>
      <Bar title={texts.group.members} onLeave={() => go({ aside: "info" })} />
      <label className="members-search">
        <Search size={16} aria-hidden="true" />
        <span className="visually-hidden">{texts.group.findMember}</span>
        <input
          value={wanted}
          placeholder={texts.group.findMember}
          onChange={(event) => setWanted(event.target.value)}
        />
      </label>
      <p role="status" className="visually-hidden">
        {people.coming ? texts.loading : texts.conversation.members(found.length)}
      </p>
      <Problem failure={people.failure} />
      {found.length === 0 && !people.coming && <p className="said-empty">{texts.chats.foundNothing(wanted)}</p>}
      <List conversation={conversation} people={people} found={found} />
      <RemoveMember conversation={conversation} people={people} />
    </>
  );
}

interface ListProps extends AllMembersProps {
  readonly people: People;
  readonly found: readonly Member[];
}

/** Only those on the screen are in the page. */
function List({ conversation, people, found }: ListProps) {
  const texts = useTexts().group;
  const rights = rightsIn(
    conversation,
    useApp((state) => state.supports),
  );
  const { scroller, virtual, kept, ...events } = useLongList(found.length);
  return (
    <div className="pane-body" ref={scroller} role="list" aria-label={texts.members} {...events}>
      <Virtualizer ref={virtual} data={found} keepMounted={kept}>
        {(member, index) => (
          <div
            key={member.account}
            className="members-one"
            role="listitem"
            tabIndex={-1}
            aria-setsize={found.length}
            aria-posinset={index + 1}
          >
            <MemberRow member={member} rights={rights} people={people} />
          </div>
        )}
      </Virtualizer>
    </div>
  );
}
