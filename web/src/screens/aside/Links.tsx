import { useState } from "react";
import type { GroupConversation, Invitation } from "../../device/api";
import { useApp, useGo } from "../context";
import { useAnswer, useDoing, useFormat } from "../hooks";
import { Bar } from "../parts/Bar";
import { Button } from "../parts/Button";
import { Problem } from "../parts/Problem";
import { Choice, Section, Switch } from "../parts/Rows";
import { say } from "../parts/Said";
import { useTexts } from "../texts";

const HOUR_SECONDS = 3_600;
/** How long a new link is good. */
const LIVES = { hour: HOUR_SECONDS, day: 24 * HOUR_SECONDS, week: 7 * 24 * HOUR_SECONDS } as const;
type Life = keyof typeof LIVES;

/** Invitations into a group: making, copying and revoking them. */
export default function Links({ conversation }: { readonly conversation: GroupConversation }) {
  const texts = useTexts().group;
  const go = useGo();
  const doing = useDoing();
  const [life, setLife] = useState<Life>("week");
  const [approval, setApproval] = useState(false);
  const { answer, reload } = useAnswer<"invitations">({ kind: "invitations", conversation: conversation.id }, "");
  const links = answer?.ok ? answer.value : [];

  const create = async () => {
    await doing.ask<"invite">({
      kind: "invite",
      conversation: conversation.id,
      expiresSeconds: LIVES[life],
      approval,
    });
    reload();
  };
  const revoke = async ({ link }: Invitation) => {
    await doing.ask<"revokeInvitation">({ kind: "revokeInvitation", conversation: conversation.id, link });
    reload();
  };
  return (
    <>
      <Bar title={texts.links} onLeave={() => go({ aside: "info" })} />
      <div className="pane-body">
        <Section title={texts.linkNew}>
          <Choice<Life>
            title={texts.linkFor}
            value={life}
            options={[
              ["hour", texts.linkHour],
              ["day", texts.linkDay],
              ["week", texts.linkWeek],
            ]}
            onChange={setLife}
          />
          <Switch
            title={texts.linkApproval}
            more={approval ? texts.linkLeadApproval : texts.linkLead}
            on={approval}
            onChange={setApproval}
          />
          <div className="section-form">
            <Button look="main" busy={doing.busy} onClick={() => void create()}>
              {texts.linkCreate}
            </Button>
            <Problem failure={doing.failure ?? (answer?.ok === false ? answer.failure : null)} />
          </div>
        </Section>
        <Section title={texts.links}>
          {answer?.ok && links.length === 0 && <p className="section-text">{texts.linkNone}</p>}
          {links.map((link) => (
            <LinkCard key={link.link} link={link} busy={doing.busy} onRevoke={() => void revoke(link)} />
          ))}
        </Section>
      </div>
    </>
  );
}

interface LinkCardProps {
  readonly link: Invitation;
  readonly busy: boolean;
  readonly onRevoke: () => void;
}

function LinkCard({ link, busy, onRevoke }: LinkCardProps) {
  const texts = useTexts();
  const format = useFormat();
  const revocable = useApp((state) => state.supports.has("revokeInvitation"));
  const copy = () => void navigator.clipboard.writeText(link.address).then(() => say(texts.copied));
  return (
    <div className="link-card">
      {link.address === "" ? (
        <p>{texts.group.linkElsewhere}</p>
      ) : (
        <p className="link-address" dir="ltr">
          {link.address}
        </p>
      )}
      <p className="line-row-more">
        {link.expiresMillis > 0 ? texts.group.linkExpires(format.when(link.expiresMillis)) : texts.group.linkForever}
        {link.approval && ` · ${texts.group.linkApproval}`}
      </p>
      <div className="link-actions">
        {link.address !== "" && <Button onClick={copy}>{texts.copy}</Button>}
        {revocable && (
          <Button look="plain" disabled={busy} onClick={onRevoke}>
            {texts.group.linkRevoke}
          </Button>
        )}
      </div>
    </div>
  );
}
