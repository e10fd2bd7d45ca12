import type { Call, CallAnswer, ClaimedKeyPackage, KeyPackageUpload } from "godwit-web-device";
import { DeviceError } from "./failures";
import type { Json, NodeApi } from "./nodeApi";
import { base64, bytesIn, listIn, numberIn, textIn, textsIn } from "./nodeApi";
import type { SignIn } from "./signIn";

/** The device's calls over REST. Never rejects: what goes wrong is an answer too. */
export class NodeCalls {
  private readonly api: NodeApi;
  private readonly signIn: SignIn;

  constructor(api: NodeApi, signIn: SignIn) {
    this.api = api;
    this.signIn = signIn;
  }

  async make(call: Call): Promise<CallAnswer> {
    try {
      return await this.signIn.authorized((token) => this.answer(call, token));
    } catch (error) {
      return error instanceof DeviceError && error.refusal
        ? { kind: "refused", number: error.refusal.code, retryAfterMillis: error.retryAfterMillis }
        : { kind: "unreachable" };
    }
  }

  private async answer(call: Call, token: string): Promise<CallAnswer> {
    const get = (path: string) => this.api.get(path, token);
    switch (call.kind) {
      case "findHandle":
        return account(await get(`/v1/handles/${encodeURIComponent(call.handle)}`));
      case "findAccount":
        return account(await get(`/v1/accounts/${call.account}`));
      case "claimKeyPackages":
        return keyPackages(await this.api.post(`/v1/accounts/${call.account}/key-packages/claim`, token, {}));
      case "claimManyKeyPackages":
        return manyKeyPackages(
          await this.api.post("/v1/key-packages/claim", token, { accounts: call.accounts.map((each) => each.account) }),
        );
      case "claimOwnKeyPackages":
        return keyPackages(
          await this.api.post(`/v1/devices/${call.device}/key-packages/claim`, token, { count: call.count }),
        );
      case "fetchMembers":
        return members(await get(`/v1/conversations/${call.conversation}/members`));
      case "publishKeyPackages":
        await this.api.post("/v1/key-packages", token, { keyPackages: uploads(call.keyPackages) });
        return { kind: "done" };
      case "countKeyPackages":
        return { kind: "count", count: numberIn(await get("/v1/key-packages"), "count") };
      case "fetchWelcome":
        return {
          kind: "welcome",
          attachment: await this.api.getBytes(
            `/v1/conversations/${call.conversation}/welcomes/${call.sequence}`,
            token,
          ),
        };
      case "fetchGroupInfo":
        return groupInfo(await get(`/v1/conversations/${call.conversation}/group-info`));
    }
  }
}

export function uploads(keyPackages: readonly KeyPackageUpload[]): Json[] {
  return keyPackages.map((each) => ({
    bytes: base64(each.bytes),
    expires: each.expires,
    lastResort: each.lastResort,
  }));
}

function account(json: Json): CallAnswer {
  return {
    kind: "account",
    account: textIn(json, "account"),
    handle: textIn(json, "handle"),
    identityKey: bytesIn(json, "identityKey"),
    devices: listIn(json, "devices").map((each) => ({
      id: textIn(each, "id"),
      certificate: bytesIn(each, "certificate"),
      revoked: Boolean(each["revoked"]),
      revocation: each["revocation"] === undefined ? new Uint8Array() : bytesIn(each, "revocation"),
    })),
  };
}

function keyPackages(json: Json): CallAnswer {
  return { kind: "keyPackages", keyPackages: listIn(json, "keyPackages").map(claimed) };
}

function claimed(json: Json): ClaimedKeyPackage {
  return {
    device: textIn(json, "device"),
    certificate: bytesIn(json, "certificate"),
    keyPackage: bytesIn(json, "keyPackage"),
  };
}

/** The node tells one list; the device wants one for each account. */
function manyKeyPackages(json: Json): CallAnswer {
  const byAccount = new Map<string, ClaimedKeyPackage[]>();
  for (const each of listIn(json, "keyPackages")) {
    const account = textIn(each, "account");
    byAccount.set(account, [...(byAccount.get(account) ?? []), claimed(each)]);
  }
  return {
    kind: "manyKeyPackages",
    accounts: [...byAccount].map(([account, found]) => ({ account, keyPackages: found })),
    unreachable: textsIn(json, "unreachable").map((account) => ({ account })),
  };
}

function members(json: Json): CallAnswer {
  return {
    kind: "members",
    sequence: numberIn(json, "sequence"),
    members: listIn(json, "members").map((each) => ({
      account: textIn(each, "account"),
      handle: textIn(each, "handle"),
      role: textIn(each, "role"),
      sinceSequence: numberIn(each, "sinceSequence"),
      sinceMillis: numberIn(each, "since"),
    })),
  };
}

function groupInfo(json: Json): CallAnswer {
  return {
    kind: "groupInfo",
    sequence: numberIn(json, "sequence"),
    epoch: numberIn(json, "epoch"),
    groupInfo: bytesIn(json, "groupInfo"),
    ratchetTree: bytesIn(json, "ratchetTree"),
  };
}
