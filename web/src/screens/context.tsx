import { createContext, type ReactNode, use, useSyncExternalStore } from "react";
import type { Me } from "../device/api";
import type { AppState } from "../state/app";
import type { Actions, Client } from "../state/client";
import type { View } from "../state/view";

const ClientContext = createContext<Client | null>(null);

export function ClientProvider({ client, children }: { client: Client; children: ReactNode }) {
  return <ClientContext value={client}>{children}</ClientContext>;
}

export function useClient(): Client {
  const client = use(ClientContext);
  if (!client) {
    throw new Error("there is no client around this component");
  }
  return client;
}

/** A part of the state. The selector must give the same object for the same state. */
export function useApp<T>(select: (state: AppState) => T): T {
  const { store } = useClient();
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}

export function useActions(): Actions {
  return useClient().actions;
}

/** Who is signed in. Only for screens that are shown when somebody is. */
export function useMe(): Me {
  const signedIn = useApp((state) => state.signedIn);
  return "me" in signedIn ? signedIn.me : NOBODY;
}

const NOBODY: Me = { account: "", device: "", handle: "" };

/** Goes somewhere: what is not given stays as it is. */
export function useGo(): (to: Partial<View>) => void {
  const { store, actions } = useClient();
  return (to) => actions.go({ ...store.get().view, sequence: 0, ...to });
}
