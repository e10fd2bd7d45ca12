import { describe, expect, it } from "vitest";
import { MIDDLE, moved, squareOf } from "./crop";

const WIDE = { width: 400, height: 200 };

describe("a picture that is cut", () => {
  it("gives the largest square from its middle at first", () => {
    expect(squareOf(WIDE, MIDDLE)).toEqual({ side: 200, x: 100, y: 0 });
  });

  it("gives a smaller square around the same point when it is nearer", () => {
    expect(squareOf(WIDE, { ...MIDDLE, zoom: 2 })).toEqual({ side: 100, x: 150, y: 50 });
  });

  it("moves with what drags it, as far as there is picture", () => {
    expect(squareOf(WIDE, moved(WIDE, MIDDLE, 0.25, 0.25))).toEqual({ side: 200, x: 150, y: 0 });
    expect(squareOf(WIDE, moved(WIDE, MIDDLE, -9, 0))).toEqual({ side: 200, x: 0, y: 0 });
  });

  it("comes back at once after it was dragged against an edge", () => {
    const atEdge = moved(WIDE, MIDDLE, 9, 0);
    expect(squareOf(WIDE, moved(WIDE, atEdge, -0.5, 0))).toEqual({ side: 200, x: 100, y: 0 });
  });
});
