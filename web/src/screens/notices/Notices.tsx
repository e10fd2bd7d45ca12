import { X } from "lucide-react";
import type { Notice } from "../../device/api";
import { useActions, useApp } from "../context";
import { failureText } from "../failures";
import { nameOf } from "../names";
import { IconButton } from "../parts/Button";
import { useTexts, type Texts } from "../texts";
import { Standing } from "./Standing";
import "./notices.css";

/** What a person should be told once, and what stands until it is mended. */
export function Notices() {
  const texts = useTexts();
  const actions = useActions();
  const notices = useApp((state) => state.notices);
  return (
    <div className="notices">
      <Standing />
      <div role="status" className="notices-once">
        {notices.map(({ number, notice }) => (
          <div key={number} className="notice">
            <p>{words(notice, texts)}</p>
            <IconButton label={texts.close} onClick={() => actions.closeNotice(number)}>
              <X size={18} />
            </IconButton>
          </div>
        ))}
      </div>
    </div>
  );
}

function words(notice: Notice, texts: Texts): string {
  switch (notice.kind) {
    case "identityChanged":
      return texts.system.identity(nameOf(notice.person, texts));
    case "commitRefused":
      return texts.system.refused;
    case "oldCopy":
      return texts.system.oldCopy;
    case "logShortened":
      return texts.system.shortened;
    case "deviceLinked":
      return texts.devices.linkedNow;
    case "deviceRevoked":
      return notice.signed ? texts.devices.revokedNow : texts.devices.revokedByNode;
    case "deviceRefused":
      return texts.devices.refused;
    case "notDone":
    case "failure":
      return failureText(notice.failure, texts);
  }
}
