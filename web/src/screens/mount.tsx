import "@fontsource-variable/figtree/wght.css";
import "./design/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { DevicePort } from "../device/api";
import { createClient } from "../state/client";
import { browserFrame } from "../state/feed";
import { App } from "./App";
import { applyTheme, preferredTheme } from "./appearance";
import { ClientProvider } from "./context";
import { followAddress } from "./address";
import { followAttention } from "./attention";
import { followInstall } from "./install";
import { keepOffline } from "./offline";
import { loadTexts, preferredLanguage } from "./texts";

/** Puts the client on the page, around the device. */
export async function mount(port: DevicePort): Promise<void> {
  applyTheme(preferredTheme());
  const client = createClient({ port, nextFrame: browserFrame, now: Date.now });
  followAddress(client);
  followAttention(client);
  followInstall();
  keepOffline();
  client.start();
  const language = preferredLanguage();
  const texts = await loadTexts(language);
  const root = document.getElementById("root");
  if (root) {
    createRoot(root).render(
      <StrictMode>
        <ClientProvider client={client}>
          <App firstLanguage={language} firstTexts={texts} />
        </ClientProvider>
      </StrictMode>,
    );
  }
}
