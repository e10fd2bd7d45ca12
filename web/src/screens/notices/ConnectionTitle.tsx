import type { Connection } from "../../device/api";
import { useApp } from "../context";
import { useTexts, type Texts } from "../texts";

/** The title of the list, which says in its place when the device is not up to date. */
export function ConnectionTitle() {
  const texts = useTexts();
  const connection = useApp((state) => state.connection);
  const caughtUp = useApp((state) => state.caughtUp);
  const said = words(connection, caughtUp, texts);
  return (
    <>
      <h1 className={`connection connection-${connection.kind}`}>{said ?? texts.chats.title}</h1>
      <span role="status" className="visually-hidden">
        {said ?? texts.connection.online}
      </span>
    </>
  );
}

/** Null while there is nothing to say. */
function words(connection: Connection, caughtUp: number, texts: Texts): string | null {
  switch (connection.kind) {
    case "none":
    case "online":
      return null;
    case "connecting":
      return texts.connection.connecting;
    case "catchingUp":
      return caughtUp > COUNTED_FROM ? texts.connection.catchingUpCount(caughtUp) : texts.connection.catchingUp;
    case "offline":
      return texts.connection.offlineTitle;
    case "ended":
      return texts.connection.offlineTitle;
  }
}

/** Fewer messages are there before they could be read. */
const COUNTED_FROM = 200;
