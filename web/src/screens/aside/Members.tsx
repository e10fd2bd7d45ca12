import { EllipsisVertical, Search } from "lucide-react";
import { useState } from "react";
import type { GroupConversation, Member, Role } from "../../device/api";
import type { Rights } from "../../state/rights";
import { HOME } from "../../state/view";
import { useActions, useMe } from "../context";
import { useAnswer, useDoing, useFormat } from "../hooks";
import { byRoleAndName, nameOf } from "../names";
import { Avatar } from "../parts/Avatar";
import { Button, IconButton } from "../parts/Button";
import { Confirm } from "../parts/Dialog";
import { Menu } from "../parts/Menu";
import { Problem } from "../parts/Problem";
import { Row, Section } from "../parts/Rows";
import { useTexts, type Texts } from "../texts";

interface MembersProps {
  readonly conversation: GroupConversation;
  readonly rights: Rights;
}

/** Members that are shown before somebody asks for all of them. */
const SHOWN_FIRST = 50;
/** From this many on they can be searched. */
const SEARCHED_FROM = 12;

/** Everybody in a group, owners and admins first. */
export function Members({ conversation, rights }: MembersProps) {
  const texts = useTexts();
  const again = `${String(conversation.members)} ${String(conversation.head)}`;
  const { answer, reload } = useAnswer<"members">({ kind: "members", conversation: conversation.id }, again);
  const [wanted, setWanted] = useState("");
  const [all, setAll] = useState(false);
  const [removing, setRemoving] = useState<Member | null>(null);
  const doing = useDoing();
  const members = (answer?.ok ? [...answer.value].sort(byRoleAndName) : []).filter((one) =>
    one.handle.includes(wanted.toLowerCase()),
  );
  const shown = all ? members : members.slice(0, SHOWN_FIRST);
  const setRole = async (member: Member, role: Role) => {
    await doing.ask<"setRole">({ kind: "setRole", conversation: conversation.id, account: member.account, role });
    reload();
  };
  return (
    <Section title={texts.group.members}>
      {conversation.members >= SEARCHED_FROM && (
        <label className="members-search">
          <Search size={16} aria-hidden="true" />
          <span className="visually-hidden">{texts.group.findMember}</span>
          <input
            value={wanted}
            placeholder={texts.group.findMember}
            onChange={(event) => setWanted(event.target.value)}
          />
        </label>
      )}
      <Problem failure={answer?.ok === false ? answer.failure : doing.failure} />
      <ul>
        {shown.map((member) => (
          <li key={member.account}>
            <MemberRow
              member={member}
              rights={rights}
              onRole={(role) => void setRole(member, role)}
              onRemove={() => setRemoving(member)}
            />
          </li>
        ))}
      </ul>
      {shown.length < members.length && (
        <Button look="plain" className="members-all" onClick={() => setAll(true)}>
          {texts.group.allMembers(members.length)}
        </Button>
      )}
      {removing && (
        <Confirm<"removeMember">
          title={texts.group.removeAsk(nameOf(removing, texts))}
          lead={texts.group.removeLead}
          verb={texts.group.remove}
          command={{ kind: "removeMember", conversation: conversation.id, account: removing.account }}
          onClose={() => setRemoving(null)}
          onDone={reload}
        />
      )}
    </Section>
  );
}

interface MemberRowProps {
  readonly member: Member;
  readonly rights: Rights;
  readonly onRole: (role: Role) => void;
  readonly onRemove: () => void;
}

function MemberRow({ member, rights, onRole, onRemove }: MemberRowProps) {
  const texts = useTexts();
  const format = useFormat();
  const actions = useActions();
  const me = useMe();
  const mine = member.account === me.account;
  const name = nameOf(member, texts);
  const write = async () => {
    const answer = await actions.ask<"openDirect">({ kind: "openDirect", handle: member.handle });
    if (answer.ok) actions.go({ ...HOME, conversation: answer.value.conversation });
  };
  return (
    <Row
      icon={<Avatar id={member.account} name={member.handle} size="small" />}
      title={
        <>
          <bdi>{mine ? texts.you : name}</bdi>
          {member.role !== "member" && <span className="tag">{texts.roles[member.role]}</span>}
        </>
      }
      more={member.sinceMillis > 0 && texts.group.addedAt(format.when(member.sinceMillis))}
      end={
        !mine && (
          <Menu
            items={[
              { label: texts.group.write(name), onChoose: () => void write() },
              ...rights.roles(member).map((role) => ({ label: roleVerb(role, texts), onChoose: () => onRole(role) })),
              rights.remove(member) && { label: texts.group.remove, danger: true, onChoose: onRemove },
            ]}
          >
            <IconButton label={texts.group.memberMenu(name)}>
              <EllipsisVertical size={18} />
            </IconButton>
          </Menu>
        )
      }
    />
  );
}

function roleVerb(role: Role, texts: Texts): string {
  return { owner: texts.group.makeOwner, admin: texts.group.makeAdmin, member: texts.group.makeMember }[role];
}
