import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import type { Conversation, Mention, Person } from "../../device/api";
import { useActions, useMe } from "../context";

/** People who are offered at most. */
const OFFERED_MAX = 6;

export type Mentioning = ReturnType<typeof useMentions>;

/** Offers the members of a group while somebody types a handle after its sign. */
export function useMentions(conversation: Conversation, text: string, area: RefObject<HTMLTextAreaElement | null>) {
  const { ask } = useActions();
  const me = useMe();
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [dismissed, setDismissed] = useState(-1);
  const group = conversation.kind === "group";
  const size = conversation.kind === "group" ? conversation.members : 0;

  useEffect(() => {
    let wanted = group;
    if (wanted) {
      void ask<"members">({ kind: "members", conversation: conversation.id }).then((answer) => {
        if (wanted && answer.ok) setPeople(answer.value.filter((one) => one.account !== me.account));
      });
    }
    return () => {
      wanted = false;
    };
  }, [ask, conversation.id, group, size, me.account]);

  const begun = /(?:^|\s)@([a-z0-9_.]*)$/i.exec(text.slice(0, caret));
  const start = begun ? caret - (begun[1]?.length ?? 0) - 1 : -1;
  const wanted = begun?.[1]?.toLowerCase() ?? "";
  const found =
    start < 0 || start === dismissed
      ? []
      : people.filter((person) => person.handle.startsWith(wanted)).slice(0, OFFERED_MAX);
  const at = Math.min(chosen, Math.max(0, found.length - 1));

  return {
    people,
    found,
    start,
    chosen: at,
    onCaret: () => setCaret(area.current?.selectionStart ?? 0),
    /** True when the key was for the offers. */
    onKeyDown(event: KeyboardEvent, choose: (handle: string) => void): boolean {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const person = found[at];
      if (!person) {
        return false;
      }
      if (step !== undefined) setChosen((at + step + found.length) % found.length);
      else if (event.key === "Enter" || event.key === "Tab") choose(person.handle);
      else if (event.key === "Escape") setDismissed(start);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    attributes: group
      ? {
          role: "combobox",
          "aria-autocomplete": "list" as const,
          "aria-expanded": found.length > 0,
          "aria-controls": "mentions",
          "aria-activedescendant": found.length > 0 ? `mention-${String(at)}` : undefined,
        }
      : {},
  };
}

/** The people of a group whose handles a text has. */
export function mentionsIn(text: string, people: readonly Person[]): readonly Mention[] {
  const accounts = new Map(people.map((person) => [person.handle, person.account]));
  return [...text.matchAll(/(?<![\w@])@([a-z][a-z0-9_.]*[a-z0-9_])/gi)].flatMap((match) => {
    const account = accounts.get((match[1] ?? "").toLowerCase());
    return account === undefined ? [] : [{ start: match.index, length: match[0].length, account }];
  });
}
