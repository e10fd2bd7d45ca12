import { Keyboard, LogOut, MonitorSmartphone } from "lucide-react";
import { useState } from "react";
import { chooseTheme, preferredTheme, type Theme } from "../appearance";
import { useApp, useGo, useMe } from "../context";
import { useMedia } from "../hooks";
import { notificationsWanted, previewWanted, wantNotifications, wantPreview } from "../notify";
import { Avatar } from "../parts/Avatar";
import { Bar } from "../parts/Bar";
import { Confirm } from "../parts/Dialog";
import { Choice, LinkRow, Section, Switch } from "../parts/Rows";
import { LANGUAGES, useSpoken, type Language } from "../texts";
import { InstallRow } from "./InstallRow";

/** How this browser shows things, and the account. */
export default function Settings() {
  const { texts, language, change } = useSpoken();
  const say = texts.settings;
  const me = useMe();
  const go = useGo();
  const devices = useApp((state) => state.supports.has("devices"));
  const keyboard = useMedia("(any-pointer: fine)");
  const [theme, setTheme] = useState(preferredTheme);
  const [leaving, setLeaving] = useState(false);
  return (
    <>
      <Bar title={say.title} onLeave={() => go({ rail: "chats" })} />
      <div className="pane-body">
        <div className="face">
          <Avatar id={me.account} name={me.handle} size="large" />
          <h3>
            <bdi>{texts.at(me.handle)}</bdi>
          </h3>
        </div>
        <Section>
          {devices && (
            <LinkRow
              icon={<MonitorSmartphone size={20} />}
              title={texts.devices.title}
              onOpen={() => go({ rail: "devices" })}
            />
          )}
          {keyboard && <LinkRow icon={<Keyboard size={20} />} title={say.keys} onOpen={() => go({ rail: "keys" })} />}
          <InstallRow />
        </Section>
        <Section title={say.appearance}>
          <Choice<Theme>
            title={say.colours}
            value={theme}
            options={[
              ["system", say.system],
              ["light", say.light],
              ["dark", say.dark],
            ]}
            onChange={(chosen) => {
              setTheme(chosen);
              chooseTheme(chosen);
            }}
          />
          <Choice<Language>
            title={say.language}
            value={language}
            options={Object.entries(LANGUAGES) as [Language, string][]}
            onChange={change}
          />
        </Section>
        <NotificationSection />
        <Section>
          <LinkRow
            icon={<LogOut size={20} className="turns" />}
            title={say.signOut}
            danger
            onOpen={() => setLeaving(true)}
          />
        </Section>
      </div>
      {leaving && (
        <Confirm<"signOut">
          title={say.signOutAsk}
          lead={say.signOutLead}
          verb={say.signOut}
          command={{ kind: "signOut" }}
          onClose={() => setLeaving(false)}
        />
      )}
    </>
  );
}

function NotificationSection() {
  const { texts } = useSpoken();
  const say = texts.settings;
  const [on, setOn] = useState(notificationsWanted);
  const [preview, setPreview] = useState(previewWanted);
  if (!("Notification" in window)) {
    return null;
  }
  const blocked = Notification.permission === "denied";
  return (
    <Section title={say.notifications}>
      <Switch
        title={say.notificationsOn}
        more={blocked ? say.notificationsBlocked : undefined}
        on={on}
        disabled={blocked}
        onChange={(wanted) => void wantNotifications(wanted).then(() => setOn(notificationsWanted()))}
      />
      {on && (
        <Switch
          title={say.notificationsPreview}
          on={preview}
          onChange={(wanted) => {
            wantPreview(wanted);
            setPreview(wanted);
          }}
        />
      )}
    </Section>
  );
}
