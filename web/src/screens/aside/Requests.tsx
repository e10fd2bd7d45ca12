import { Check, X } from "lucide-react";
import type { GroupConversation, Person } from "../../device/api";
import { useAnswer, useDoing } from "../hooks";
import { nameOf } from "../names";
import { Avatar } from "../parts/Avatar";
import { IconButton } from "../parts/Button";
import { Problem } from "../parts/Problem";
import { Row, Section } from "../parts/Rows";
import { useTexts } from "../texts";

/** People who asked to join, to let in or not. */
export function Requests({ conversation }: { readonly conversation: GroupConversation }) {
  const texts = useTexts();
  const doing = useDoing();
  const { id, requests, head } = conversation;
  const { answer, reload } = useAnswer<"joinRequests">(
    { kind: "joinRequests", conversation: id },
    `${String(requests)} ${String(head)}`,
  );
  const decide = async (kind: "approveRequest" | "refuseRequest", { account }: Person) => {
    await doing.ask<"approveRequest" | "refuseRequest">({ kind, conversation: id, account });
    reload();
  };
  return (
    <Section title={texts.group.requests}>
      <Problem failure={answer?.ok === false ? answer.failure : doing.failure} />
      {(answer?.ok ? answer.value : []).map((person) => (
        <Row
          key={person.account}
          icon={<Avatar id={person.account} name={person.handle} size="small" />}
          title={<bdi>{nameOf(person, texts)}</bdi>}
          end={
            <>
              <IconButton
                label={`${texts.group.decline}: ${nameOf(person, texts)}`}
                disabled={doing.busy}
                onClick={() => void decide("refuseRequest", person)}
              >
                <X size={20} />
              </IconButton>
              <IconButton
                label={`${texts.group.approve}: ${nameOf(person, texts)}`}
                className="approve"
                disabled={doing.busy}
                onClick={() => void decide("approveRequest", person)}
              >
                <Check size={20} />
              </IconButton>
            </>
          }
        />
      ))}
    </Section>
  );
}
