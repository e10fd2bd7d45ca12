import { describe, expect, it } from "vitest";
import type { CommandKind, Member, Role } from "../device/api";
import { BOB, group } from "./fixtures";
import { rightsIn } from "./rights";

const ALL: ReadonlySet<CommandKind> = new Set<CommandKind>([
  ...["setDetails", "addMembers", "invite", "setSettings"],
  ...["joinRequests", "leaveGroup", "removeMember", "setRole", "forget"],
] as CommandKind[]);
const bob = (role: Role): Member => ({ ...BOB, role, sinceMillis: 0 });

describe("rights in a group", () => {
  it("of a member follow its settings", () => {
    const rights = rightsIn(group({ settings: { add: "all", send: "all", changeDetails: "admins" } }), ALL);
    expect(rights).toMatchObject({
      add: true,
      edit: false,
      settings: false,
      invite: false,
      approve: false,
      leave: true,
    });
    expect(rights.remove(bob("member"))).toBe(false);
  });

  it("of an admin end at other admins", () => {
    const rights = rightsIn(group({ role: "admin" }), ALL);
    expect([rights.remove(bob("member")), rights.remove(bob("admin")), rights.remove(bob("owner"))]).toEqual([
      true,
      false,
      false,
    ]);
    expect(rights.roles(bob("member"))).toEqual([]);
  });

  it("of an owner include giving roles", () => {
    expect(rightsIn(group({ role: "owner" }), ALL).roles(bob("member"))).toEqual(["owner", "admin"]);
  });

  it("are none for one who has left, but to delete it", () => {
    const rights = rightsIn(group({ role: "owner", standing: "left" }), ALL);
    expect(rights).toMatchObject({ add: false, edit: false, settings: false, leave: false, forget: true });
  });

  it("show nothing that this version cannot do", () => {
    const rights = rightsIn(group({ role: "owner" }), new Set());
    expect(rights).toMatchObject({ add: false, edit: false, settings: false, invite: false, leave: false });
    expect(rights.remove(bob("member"))).toBe(false);
  });
});
