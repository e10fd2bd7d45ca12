import type { CommandKind, GroupConversation, Member, Role, WhoMay } from "../device/api";

/** What this account may do in a group and this version can do. The node and the members check it again. */
export interface Rights {
  readonly edit: boolean;
  readonly add: boolean;
  readonly invite: boolean;
  readonly settings: boolean;
  readonly approve: boolean;
  readonly leave: boolean;
  /** Delete a group that was left. */
  readonly forget: boolean;
  readonly remove: (member: Member) => boolean;
  /** The roles that this account may give to a member: others than the one they have. */
  readonly roles: (member: Member) => readonly Role[];
}

const RANK: Readonly<Record<Role, number>> = { member: 0, admin: 1, owner: 2 };
const GIVEN: readonly Role[] = ["owner", "admin", "member"];

export function rightsIn(group: GroupConversation, supports: ReadonlySet<CommandKind>): Rights {
  const inside = group.standing === "open";
  const rank = RANK[group.role];
  const may = (who: WhoMay) => inside && (who === "all" || rank > 0);
  return {
    edit: supports.has("setDetails") && may(group.settings.changeDetails),
    add: supports.has("addMembers") && may(group.settings.add),
    invite: supports.has("invite") && may("admins"),
    settings: supports.has("setSettings") && may("admins"),
    approve: supports.has("joinRequests") && may("admins"),
    leave: supports.has("leaveGroup") && group.standing !== "left",
    forget: supports.has("forget") && group.standing === "left",
    remove: (member) => supports.has("removeMember") && may("admins") && RANK[member.role] < rank,
    roles: (member) =>
      supports.has("setRole") && inside && group.role === "owner" ? GIVEN.filter((role) => role !== member.role) : [],
  };
}
