import { Users } from "lucide-react";
import type { GroupConversation } from "../../device/api";
import type { Rights } from "../../state/rights";
import { useGo } from "../context";
import { Problem } from "../parts/Problem";
import { LinkRow, Section } from "../parts/Rows";
import { useTexts } from "../texts";
import { MemberRow } from "./MemberRow";
import { RemoveMember } from "./RemoveMember";
import { useMembers } from "./useMembers";

interface MembersProps {
  readonly conversation: GroupConversation;
  readonly rights: Rights;
}

/** A group of more people than this has a pane for them. */
const SHOWN_MAX = 12;

/** Who is in a group, as far as there is room for them among all else about it. */
export function Members({ conversation, rights }: MembersProps) {
  const texts = useTexts().group;
  const go = useGo();
  const people = useMembers(conversation);
  const { members } = people;
  return (
    <Section title={texts.members}>
      <Problem failure={people.failure} />
      <ul>
        {members.slice(0, SHOWN_MAX).map((member) => (
          <li key={member.account}>
            <MemberRow member={member} rights={rights} people={people} />
          </li>
        ))}
      </ul>
      {members.length > SHOWN_MAX && (
        <LinkRow
          icon={<Users size={20} />}
          title={texts.allMembers(members.length)}
          onOpen={() => go({ aside: "members" })}
        />
      )}
      <RemoveMember conversation={conversation} people={people} />
    </Section>
  );
}
