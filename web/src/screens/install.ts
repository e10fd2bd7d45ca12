/** What browsers tell when a page can be installed; it is not in the standard's types. */
interface InstallPrompt extends Event {
  readonly prompt: () => Promise<unknown>;
}

let kept: InstallPrompt | null = null;
const listeners = new Set<() => void>();

/** Keeps the browser's offer to install until the person wants it. */
export function followInstall(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    kept = event as InstallPrompt;
    listeners.forEach((listener) => listener());
  });
  window.addEventListener("appinstalled", forgetInstall);
}

export function installPrompt(): InstallPrompt | null {
  return kept;
}

export function forgetInstall(): void {
  kept = null;
  listeners.forEach((listener) => listener());
}

export function onInstallPrompt(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
