import type { GroupChange, RowContent } from "godwit-web-device";
import type { Change, Content, Person } from "../api";

/** A row's content as the screen's side sees it. @param doer the account of the row */
export function contentOf(content: RowContent, person: (account: string) => Person, doer: string): Content {
  switch (content.kind) {
    case "text":
    case "unknown":
    case "lost":
      return content;
    case "renamed":
      return { kind: "change", change: { kind: "renamed", name: content.name } };
    case "described":
      return { kind: "change", change: { kind: "described", description: content.description } };
    case "pictured":
      return { kind: "change", change: { kind: "pictured" } };
    case "changed":
      return { kind: "change", change: changeOf(content.changes, person, doer) };
  }
}

/** What belongs together becomes one: those who were added by one entry, say. */
function changeOf(changes: readonly GroupChange[], person: (account: string) => Person, doer: string): Change {
  const several: Change[] = [];
  for (const change of changes) {
    const next = one(change, person, doer);
    const last = several.at(-1);
    if (last && (last.kind === "added" || last.kind === "removed") && next.kind === last.kind) {
      several[several.length - 1] = { kind: last.kind, people: [...last.people, ...next.people] };
    } else {
      several.push(next);
    }
  }
  const [only] = several;
  return several.length === 1 && only ? only : { kind: "several", changes: several };
}

function one(change: GroupChange, person: (account: string) => Person, doer: string): Change {
  switch (change.kind) {
    case "created":
      return { kind: "created" };
    case "added":
      // Who adds itself was let in by a link.
      return change.account === doer ? { kind: "joinedByLink" } : { kind: "added", people: [person(change.account)] };
    case "removed":
      return { kind: "removed", people: [person(change.account)] };
    case "left":
      return { kind: "left" };
    case "joinRequested":
      return { kind: "joinRequested" };
    case "refused":
      return { kind: "refused" };
    case "identity":
      return { kind: "identity", person: person(change.account) };
    case "role":
      return { kind: "role", person: person(change.account), role: change.role };
    case "settings":
      return { kind: "settings", settings: change.settings };
  }
}
