package dev.godwit.device.trust;

import dev.godwit.device.step.Draft;
import dev.godwit.mls.MlsClient;
import dev.godwit.mls.PskLookup;
import dev.godwit.mls.Settings;
import dev.godwit.mls.crypto.Crypto;

/// Who this device is, and whom it believes.
public record Trust(
    Self self,
    Crypto crypto,
    Identities identities,
    Revocations revocations,
    LeafCheck leaves,
    MlsClient mls) {

  public static Trust of(Self self, Crypto crypto, Settings settings, Draft draft) {
    Identities identities = new Identities(draft);
    LeafCheck leaves = new LeafCheck(crypto, identities);
    MlsClient mls = new MlsClient(crypto, settings, leaves, PskLookup.NONE);
    Revocations revocations = new Revocations(crypto, identities, draft);
    return new Trust(self, crypto, identities, revocations, leaves, mls);
  }
}
