import { leaveInvitation } from "../address";
import { useAnswer, useDoing } from "../hooks";
import { Button } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import { Problem } from "../parts/Problem";
import { say } from "../parts/Said";
import { useTexts } from "../texts";

interface JoinByLinkProps {
  readonly address: string;
  readonly onClose: () => void;
}

/** Shows what an invitation leads to, and joins. */
export default function JoinByLink({ address, onClose }: JoinByLinkProps) {
  const texts = useTexts();
  const doing = useDoing();
  const { answer } = useAnswer<"previewInvitation">({ kind: "previewInvitation", address }, address);
  const preview = answer?.ok ? answer.value : null;
  const close = () => {
    leaveInvitation();
    onClose();
  };
  const join = async () => {
    const joined = await doing.ask<"joinByInvitation">({ kind: "joinByInvitation", address });
    if (joined.ok) {
      if (preview?.approval) say(texts.group.joinAsked);
      close();
    }
  };
  return (
    <Dialog
      title={preview ? preview.name : texts.group.joinAsk}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{texts.cancel}</Button>
          {preview && (
            <Button look="main" busy={doing.busy} onClick={() => void join()}>
              {preview.approval ? texts.group.joinRequest : texts.group.join}
            </Button>
          )}
        </>
      }
    >
      {preview?.description && <p dir="auto">{preview.description}</p>}
      <p>{preview?.approval ? texts.group.joinApproval : preview && texts.group.joinAsk}</p>
      <Problem failure={answer?.ok === false ? answer.failure : doing.failure} />
    </Dialog>
  );
}
