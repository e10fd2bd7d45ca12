import { describe, expect, it } from "vitest";
import { handleProblem, normalHandle } from "./handles";

describe("a handle", () => {
  it("may be typed with its sign and in capitals", () => {
    expect(normalHandle("  @Bob ")).toBe("bob");
    expect(handleProblem("@Bob")).toBeNull();
  });

  it("has 3 to 32 characters, a letter first", () => {
    for (const wrong of ["ab", "1bob", "bob!", "b ob", "a".repeat(33), "böb"]) {
      expect(handleProblem(wrong)).toBe("malformed");
    }
    expect(handleProblem("a".repeat(32))).toBeNull();
    expect(handleProblem(" @ ")).toBe("empty");
  });
});
