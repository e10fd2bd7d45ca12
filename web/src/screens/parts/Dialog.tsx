import { type ReactNode, useEffect, useId, useRef } from "react";
import { failureText } from "../failures";
import { useDoing } from "../hooks";
import { useTexts } from "../texts";
import type { Answer, CommandKind, CommandOf } from "../../device/api";
import { Button } from "./Button";
import "./dialog.css";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A question in front of everything. The browser's own dialog keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, children, actions }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // A press on the veil closes, as Escape does; everything inside is reached by keyboard as well.
    <dialog
      ref={ref}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      <div className="dialog-inside">
        <h2 id={id}>{title}</h2>
        <div className="dialog-body">{children}</div>
        {actions && <div className="dialog-actions">{actions}</div>}
      </div>
    </dialog>
  );
}

interface ConfirmProps<K extends CommandKind> {
  readonly title: string;
  readonly lead: string;
  readonly verb: string;
  readonly command: CommandOf<K>;
  readonly onClose: () => void;
  readonly onDone?: (answer: Answer<K>) => void;
}

/** Asks before something that cannot be undone, does it, and says when it did not work. */
export function Confirm<K extends CommandKind>({ title, lead, verb, command, onClose, onDone }: ConfirmProps<K>) {
  const texts = useTexts();
  const doing = useDoing();
  const act = async () => {
    const answer = await doing.ask<K>(command);
    if (answer.ok) {
      onClose();
      onDone?.(answer);
    }
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button look="danger" busy={doing.busy} onClick={() => void act()}>
            {verb}
          </Button>
        </>
      }
    >
      <p>{lead}</p>
      {doing.failure && (
        <p className="problem" role="alert">
          {failureText(doing.failure, texts)}
        </p>
      )}
    </Dialog>
  );
}
