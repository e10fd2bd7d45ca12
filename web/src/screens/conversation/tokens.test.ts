import { describe, expect, it } from "vitest";
import { bigEmoji, shortened, tokensOf } from "./tokens";

const links = (text: string) =>
  tokensOf(text, []).flatMap((token) => (token.kind === "link" ? [[token.text, token.address]] : []));
const whole = (text: string) =>
  tokensOf(text, [])
    .map((token) => token.text)
    .join("");

describe("links", () => {
  it("are addresses of the web, with or without their beginning", () => {
    expect(links("see https://example.org/a?b=c#d and www.example.org")).toEqual([
      ["https://example.org/a?b=c#d", "https://example.org/a?b=c#d"],
      ["www.example.org", "https://www.example.org/"],
    ]);
  });

  it("end before the sentence does", () => {
    expect(links("(https://example.org/a_(b)), really? https://example.org.")).toEqual([
      ["https://example.org/a_(b)", "https://example.org/a_(b)"],
      ["https://example.org", "https://example.org/"],
    ]);
  });

  it("are nothing that runs or pretends", () => {
    const hostile = [
      "javascript:alert(1)",
      "data:text/html,<script>alert(1)</script>",
      "https://user:secret@example.org/",
      "file:///etc/passwd",
      "https://localhost-without-dot/",
      `https://example.org/${"a".repeat(3_000)}`,
    ];
    for (const text of hostile) {
      expect(links(text), text).toEqual([]);
    }
  });

  it("stop at characters that turn the writing round", () => {
    expect(links("https://example.org/\u202Egpj.exe")).toEqual([["https://example.org/", "https://example.org/"]]);
  });

  it("leave every character where it was", () => {
    for (const text of ["a https://example.org, b", "<b>&amp;</b>", "", "\u202E\u0301x www.example.org)."]) {
      expect(whole(text)).toBe(text);
    }
  });
});

describe("mentions", () => {
  const mention = (start: number, length: number) => ({ start, length, account: "b" });

  it("are cut out of the text", () => {
    expect(tokensOf("hi @bob!", [mention(3, 4)])).toEqual([
      { kind: "text", text: "hi " },
      { kind: "mention", text: "@bob", account: "b" },
      { kind: "text", text: "!" },
    ]);
  });

  it("that overlap or lie outside are not believed", () => {
    const tokens = tokensOf("hi @bob", [mention(3, 4), mention(4, 2), mention(6, 99), mention(-1, 3), mention(0, 0)]);
    expect(tokens.filter((token) => token.kind === "mention")).toHaveLength(1);
  });
});

describe("emoji by themselves", () => {
  it("are shown large, up to three", () => {
    expect(["😍", "👍🏽 👍🏽", "👨‍👩‍👧🇩🇪❤️", "😀😀😀😀", "hi 😀", "123", "#", ""].map(bigEmoji)).toEqual([
      1, 2, 3, 0, 0, 0, 0, 0,
    ]);
  });
});

describe("a long text", () => {
  it("is cut where no character breaks", () => {
    const short = shortened("😀".repeat(5_000)) ?? "";
    expect(short.length).toBeLessThan(2_000);
    expect(short.endsWith("😀")).toBe(true);
  });

  it("of very many lines is cut after some", () => {
    expect(shortened("\n".repeat(5_000))?.length).toBeLessThan(50);
  });

  it("stays whole when it is short", () => {
    expect(shortened("hello\nthere")).toBeNull();
  });
});
