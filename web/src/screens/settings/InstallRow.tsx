import { Download } from "lucide-react";
import { useSyncExternalStore } from "react";
import { forgetInstall, installPrompt, onInstallPrompt } from "../install";
import { LinkRow } from "../parts/Rows";
import { useTexts } from "../texts";

/** Installs the client as an app, where the browser offers it. */
export function InstallRow() {
  const texts = useTexts().settings;
  const prompt = useSyncExternalStore(onInstallPrompt, installPrompt);
  return (
    prompt && (
      <LinkRow
        icon={<Download size={20} />}
        title={texts.install}
        onOpen={() => void prompt.prompt().then(() => forgetInstall())}
      />
    )
  );
}
