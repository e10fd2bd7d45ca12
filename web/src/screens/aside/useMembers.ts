import { useMemo, useState } from "react";
import type { GroupConversation, Member, Role } from "../../device/api";
import { useAnswer, useDoing } from "../hooks";
import { byRoleAndName } from "../names";

export type People = ReturnType<typeof useMembers>;

/** The members of a group, owners and admins first, and what is being done with them. */
export function useMembers({ id, members: count, head }: GroupConversation) {
  const again = `${String(count)} ${String(head)}`;
  const { answer, reload } = useAnswer<"members">({ kind: "members", conversation: id }, again);
  const [removing, setRemoving] = useState<Member | null>(null);
  const doing = useDoing();
  const members = useMemo(() => (answer?.ok ? [...answer.value].sort(byRoleAndName) : []), [answer]);
  return {
    members,
    /** Nothing is known of them yet. */
    coming: answer === null,
    failure: answer?.ok === false ? answer.failure : doing.failure,
    /** Who is about to be removed, once the person has said so. */
    removing,
    setRemoving,
    reload,
    async setRole({ account }: Member, role: Role): Promise<void> {
      await doing.ask<"setRole">({ kind: "setRole", conversation: id, account, role });
      reload();
    },
  };
}
