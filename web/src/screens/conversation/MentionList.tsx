import { cx } from "../cx";
import { Avatar } from "../parts/Avatar";
import { useTexts } from "../texts";
import type { Mentioning } from "./useMentions";

interface MentionListProps {
  readonly mentioning: Mentioning;
  readonly onChoose: (handle: string) => void;
}

/** Members whose handles begin with what was typed. The focus stays in the composer. */
export function MentionList({ mentioning, onChoose }: MentionListProps) {
  const texts = useTexts().group;
  return (
    <ul className="mentions" role="listbox" id="mentions" aria-label={texts.members}>
      {mentioning.found.map((person, i) => (
        <li
          key={person.account}
          id={`mention-${String(i)}`}
          role="option"
          aria-selected={i === mentioning.chosen}
          className={cx("mentions-one", i === mentioning.chosen && "mentions-chosen")}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(person.handle);
          }}
        >
          <Avatar id={person.account} name={person.handle} size="small" />
          <bdi>{person.handle}</bdi>
        </li>
      ))}
    </ul>
  );
}
