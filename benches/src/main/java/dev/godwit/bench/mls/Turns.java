package dev.godwit.bench.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.mls.jvm.JvmCrypto;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// Messages from one member to another, and the two bare operations they are made of, in short
/// turns one after the other: so both have had the same machine, whose speed changes from one
/// second to the next. Nanoseconds for each, medians of the turns.
///
/// @param pair a message is encrypted and decrypted
/// @param sign the bare signature
/// @param verify the bare check
record Turns(double pair, double sign, double verify) {
  private static final CipherSuite SUITE = CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519;
  private static final int CALLS_PER_TURN = 400;

  static Turns measure(int count, Clock clock, Member from, Member to, int textBytes) {
    Runnable pair = () -> to.receive(from.send(new byte[textBytes]));
    JvmCrypto crypto = new JvmCrypto(new SecureRandom());
    byte[] signed = crypto.random(PrimitiveFloor.TEXT_BYTES);
    KeyPair signer = crypto.generateSignatureKeyPair(SUITE);
    byte[] signature = crypto.sign(SUITE, signer, signed);
    Runnable sign = () -> crypto.sign(SUITE, signer, signed);
    Runnable verify = () -> crypto.verify(SUITE, signer.publicKey(), signed, signature);
    List<Turns> turns = new ArrayList<>();
    for (int turn = 0; turn < count; turn++) {
      turns.add(new Turns(each(clock, pair), each(clock, sign), each(clock, verify)));
    }
    return new Turns(
        median(turns.stream().map(Turns::pair).toList()),
        median(turns.stream().map(Turns::sign).toList()),
        median(turns.stream().map(Turns::verify).toList()));
  }

  private static double each(Clock clock, Runnable call) {
    long nanos =
        clock.nanosOf(
            () -> {
              for (int i = 0; i < CALLS_PER_TURN; i++) {
                call.run();
              }
            });
    return (double) nanos / CALLS_PER_TURN;
  }

  private static double median(List<Double> all) {
    return all.stream().sorted().toList().get(all.size() / 2);
  }
}
