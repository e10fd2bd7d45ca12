import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { LyingProxy } from "./lie";
import { PHONE, Screen } from "./screen";

const NODE = inject("node");
const [ANNA, BEN, CLEO] = ["anna", "ben", "cleo"];
const GROUP = "Marsh watch";

/** Colours of the left and the right half of the picture that is chosen. */
const LEFT = [190, 60, 40];
const RIGHT = [20, 90, 150];

describe("a group before the client's screens", () => {
  let anna: Screen;
  let ben: Screen;
  let cleo: Screen;
  /** On the way to Ben. */
  let liar: LyingProxy;

  beforeAll(async () => {
    liar = await LyingProxy.before(NODE);
    [anna, ben, cleo] = await Promise.all([
      Screen.inWindow(NODE, { colours: "dark" }),
      Screen.inWindow(liar.url, { size: PHONE }),
      Screen.inWindow(NODE),
    ]);
    await Promise.all([anna.register(ANNA), ben.register(BEN), cleo.register(CLEO)]);
    await anna.startGroup(GROUP, () => anna.pick(BEN));
    await ben.openChat(GROUP);
  });

  afterAll(async () => {
    await Promise.all([anna.close(), ben.close(), cleo.close()]);
    liar.close();
  });

  test("who opens an invitation asks to join, and is let in by an admin", async () => {
    await anna.openDetails(GROUP);
    await anna.aside.getByText("Invitation links").click();
    await anna.aside.getByText("Admins approve who joins").click();
    await anna.button("Create link").click();
    const address = await anna.aside.locator(".link-address").innerText();
    await anna.accessible();
    await anna.picture("links-desk-dark");
    await cleo.page.goto(address);
    await cleo.page.getByText("An admin decides whether you may join.").waitFor();
    await cleo.accessible();
    await cleo.picture("join-desk-light");
    await cleo.button("Ask to join").click();
    await cleo.page.getByText("You asked to join.").waitFor();
    await anna.button("Look").click();
    await anna.button(`Approve: ${CLEO}`).waitFor();
    await anna.picture("requests-desk-dark");
    await anna.button(`Approve: ${CLEO}`).click();
    await cleo.openChat(GROUP);
    await ben.line(`${CLEO} asks to join`).waitFor();
    await cleo.send("thank you for letting me in");
    await ben.said("thank you for letting me in").waitFor();
  });

  test("a link that was revoked leads nowhere", async () => {
    await anna.aside.getByText("Invitation links").click();
    const address = await anna.aside.locator(".link-address").innerText();
    await anna.button("Revoke").click();
    await anna.aside.getByText("No links yet.").waitFor();
    const page = await cleo.context.newPage();
    await page.goto(address);
    await page.getByRole("dialog").getByRole("alert").waitFor();
    await page.close();
    await anna.button("Back").click();
  });

  test("a picture is chosen, cut, and shown to all", async () => {
    await anna.button("Edit group").click();
    const halves = await halvesOf(anna);
    const files = anna.page.locator("input[type=file]");
    await files.setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") });
    await anna.page.getByText("This picture cannot be read.").waitFor();
    await anna.button("Cancel").click();
    await files.setInputFiles({ name: "marsh.png", mimeType: "image/png", buffer: halves });
    const cutting = anna.page.getByRole("img", { name: /arrow keys move it/u });
    await cutting.waitFor();
    await anna.accessible();
    await anna.picture("picture-desk-dark");
    await anna.page.getByLabel("Nearer").fill("2");
    await cutting.focus();
    for (let i = 0; i < 20; i++) await anna.page.keyboard.press("ArrowLeft");
    await anna.button("Use this picture").click();
    await anna.page.getByLabel("Description").fill("Who counts what, and when");
    await anna.button("Save").click();
    await ben.line(`${ANNA} changed the picture`).waitFor();
    await expect.poll(() => middleOf(ben, ".conversation-who img")).toEqual(nearly(LEFT));
    await anna.picture("pictured-desk-dark");
  });

  test("who is mentioned hears of it though the group is muted, and sees it", async () => {
    await cleo.openDetails(GROUP);
    await cleo.aside.getByRole("switch", { name: "Mute" }).click();
    await cleo.aside.getByRole("button", { name: "Close" }).click();
    await cleo.listenForNotifications();
    await cleo.looks(false);
    await anna.send("nothing that matters");
    await cleo.said("nothing that matters").waitFor();
    await anna.composer.fill("");
    await anna.composer.pressSequentially("ask @cl");
    await anna.page.getByRole("option", { name: CLEO }).waitFor();
    await anna.accessible();
    await anna.picture("mention-desk-dark");
    await anna.composer.press("Enter");
    expect(await anna.composer.inputValue()).toBe(`ask @${CLEO} `);
    await anna.composer.pressSequentially("about the tides");
    await anna.composer.press("Enter");
    await expect.poll(() => cleo.notified()).toEqual([`${GROUP}: ${ANNA}: ask @${CLEO} about the tides`]);
    expect(await cleo.page.locator(".mention-me").innerText()).toBe(`@${CLEO}`);
  });

  test("what came while the window had no focus stands behind a divider", async () => {
    const divider = cleo.page.getByRole("separator");
    expect(await divider.innerText()).toBe("2 unread messages");
    await expect.poll(() => cleo.row(GROUP).locator(".badge").allInnerTexts()).toEqual(["@", "2"]);
    await cleo.picture("unread-desk-light");
    await cleo.looks(true);
    await cleo.row(GROUP).getByRole("img", { name: "2 unread messages" }).waitFor({ state: "detached" });
    expect(await divider.count()).toBe(1);
    await cleo.looks(false);
    await divider.waitFor({ state: "detached" });
    await cleo.looks(true);
  });

  test("only admins write when it is so set, and the others are told", async () => {
    await anna.aside.getByText("Permissions").click();
    await anna.aside.getByRole("group", { name: "Send messages" }).getByText("Admins only").click();
    await ben.page.getByText("Only admins can send messages here.").waitFor();
    await anna.accessible();
    await anna.picture("permissions-desk-dark");
    await ben.accessible();
    await ben.picture("announcement-phone-light");
    await anna.button("Back").click();
  });

  test("a change that is not what it says is refused, and the group goes on when the person says so", async () => {
    await liar.lies(ben, GROUP, { named: CLEO, instead: ANNA });
    await anna.button(`What to do with ${CLEO}`).click();
    await anna.page.getByRole("menuitem", { name: "Make admin" }).click();
    await ben.line(`A change by ${ANNA} was refused`).waitFor();
    await ben.page.getByRole("alert").getByText("until you go on or leave").waitFor();
    await ben.accessible();
    await ben.picture("refused-phone-light");
    liar.stops();
    await anna.send("is everybody here?");
    await cleo.said("is everybody here?").waitFor();
    expect(await ben.said("is everybody here?").count()).toBe(0);
    await ben.button("Go on").click();
    await ben.accessible();
    await ben.page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
    await ben.page.getByRole("alert").waitFor({ state: "detached" });
    // The bar that it joins again has come in the place of the other.
    await ben.page.getByText("is joining again").waitFor({ state: "detached" });
    await cleo.send("welcome back");
    await ben.said("welcome back").waitFor();
    expect(await ben.page.locator(".notice").count()).toBe(0);
  });

  test("a member is removed, added again by handle, and sees the new name", async () => {
    await anna.button(`What to do with ${CLEO}`).click();
    await anna.page.getByRole("menuitem", { name: "Remove from group" }).click();
    await anna.page.getByRole("dialog").getByRole("button", { name: "Remove from group" }).click();
    await cleo.page.getByText("You are no longer a member of this group.").waitFor();
    await cleo.accessible();
    await anna.aside.getByText("Add members").click();
    const add = anna.aside.getByRole("button", { name: "Add members" });
    await anna.page.getByLabel("Add by handle").fill("nobody.here");
    await add.click();
    await anna.page.getByText("Nobody here is called @nobody.here.").waitFor();
    await anna.page.getByLabel("Add by handle").fill(CLEO);
    await add.click();
    await cleo.line(`${ANNA} added you`).waitFor();
    await anna.button("Edit group").click();
    await anna.page.getByLabel("Name", { exact: true }).fill(`${GROUP} 2`);
    await anna.button("Save").click();
    await cleo.line(`${ANNA} named the group “${GROUP} 2”`).waitFor();
    await cleo.row(`${GROUP} 2`).waitFor();
  });

  test("who was made admin writes; somebody leaves and deletes the group", async () => {
    await ben.openDetails(`${GROUP} 2`);
    await ben.picture("group-phone-light");
    await ben.accessible();
    await ben.aside.getByText("Leave group").click();
    await ben.page.getByRole("dialog").getByRole("button", { name: "Leave group" }).click();
    await cleo.line(`${BEN} left`).waitFor();
    await ben.aside.getByText("Delete group").click();
    await ben.page.getByRole("dialog").getByRole("button", { name: "Delete group" }).click();
    await ben.page.getByText("No conversations yet").waitFor();
  });
});

/** A wide picture of two colours. */
async function halvesOf({ page }: Screen): Promise<Buffer> {
  const base64 = await page.evaluate(
    ([left, right]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 800, height: 400 });
      const context = canvas.getContext("2d");
      if (context) {
        context.fillStyle = `rgb(${left.join()})`;
        context.fillRect(0, 0, 400, 400);
        context.fillStyle = `rgb(${right.join()})`;
        context.fillRect(400, 0, 400, 400);
      }
      return canvas.toDataURL("image/png").split(",")[1] ?? "";
    },
    [LEFT, RIGHT] as const,
  );
  return Buffer.from(base64, "base64");
}

/** The colour in the middle of a picture, null while there is none. */
function middleOf({ page }: Screen, selector: string): Promise<number[] | null> {
  return page.evaluate((where) => {
    const image = document.querySelector<HTMLImageElement>(where);
    if (!image?.naturalWidth) {
      return null;
    }
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context?.drawImage(image, image.naturalWidth / 2, image.naturalHeight / 2, 1, 1, 0, 0, 1, 1);
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
  }, selector);
}

/** A JPEG keeps a colour to a few steps. */
const nearly = (colour: readonly number[]) => colour.map((each) => expect.closeTo(each, -1) as number);
