import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { NodeApi } from "./nodeApi";
import { SignIn, tokensIn } from "./signIn";
import { LocalStore } from "./store/localStore";

const TOKEN_REUSED = { number: 15 };
const OVERLOADED = { number: 51 };

const granted = (access: string, expiresSeconds: number) => ({
  accessToken: access,
  refreshToken: `refresh of ${access}`,
  expiresSeconds,
});

async function expired(status: number, refusal: object) {
  const store = await LocalStore.open();
  await store.apply([tokensIn(granted("old", 0))]);
  const api = new NodeApi(() => Promise.resolve(new Response(JSON.stringify(refusal), { status })));
  let signed = 0;
  const byKey = () => {
    signed++;
    return Promise.resolve(granted("new", 900));
  };
  const signIn = new SignIn(api, store, (change) => store.apply([change]), byKey);
  return { store, signIn, signed: () => signed };
}

describe("a device's sign-in", () => {
  test("one that the node has ended is begun anew by the device's key, once, and is durable", async () => {
    const { store, signIn, signed } = await expired(401, TOKEN_REUSED);
    expect(await Promise.all([signIn.access(), signIn.access()])).toEqual(["new", "new"]);
    expect(signed()).toBe(1);
    expect(store.json("shell/tokens")).toMatchObject({ refresh: "refresh of new" });
  });

  test("a node that has too much to do is no reason to sign in anew", async () => {
    const { signIn, signed } = await expired(503, OVERLOADED);
    await expect(signIn.access()).rejects.toMatchObject({ failure: { code: "OVERLOADED" } });
    expect(signed()).toBe(0);
  });
});
