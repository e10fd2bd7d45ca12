package dev.godwit.device.roster;

import dev.godwit.device.codec.MalformedRecord;
import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.trust.Suite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.Bytes;
import java.util.Arrays;
import java.util.Optional;

/// What an invitation link shows to those who have it, sealed under the link's secret, so that the
/// node sees nothing of it.
///
/// @param members how many there were when the link was made
public record InvitationPreview(String name, int members) {
  private static final int NONCE_BYTES = 12;

  /// The nonce, then the ciphertext.
  public Bytes seal(Crypto crypto, Bytes secret) {
    byte[] nonce = crypto.random(NONCE_BYTES);
    byte[] plain = new Packer().text(name).number(members).toBytes().toArray();
    byte[] key = InvitationProof.previewKey(crypto, secret).toArray();
    byte[] sealed = crypto.seal(Suite.SUITE, key, nonce, new byte[0], plain);
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
    return Bytes.owned(all);
  }

  /// Empty when it was not sealed under this secret.
  public static Optional<InvitationPreview> open(Crypto crypto, Bytes secret, Bytes preview) {
    if (preview.size() < NONCE_BYTES) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(preview.shared(), NONCE_BYTES);
    byte[] sealed = Arrays.copyOfRange(preview.shared(), NONCE_BYTES, preview.size());
    byte[] key = InvitationProof.previewKey(crypto, secret).toArray();
    return crypto
        .open(Suite.SUITE, key, nonce, new byte[0], sealed)
        .flatMap(plain -> decode(Bytes.owned(plain)));
  }

  private static Optional<InvitationPreview> decode(Bytes plain) {
    try {
      Unpacker in = new Unpacker(plain);
      return Optional.of(new InvitationPreview(in.text(), in.index()));
    } catch (MalformedRecord e) {
      return Optional.empty();
    }
  }
}
