import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cx } from "../cx";
import "./rows.css";

interface SectionProps {
  readonly title?: string;
  readonly children: ReactNode;
  /** Stands beside the title. */
  readonly action?: ReactNode;
}

/** Things that belong together, under a title. */
export function Section({ title, children, action }: SectionProps) {
  const id = useId();
  return (
    <section className="section" aria-labelledby={title ? id : undefined}>
      {title && (
        <div className="section-head">
          <h3 id={id}>{title}</h3>
          {action}
        </div>
      )}
      {children}
    </section>
  );
}

interface RowProps {
  readonly icon?: ReactNode;
  readonly title: ReactNode;
  readonly more?: ReactNode;
  readonly end?: ReactNode;
}

/** A line about something, with what can be done about it at its end. */
export function Row({ icon, title, more, end }: RowProps) {
  return (
    <div className="line-row">
      {icon}
      <div className="line-row-text">
        <div className="line-row-title">{title}</div>
        {more && <div className="line-row-more">{more}</div>}
      </div>
      {end}
    </div>
  );
}

interface LinkRowProps extends Omit<RowProps, "end"> {
  readonly onOpen: () => void;
  readonly danger?: boolean;
  readonly leads?: boolean;
}

/** A line that leads somewhere or does something. */
export function LinkRow({ icon, title, more, onOpen, danger = false, leads = !danger }: LinkRowProps) {
  return (
    <button
      type="button"
      data-row
      className={cx("line-row", "line-row-link", danger && "line-row-danger")}
      onClick={onOpen}
    >
      {icon}
      <span className="line-row-text">
        <span className="line-row-title">{title}</span>
        {more && <span className="line-row-more">{more}</span>}
      </span>
      {leads && <ChevronRight size={18} className="line-row-leads turns" aria-hidden="true" />}
    </button>
  );
}

interface SwitchProps {
  readonly title: string;
  readonly more?: string | undefined;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

/** Something that is on or off. */
export function Switch({ title, more, on, disabled = false, onChange }: SwitchProps) {
  const id = useId();
  return (
    <label className="line-row line-row-link">
      <span className="line-row-text">
        <span className="line-row-title" id={id}>
          {title}
        </span>
        {more && (
          <span className="line-row-more" id={`${id}-more`}>
            {more}
          </span>
        )}
      </span>
      <input
        type="checkbox"
        role="switch"
        className="switch"
        checked={on}
        disabled={disabled}
        aria-labelledby={id}
        aria-describedby={more ? `${id}-more` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}

interface ChoiceProps<T extends string> {
  readonly title: string;
  readonly options: readonly (readonly [value: T, label: string])[];
  readonly value: T;
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

/** One of a few. */
export function Choice<T extends string>({ title, options, value, disabled = false, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <fieldset className="choice" disabled={disabled}>
      <legend>{title}</legend>
      <div className="choice-box">
        {options.map(([option, label]) => (
          <label key={option} className={cx(option === value && "choice-chosen")}>
            <input
              type="radio"
              className="visually-hidden"
              name={id}
              checked={option === value}
              onChange={() => onChange(option)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
