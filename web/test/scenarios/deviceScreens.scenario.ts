import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { CommandLine } from "./godwit";
import { LyingProxy } from "./lie";
import { PASSWORD } from "./person";
import { PHONE, Screen } from "./screen";

const NODE = inject("node");
const [DORA, EMIL] = ["dora", "emil"];

describe("several devices before the client's screens", () => {
  const terminal = new CommandLine(NODE);
  let desk: Screen;
  let phone: Screen;
  /** On the way to the desk. */
  let liar: LyingProxy;

  beforeAll(async () => {
    liar = await LyingProxy.before(NODE);
    [desk, phone] = await Promise.all([
      Screen.inWindow(liar.url),
      Screen.inWindow(NODE, { size: PHONE, colours: "dark" }),
    ]);
    await Promise.all([desk.register(DORA), terminal.register("emil", EMIL)]);
    await desk.startChat(EMIL);
    await desk.send("from before");
  });

  afterAll(async () => {
    await Promise.all([desk.close(), phone.close()]);
    terminal.close();
    liar.close();
  });

  const openDevices = async () => {
    await desk.page.getByRole("button", { name: /^Settings/u }).click();
    await desk.page.getByText("Devices", { exact: true }).click();
  };
  const approve = async (code: string) => {
    await desk.page.getByLabel("Code", { exact: true }).fill(code);
    await desk.button("Link device").click();
  };
  /** The code that a browser shows to be let in. */
  const codeOf = async ({ page }: Screen) => {
    await page.getByText("Waiting for your other device…").waitFor();
    return page.locator(".digits").innerText();
  };

  test("a browser is let in from another one, and has the history", async () => {
    await phone.button("Link this browser to a device you have").click();
    const code = await codeOf(phone);
    await phone.accessible();
    await phone.picture("link-phone-dark");
    await openDevices();
    await approve("1234");
    await desk.page.getByText("That is not a whole code yet.").waitFor();
    await desk.page.getByLabel("History it gets").selectOption("The last 7 days");
    await approve(code);
    await phone.chats();
    await phone.openChat(EMIL);
    await phone.said("from before").waitFor();
    await expect.poll(() => desk.button("Remove").count()).toBe(1);
    expect(await desk.page.locator(".notice").count()).toBe(0);
  });

  test("a device that the server hides, and one that it has made up, are shown as that", async () => {
    const made = "ab".repeat(16);
    await desk.context.route("**/v1/devices", async (route) => {
      const told = (await (await route.fetch()).json()) as { devices: { id: string; certificate: string }[] };
      const [here] = told.devices.sort((one, other) => Number(one.id === made) - Number(other.id === made));
      await route.fulfill({ json: { devices: [here, { ...here, id: made }] } });
    });
    await desk.button("Back").click();
    await desk.page.getByText("Devices", { exact: true }).click();
    await desk.page.getByText("Hidden by the server").waitFor();
    await desk.page.locator(".line-row", { hasText: "Not signed by you" }).waitFor();
    await desk.accessible();
    await desk.picture("devices-lied-desk-light");
    await desk.context.unroute("**/v1/devices");
    await desk.button("Back").click();
    await desk.page.getByText("Devices", { exact: true }).click();
    await desk.page.getByText("Hidden by the server").waitFor({ state: "detached" });
  });

  test("the command line is let in from a browser, is listed, and is taken out", async () => {
    let code = "";
    const linking = terminal.link("dora", (shown) => (code = shown));
    await expect.poll(() => code, { timeout: 30_000 }).not.toBe("");
    // In the account's log it has another certificate than in the list: the first is refused, and told.
    liar.misspells("linux", "minix");
    await approve(code);
    await desk.page.getByText("has a device that you did not link").waitFor();
    liar.stops();
    await linking;
    await phone.page.getByText("A device was linked to your account.").waitFor();
    await expect.poll(() => desk.button("Remove").count()).toBe(2);
    await desk.accessible();
    await desk.picture("devices-desk-light");
    await desk.page.locator(".line-row", { hasText: "Linux · linked" }).getByRole("button", { name: "Remove" }).click();
    await desk.page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect.poll(() => desk.button("Remove").count()).toBe(1);
    await phone.page.getByText("A device was removed from your account.").waitFor();
    expect(await desk.page.locator(".notice").count()).toBe(1);
    await expect(terminal.run("dora", ["send", `@${EMIL}`, "let me in"])).rejects.toThrow();
  });

  test("a browser that is taken out says so, and can start over", async () => {
    await desk.button("Remove").click();
    await desk.page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    const why = phone.page.getByRole("alert").getByText(/^You removed this device .* \(\d\d:\d\d\)\.$/u);
    await why.waitFor();
    await phone.page.reload();
    await why.waitFor();
    await phone.said("from before").waitFor();
    await phone.accessible();
    await phone.picture("ended-phone-dark");
    await phone.button("Start over").click();
    await phone.button("Create account").waitFor();
  });

  test("who has the password alone is warned of what they give up, and may turn back", async () => {
    await phone.button("Already have an account? Sign in").click();
    await phone.page.getByLabel("Handle").fill(DORA);
    await phone.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await phone.button("Sign in").click();
    await phone.button("I have none of my devices any more").click();
    const warning = phone.page.getByRole("dialog");
    await warning.getByText("under a new identity").waitFor();
    await phone.accessible();
    await phone.picture("begin-anew-phone-dark");
    await warning.getByRole("button", { name: "Cancel" }).click();
    await warning.waitFor({ state: "detached" });
    expect(await desk.page.getByRole("button", { name: "Start over" }).count()).toBe(0);
  });

  test("a device is given another name", async () => {
    await desk.button("Rename").click();
    await desk.page.getByRole("dialog").getByLabel("Name").fill("the desk");
    await desk.button("Save").click();
    await desk.page.locator(".line-row", { hasText: "the desk" }).waitFor();
  });

  test("a browser is let in by the command line", async () => {
    await phone.button("Link this browser to a device you have").click();
    const approved = terminal.run("emil", ["approve", (await codeOf(phone)).replace(/\s/gu, "")]);
    await phone.chats();
    await approved;
    await phone.openChat(DORA);
    await phone.said("from before").waitFor();
  });

  test("a window that may forget says so, until the person has heard it", async () => {
    const own = await Screen.inWindow(NODE, { warned: false });
    await own.register("frieda");
    const warning = own.page.getByText("a private window forgets it when it is closed", { exact: false });
    await warning.waitFor();
    await own.accessible();
    await own.picture("private-desk-light");
    await own.page.getByRole("alert").getByRole("button", { name: "Close" }).click();
    await own.page.reload();
    await own.chats();
    expect(await warning.count()).toBe(0);
    await own.close();
  });

  test("a page that runs from right to left, with texts that run either way", async () => {
    const own = await Screen.inWindow(NODE, { direction: "rtl" });
    await own.register("galit");
    await own.startChat(DORA);
    await own.send("shalom");
    await desk.button("Back").click();
    await desk.button("Back").click();
    await desk.openChat("galit");
    const [ARABIC, HEBREW] = ["نلتقي عند الرصيف في التاسعة، وأحضر الشاي", "שלום, נפגשים בתשע במזח ואני מביאה תה"];
    for (const text of ["at nine, at the pier: https://example.org/tides", ARABIC, HEBREW, "\u{1F60D}"]) {
      await own.send(text);
      await desk.said(text.slice(0, 20)).last().waitFor();
    }
    await desk.send("see you there");
    await own.said("see you there").waitFor();
    await own.composer.fill("half a thought");
    await own.openChat(DORA);
    await own.accessible();
    await own.picture("rtl-desk-light");
    await desk.picture("rtl-texts-desk-light");
    await own.close();
  });
});
