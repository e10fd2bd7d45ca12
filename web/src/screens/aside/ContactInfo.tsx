import { BadgeCheck, ShieldCheck } from "lucide-react";
import type { DirectConversation } from "../../device/api";
import { useApp, useGo } from "../context";
import { nameOf } from "../names";
import { Avatar } from "../parts/Avatar";
import { Bar } from "../parts/Bar";
import { LinkRow, Section } from "../parts/Rows";
import { useTexts } from "../texts";
import { MuteSwitch } from "./MuteSwitch";

/** The other one of a direct conversation. */
export function ContactInfo({ conversation }: { readonly conversation: DirectConversation }) {
  const texts = useTexts();
  const go = useGo();
  const { peer } = conversation;
  const safety = useApp((state) => state.supports.has("safetyNumber"));
  return (
    <>
      <Bar title={texts.contact.title} leave="close" onLeave={() => go({ aside: "none" })} />
      <div className="pane-body">
        <div className="face">
          <Avatar id={peer.account} name={peer.handle} size="large" />
          <h3>
            <bdi>{nameOf(peer, texts)}</bdi>
          </h3>
          <p>
            <bdi>{texts.at(peer.handle)}</bdi>
          </p>
        </div>
        {safety && (
          <Section>
            <LinkRow
              icon={peer.verified ? <BadgeCheck size={20} /> : <ShieldCheck size={20} />}
              title={texts.contact.safety}
              more={peer.verified ? texts.contact.verified : texts.contact.notVerified}
              onOpen={() => go({ aside: "safety" })}
            />
          </Section>
        )}
        <MuteSwitch conversation={conversation} />
      </div>
    </>
  );
}
