import { type Lie, LIES } from "./lie";

let lie: Lie | undefined;
new BroadcastChannel(LIES).onmessage = ({ data }: MessageEvent<Lie>) => (lie = data);

function replace(bytes: Uint8Array<ArrayBuffer>, { from, to }: Lie): Uint8Array<ArrayBuffer> {
  for (let at = 0; at + from.length <= bytes.length; at++) {
    if (from.every((byte, index) => bytes[at + index] === byte)) {
      bytes.set(to, at);
    }
  }
  return bytes;
}

globalThis.WebSocket = class extends WebSocket {
  override send(frame: Uint8Array<ArrayBuffer>) {
    super.send(lie ? replace(new Uint8Array(frame), lie) : frame);
  }
};
