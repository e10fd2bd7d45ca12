import { EllipsisVertical } from "lucide-react";
import type { Member, Role } from "../../device/api";
import type { Rights } from "../../state/rights";
import { HOME } from "../../state/view";
import { useActions, useMe } from "../context";
import { useFormat } from "../hooks";
import { nameOf } from "../names";
import { Avatar } from "../parts/Avatar";
import { IconButton } from "../parts/Button";
import { Menu } from "../parts/Menu";
import { Row } from "../parts/Rows";
import { useTexts, type Texts } from "../texts";
import type { People } from "./useMembers";

interface MemberRowProps {
  readonly member: Member;
  readonly rights: Rights;
  readonly people: People;
}

/** Somebody in a group, with what may be done with them. */
export function MemberRow({ member, rights, people }: MemberRowProps) {
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
              ...rights
                .roles(member)
                .map((role) => ({ label: roleVerb(role, texts), onChoose: () => void people.setRole(member, role) })),
              rights.remove(member) && {
                label: texts.group.remove,
                danger: true,
                onChoose: () => people.setRemoving(member),
              },
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
