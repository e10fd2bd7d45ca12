const WANTED = "godwit notifications";
const PREVIEW = "godwit notifications preview";
/** Characters of a message that a notification shows. */
const CHARACTERS_MAX = 200;

/** Whether the person wants them here, and the browser allows them. */
export function notificationsWanted(): boolean {
  return "Notification" in window && Notification.permission === "granted" && localStorage.getItem(WANTED) !== "no";
}

/** Asks the browser if it must be asked. */
export async function wantNotifications(wanted: boolean): Promise<void> {
  localStorage.setItem(WANTED, wanted ? "yes" : "no");
  if (wanted && Notification.permission === "default") {
    await Notification.requestPermission();
  }
}

export function previewWanted(): boolean {
  return localStorage.getItem(PREVIEW) !== "no";
}

export function wantPreview(wanted: boolean): void {
  localStorage.setItem(PREVIEW, wanted ? "yes" : "no");
}

interface Shown {
  readonly title: string;
  readonly text: string;
  /** In the place of the text when no preview is wanted. */
  readonly hidden: string;
  /** A newer one of the same conversation takes the place of the older. */
  readonly tag: string;
  readonly onChosen: () => void;
}

export function showNotification({ title, text, hidden, tag, onChosen }: Shown): void {
  const body = previewWanted() ? text.slice(0, CHARACTERS_MAX) : hidden;
  try {
    const notification = new Notification(title, { body, tag, icon: "/icon-192.png" });
    notification.onclick = () => {
      window.focus();
      onChosen();
      notification.close();
    };
  } catch {
    // Phones allow notifications only from the service worker, which the page asks to show it.
    void navigator.serviceWorker.ready.then((worker) =>
      worker.showNotification(title, { body, tag, icon: "/icon-192.png", data: { conversation: tag } }),
    );
  }
}
