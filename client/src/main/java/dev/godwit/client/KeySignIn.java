package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.device.Linking;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;

/// Signs the device of a store in by its own key: nobody is asked for a password.
record KeySignIn(LocalStore store, NodeApi api, Crypto crypto) {

  /// What holds the tokens. Throws as [NodeApi] does; BAD_CREDENTIALS when the node does not know
  /// the device.
  JsonNode signIn(AccountId account, DeviceId device) {
    LinkApi links = new LinkApi(api);
    String challenge = links.challenge();
    Bytes signature = Linking.signIn(store, crypto, challenge);
    return links.signIn(account, device, challenge, signature);
  }
}
