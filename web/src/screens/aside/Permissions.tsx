import type { GroupConversation, GroupSettings, WhoMay } from "../../device/api";
import { useGo } from "../context";
import { useDoing } from "../hooks";
import { Bar } from "../parts/Bar";
import { Problem } from "../parts/Problem";
import { Choice, Section } from "../parts/Rows";
import { useTexts } from "../texts";

/** Who may do what in a group. */
export default function Permissions({ conversation }: { readonly conversation: GroupConversation }) {
  const texts = useTexts().group;
  const go = useGo();
  const doing = useDoing();
  const { settings } = conversation;
  const set = (change: Partial<GroupSettings>) =>
    void doing.ask<"setSettings">({
      kind: "setSettings",
      conversation: conversation.id,
      settings: { ...settings, ...change },
    });
  const options: readonly (readonly [WhoMay, string])[] = [
    ["all", texts.all],
    ["admins", texts.admins],
  ];
  const choice = (title: string, value: WhoMay, onChange: (who: WhoMay) => void) => (
    <Choice title={title} options={options} value={value} disabled={doing.busy} onChange={onChange} />
  );
  return (
    <>
      <Bar title={texts.permissions} onLeave={() => go({ aside: "info" })} />
      <div className="pane-body">
        <Section>
          {choice(texts.maySend, settings.send, (send) => set({ send }))}
          {choice(texts.mayAdd, settings.add, (add) => set({ add }))}
          {choice(texts.mayChange, settings.changeDetails, (changeDetails) => set({ changeDetails }))}
        </Section>
        <p className="section-text" role="status">
          {doing.busy ? texts.working : ""}
        </p>
        <Problem failure={doing.failure} />
      </div>
    </>
  );
}
