/** Lets the client open without a network, and be installed. Only where the page is the product's own. */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) {
    return;
  }
  // A browser that refuses (a private window, say) does without.
  void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const address = addressIn(data);
    if (address !== null) {
      location.hash = address.slice(1);
    }
  });
}

/** Where a notification leads that was chosen. */
function addressIn(data: unknown): string | null {
  const address = typeof data === "object" && data !== null && "address" in data ? data.address : null;
  return typeof address === "string" && address.startsWith("/#c=") ? address : null;
}
