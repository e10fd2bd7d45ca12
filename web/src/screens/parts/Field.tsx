import { Eye, EyeOff } from "lucide-react";
import { type InputHTMLAttributes, type Ref, useId, useState } from "react";
import { cx } from "../cx";
import { useTexts } from "../texts";
import { IconButton } from "./Button";
import "./field.css";

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Why what stands in it cannot be taken. */
  readonly problem?: string | null | undefined;
  /** Stands before what is typed, such as the sign of a handle. */
  readonly prefix?: string;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A line of text to type, with its label, a hint, and what is wrong with it. */
export function Field({ label, hint, problem, prefix, className, ...rest }: FieldProps) {
  const id = useId();
  const said = problem ?? hint;
  return (
    <div className={cx("field", problem && "field-wrong", className)}>
      <label htmlFor={id}>{label}</label>
      <div className="field-box">
        {prefix && (
          <span className="field-prefix" aria-hidden="true">
            {prefix}
          </span>
        )}
        <input
          {...rest}
          id={id}
          aria-invalid={problem ? true : undefined}
          aria-describedby={said ? `${id}-said` : undefined}
        />
      </div>
      {said && (
        <p id={`${id}-said`} className="field-said" role={problem ? "alert" : undefined}>
          {said}
        </p>
      )}
    </div>
  );
}

/** A password, which can be looked at. */
export function PasswordField(props: Omit<FieldProps, "type">) {
  const texts = useTexts();
  const [shown, setShown] = useState(false);
  return (
    <div className="field-password">
      <Field {...props} type={shown ? "text" : "password"} spellCheck={false} autoCapitalize="none" />
      <IconButton
        label={shown ? texts.entrance.hidePassword : texts.entrance.showPassword}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? <EyeOff size={18} /> : <Eye size={18} />}
      </IconButton>
    </div>
  );
}
