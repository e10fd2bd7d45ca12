import { describe, expect, it } from "vitest";
import { formatView, HOME, parseView, type View } from "./view";

const ID = "0123456789abcdef0123456789abcdef";

describe("a place in the address", () => {
  it("comes back as it was written", () => {
    const places: readonly View[] = [
      HOME,
      { rail: "settings", conversation: null, aside: "none", sequence: 0 },
      { rail: "chats", conversation: ID, aside: "info", sequence: 0 },
      { rail: "chats", conversation: ID, aside: "receipts", sequence: 42 },
    ];
    for (const place of places) {
      expect(parseView(formatView(place))).toEqual(place);
    }
  });

  it("is empty for the first screen", () => {
    expect(formatView(HOME)).toBe("");
  });

  it("leaves out what makes no sense", () => {
    for (const hash of ["#c=<script>", "#rail=nowhere", "#aside=info", "#at=12", `#c=${ID}0`, "#c=&at=-1"]) {
      expect(parseView(hash)).toEqual(HOME);
    }
    expect(parseView(`#c=${ID}&at=1e99`)).toEqual({ ...HOME, conversation: ID });
  });
});
