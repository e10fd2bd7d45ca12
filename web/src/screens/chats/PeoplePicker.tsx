import { Check, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import type { Person } from "../../device/api";
import { handleProblem, normalHandle } from "../../state/handles";
import { chatList } from "../../state/select";
import { useApp } from "../context";
import { cx } from "../cx";
import { failureText } from "../failures";
import { useDoing } from "../hooks";
import { nameOf } from "../names";
import { Avatar } from "../parts/Avatar";
import { Field } from "../parts/Field";
import { useTexts } from "../texts";
import "./people.css";

export type Picking = ReturnType<typeof usePicking>;

/**
 * The people that were chosen, and the handle that is being typed.
 *
 * @param without accounts that are not offered
 */
export function usePicking(without: ReadonlySet<string>) {
  const doing = useDoing();
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [handle, setHandle] = useState("");
  const known = useApp((state) => chatList(state.conversations)).shown.flatMap((one) =>
    one.kind === "direct" && !without.has(one.peer.account) ? [one.peer] : [],
  );
  const wanted = normalHandle(handle);
  const offered = known.filter((person) => person.handle.includes(wanted));
  const chosen = (person: Person) => people.some((one) => one.account === person.account);

  const look = async (): Promise<Person | null> => {
    const direct = offered.find((person) => person.handle === wanted);
    const answer = direct ? null : await doing.ask<"find">({ kind: "find", handle: wanted });
    return direct ?? (answer?.ok ? answer.value : null);
  };

  return {
    people,
    handle,
    offered,
    failure: doing.failure,
    chosen,
    type(to: string) {
      setHandle(to);
      doing.clear();
    },
    toggle: (person: Person) =>
      setPeople(chosen(person) ? people.filter((one) => one.account !== person.account) : [...people, person]),
    /** Everybody who is chosen, whose handle still stands in the field as well; null when that is nobody's. */
    async take(): Promise<readonly Person[] | null> {
      const person = wanted === "" ? null : await look();
      if (!person) {
        return wanted === "" ? people : null;
      }
      const all = chosen(person) || without.has(person.account) ? people : [...people, person];
      setPeople(all);
      setHandle("");
      return all;
    },
  };
}

/** Chooses people: those one writes with by a press, everybody else by handle. */
export function PeoplePicker({ picking }: { readonly picking: Picking }) {
  const texts = useTexts();
  const { people, handle, offered, failure, chosen, toggle } = picking;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && handle.trim() !== "") {
      event.preventDefault();
      void picking.take();
    }
  };
  return (
    <div className="people">
      {people.length > 0 && (
        <ul className="people-chosen" aria-label={texts.chats.groupMembers}>
          {people.map((person) => (
            <li key={person.account}>
              <bdi>{nameOf(person, texts)}</bdi>
              <button
                type="button"
                aria-label={texts.chats.removeChosen(nameOf(person, texts))}
                onClick={() => toggle(person)}
              >
                <X size={15} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Field
        label={texts.chats.addMember}
        prefix="@"
        hint={texts.chats.addMemberHint}
        problem={
          failure &&
          (handleProblem(handle) === null
            ? texts.chats.handleNobody(normalHandle(handle))
            : failureText(failure, texts))
        }
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="enter"
        value={handle}
        onChange={(event) => picking.type(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="people-known">
        {offered.map((person) => (
          <button
            key={person.account}
            type="button"
            className={cx("people-one", chosen(person) && "people-is-chosen")}
            aria-pressed={chosen(person)}
            onClick={() => toggle(person)}
          >
            <Avatar id={person.account} name={person.handle} size="small" />
            <bdi>{nameOf(person, texts)}</bdi>
            <span className="people-check">{chosen(person) && <Check size={14} strokeWidth={3} />}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
