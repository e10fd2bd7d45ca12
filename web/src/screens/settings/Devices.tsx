import { Laptop, Pencil, Smartphone, SquareTerminal, Trash2 } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import type { OwnDevice } from "../../device/api";
import { useApp, useGo } from "../context";
import { useAnswer, useDoing, useFormat } from "../hooks";
import { Bar } from "../parts/Bar";
import { Button, IconButton } from "../parts/Button";
import { Confirm, Dialog } from "../parts/Dialog";
import { Field } from "../parts/Field";
import { Problem } from "../parts/Problem";
import { Row, Section } from "../parts/Rows";
import { say } from "../parts/Said";
import { useTexts } from "../texts";
import "./settings.css";

/** The devices of the account: which there are, removing one, linking one more. */
export default function Devices() {
  const texts = useTexts();
  const go = useGo();
  const linkable = useApp((state) => state.supports.has("linkApprove"));
  const changes = useApp((state) => state.devicesChanges);
  const { answer, reload } = useAnswer<"devices">({ kind: "devices" }, changes);
  const [removing, setRemoving] = useState<OwnDevice | null>(null);
  const [renaming, setRenaming] = useState<OwnDevice | null>(null);
  const devices = answer?.ok ? [...answer.value].sort(currentFirst) : [];
  return (
    <>
      <Bar title={texts.devices.title} onLeave={() => go({ rail: "settings" })} />
      <div className="pane-body" aria-busy={answer === null}>
        <p className="section-text">{texts.devices.lead}</p>
        <Problem failure={answer?.ok === false ? answer.failure : null} />
        <Section>
          {devices.map((device) => (
            <DeviceRow
              key={device.id}
              device={device}
              onRename={() => setRenaming(device)}
              onRemove={() => setRemoving(device)}
            />
          ))}
        </Section>
        {linkable && (
          <Section title={texts.devices.link}>
            <LinkForm onLinked={reload} />
          </Section>
        )}
      </div>
      {removing && (
        <Confirm<"revokeDevice">
          title={texts.devices.revokeAsk(title(removing))}
          lead={texts.devices.revokeLead}
          verb={texts.devices.revoke}
          command={{ kind: "revokeDevice", device: removing.id }}
          onClose={() => setRemoving(null)}
          onDone={reload}
        />
      )}
      {renaming && <Rename device={renaming} onClose={() => setRenaming(null)} onDone={reload} />}
    </>
  );
}

function currentFirst(one: OwnDevice, other: OwnDevice): number {
  return Number(other.current) - Number(one.current) || other.linkedMillis - one.linkedMillis;
}

/** What a device is called: by the person, or by what it runs on. */
function title({ name, platform, id }: OwnDevice): string {
  return name === "" ? `${platformName(platform)} · ${id.slice(0, 4)}` : name;
}

function platformName(platform: string): string {
  const known: Readonly<Record<string, string>> = { web: "Web", linux: "Linux", mac: "macOS", windows: "Windows" };
  return known[platform] ?? platform;
}

interface DeviceRowProps {
  readonly device: OwnDevice;
  readonly onRename: () => void;
  readonly onRemove: () => void;
}

function DeviceRow({ device, onRename, onRemove }: DeviceRowProps) {
  const texts = useTexts().devices;
  const format = useFormat();
  const revocable = useApp((state) => state.supports.has("revokeDevice"));
  return (
    <Row
      icon={<PlatformIcon platform={device.platform} />}
      title={
        <>
          <bdi>{title(device)}</bdi>
          {device.current && <span className="tag">{texts.thisOne}</span>}
          {!device.certified && <span className="tag tag-warning">{texts.notSigned}</span>}
          {device.hidden && <span className="tag tag-warning">{texts.hidden}</span>}
        </>
      }
      more={
        <>
          <span className="device-when">
            {platformName(device.platform)} · {texts.linked(format.short(device.linkedMillis))}
          </span>
          {device.seenMillis > 0 && !device.current && (
            <span className="device-when">{texts.seen(format.brief(device.seenMillis))}</span>
          )}
        </>
      }
      end={
        <span className="device-deeds">
          {device.certified && (
            <IconButton label={texts.rename} onClick={onRename}>
              <Pencil size={18} />
            </IconButton>
          )}
          {!device.current && revocable && (
            <IconButton label={texts.revoke} className="device-remove" onClick={onRemove}>
              <Trash2 size={18} />
            </IconButton>
          )}
        </span>
      }
    />
  );
}

function PlatformIcon({ platform }: { readonly platform: string }) {
  if (platform === "web") return <Laptop size={22} />;
  return platform === "android" || platform === "ios" ? <Smartphone size={22} /> : <SquareTerminal size={22} />;
}

const NAME_CHARACTERS_MAX = 64;

interface RenameProps {
  readonly device: OwnDevice;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Gives a device a name that only the account's own devices see. */
function Rename({ device, onClose, onDone }: RenameProps) {
  const texts = useTexts();
  const doing = useDoing();
  const [name, setName] = useState(device.name);
  const save = async () => {
    const answer = await doing.ask<"renameDevice">({ kind: "renameDevice", device: device.id, name });
    if (answer.ok) {
      onDone();
      onClose();
    }
  };
  return (
    <Dialog
      title={texts.devices.renameTitle}
      onClose={onClose}
      actions={
        <Button look="main" busy={doing.busy} onClick={() => void save()}>
          {texts.save}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={texts.devices.name}
          hint={texts.devices.nameHint}
          value={name}
          maxLength={NAME_CHARACTERS_MAX}
          autoComplete="off"
          dir="auto"
          onChange={(event) => setName(event.target.value)}
        />
        <Problem failure={doing.failure} />
      </form>
    </Dialog>
  );
}

/** Digits of a code that a new device shows. */
const CODE_DIGITS = 32;

/** How much of the history a new device may get; 0 is all. */
const HISTORY_DAYS = [0, 30, 7];

function LinkForm({ onLinked }: { readonly onLinked: () => void }) {
  const texts = useTexts().devices;
  const doing = useDoing();
  const [code, setCode] = useState("");
  const [days, setDays] = useState(0);
  const [tried, setTried] = useState(false);
  const digits = code.replace(/\D/g, "");
  const whole = digits.length === CODE_DIGITS;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (whole) {
      const answer = await doing.ask<"linkApprove">({ kind: "linkApprove", code: digits, days });
      if (answer.ok) {
        setCode("");
        setTried(false);
        say(texts.linkedHere);
        onLinked();
      }
    }
  };
  return (
    <form className="section-form" onSubmit={(event) => void submit(event)} noValidate>
      <p className="hint">{texts.linkLead}</p>
      <Field
        className="code-field"
        label={texts.code}
        hint={texts.codeHint}
        problem={tried && !whole ? texts.codeWrong : null}
        inputMode="numeric"
        autoComplete="off"
        dir="ltr"
        value={(digits.match(/.{1,4}/g) ?? []).join(" ")}
        maxLength={CODE_DIGITS * 1.25}
        onChange={(event) => setCode(event.target.value)}
      />
      <label className="field">
        <span>{texts.history}</span>
        <select className="field-box" value={days} onChange={(event) => setDays(Number(event.target.value))}>
          {HISTORY_DAYS.map((each) => (
            <option key={each} value={each}>
              {each === 0 ? texts.historyAll : texts.historyDays(each)}
            </option>
          ))}
        </select>
      </label>
      <Problem failure={doing.failure} />
      <Button type="submit" look="main" busy={doing.busy}>
        {texts.approve}
      </Button>
    </form>
  );
}
