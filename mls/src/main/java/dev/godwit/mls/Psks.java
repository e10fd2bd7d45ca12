package dev.godwit.mls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the pre-shared keys that a commit or a welcome names (RFC 9420 §8.4).
final class Psks {
  private Psks() {}

  /// `psk_secret` of these keys, of which each must be known.
  static byte[] secret(
      MlsClient client, SuiteCrypto crypto, Optional<GroupState> own, List<PreSharedKeyId> ids) {
    List<KeySchedule.Psk> psks = new ArrayList<>();
    for (PreSharedKeyId id : ids) {
      Bytes key = find(client, own, id).orElseThrow(Rule.PSK_UNKNOWN::broken);
      psks.add(new KeySchedule.Psk(id, key));
    }
    return KeySchedule.pskSecret(crypto, psks);
  }

  static Optional<Bytes> find(MlsClient client, Optional<GroupState> own, PreSharedKeyId id) {
    return switch (id) {
      case PreSharedKeyId.External(var pskId, _) -> client.psks().external(pskId);
      case PreSharedKeyId.Resumption(_, var groupId, var epoch, _) ->
          own.filter(state -> state.epoch().groupId().equals(groupId))
              .or(() -> client.group(groupId).map(Group::state))
              .flatMap(state -> state.resumption().find(epoch));
    };
  }
}
