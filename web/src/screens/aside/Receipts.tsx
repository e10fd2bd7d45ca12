import type { Conversation, MemberReceipt } from "../../device/api";
import { useApp, useGo } from "../context";
import { useAnswer, useFormat } from "../hooks";
import { nameOf } from "../names";
import { Avatar } from "../parts/Avatar";
import { Bar } from "../parts/Bar";
import { Problem } from "../parts/Problem";
import { Row, Section } from "../parts/Rows";
import { Ticks } from "../parts/Ticks";
import { useTexts } from "../texts";

/** How far each member is, for one message. */
export default function Receipts({ conversation }: { readonly conversation: Conversation }) {
  const texts = useTexts();
  const format = useFormat();
  const go = useGo();
  const sequence = useApp((state) => state.view.sequence);
  const row = useApp((state) => state.histories.get(conversation.id)?.rows.find((one) => one.sequence === sequence));
  const { deliveredThrough, seenThrough } = conversation;
  const { answer } = useAnswer<"receipts">(
    { kind: "receipts", conversation: conversation.id, sequence },
    `${String(sequence)} ${String(deliveredThrough)} ${String(seenThrough)}`,
  );
  const all = answer?.ok ? answer.value : [];
  const parts = [
    ["read", texts.conversation.readBy, all.filter((one) => one.read)],
    ["delivered", texts.conversation.deliveredTo, all.filter((one) => one.delivered && !one.read)],
    ["sent", texts.conversation.sentTo, all.filter((one) => !one.delivered)],
  ] as const;
  return (
    <>
      <Bar title={texts.conversation.receiptsTitle} leave="close" onLeave={() => go({ aside: "none" })} />
      <div className="pane-body" aria-busy={answer === null}>
        {row?.content.kind === "text" && (
          <div className="receipts-quote">
            <p dir="auto">{row.content.text.slice(0, QUOTED_CHARACTERS)}</p>
            <p className="line-row-more">{texts.conversation.sentAt(format.when(row.timeMillis))}</p>
          </div>
        )}
        <Problem failure={answer?.ok === false ? answer.failure : null} />
        {parts.map(
          ([tick, title, people]) =>
            people.length > 0 && (
              <Section key={tick} title={title} action={<Ticks tick={tick} />}>
                <People people={people} />
              </Section>
            ),
        )}
      </div>
    </>
  );
}

const QUOTED_CHARACTERS = 400;

function People({ people }: { readonly people: readonly MemberReceipt[] }) {
  const texts = useTexts();
  return (
    <ul className="receipts-people">
      {people.map((person) => (
        <li key={person.account}>
          <Row
            icon={<Avatar id={person.account} name={person.handle} size="small" />}
            title={<bdi>{nameOf(person, texts)}</bdi>}
          />
        </li>
      ))}
    </ul>
  );
}
