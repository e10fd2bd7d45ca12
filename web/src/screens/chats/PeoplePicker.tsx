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

interface PeoplePickerProps {
  readonly people: readonly Person[];
  readonly onChange: (people: readonly Person[]) => void;
  /** Accounts that are not offered. */
  readonly without: ReadonlySet<string>;
}

/** Chooses people: those one writes with by a press, everybody else by handle. */
export function PeoplePicker({ people, onChange, without }: PeoplePickerProps) {
  const texts = useTexts();
  const doing = useDoing();
  const [handle, setHandle] = useState("");
  const known = useApp((state) => chatList(state.conversations)).shown.flatMap((one) =>
    one.kind === "direct" && !without.has(one.peer.account) ? [one.peer] : [],
  );
  const chosen = (person: Person) => people.some((one) => one.account === person.account);
  const toggle = (person: Person) =>
    onChange(chosen(person) ? people.filter((one) => one.account !== person.account) : [...people, person]);
  const wanted = normalHandle(handle);
  const offered = known.filter((person) => person.handle.includes(wanted));

  const onKeyDown = async (event: KeyboardEvent) => {
    if (event.key !== "Enter" || wanted === "") {
      return;
    }
    event.preventDefault();
    const direct = offered.find((person) => person.handle === wanted);
    const answer = direct ? null : await doing.ask<"find">({ kind: "find", handle: wanted });
    const person = direct ?? (answer?.ok ? answer.value : null);
    if (person && !chosen(person) && !without.has(person.account)) onChange([...people, person]);
    if (person) setHandle("");
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
          doing.failure &&
          (handleProblem(handle) === null ? texts.chats.handleNobody(wanted) : failureText(doing.failure, texts))
        }
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="enter"
        value={handle}
        onChange={(event) => {
          setHandle(event.target.value);
          doing.clear();
        }}
        onKeyDown={(event) => void onKeyDown(event)}
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
