import { describe, expect, test } from "vitest";
import { contentOf } from "./contents";

const person = (account: string) => ({ account, handle: account.toUpperCase(), verified: false });

describe("lines about groups", () => {
  test("who was added by one entry is told in one line", () => {
    const content = contentOf(
      {
        kind: "changed",
        changes: [{ kind: "created" }, { kind: "added", account: "b" }, { kind: "added", account: "c" }],
      },
      person,
      "a",
    );
    expect(content).toEqual({
      kind: "change",
      change: {
        kind: "several",
        changes: [{ kind: "created" }, { kind: "added", people: [person("b"), person("c")] }],
      },
    });
  });

  test("who adds itself has joined by a link", () => {
    const content = contentOf({ kind: "changed", changes: [{ kind: "added", account: "b" }] }, person, "b");
    expect(content).toEqual({ kind: "change", change: { kind: "joinedByLink" } });
  });

  test("texts and holes go through as they are", () => {
    const lost = { kind: "lost", reason: "keysMissing" } as const;
    expect(contentOf(lost, person, "a")).toBe(lost);
  });
});
