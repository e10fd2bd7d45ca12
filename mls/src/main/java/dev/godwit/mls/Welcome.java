package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings new members into a group (RFC 9420 §12.4.3.1): one part for all of them, and a small one
/// for each.
///
/// A server may keep the [#common] part once and each joiner's own part apart; [#of] puts them
/// together again.
public final class Welcome {
  private final int suiteId;
  private final List<Secrets> secrets;
  private final Bytes encryptedGroupInfo;

  private Welcome(int suiteId, List<Secrets> secrets, Bytes encryptedGroupInfo) {
    this.suiteId = suiteId;
    this.secrets = List.copyOf(secrets);
    this.encryptedGroupInfo = encryptedGroupInfo;
  }

  Welcome(CipherSuite suite, List<Secrets> secrets, Bytes encryptedGroupInfo) {
    this(suite.id(), secrets, encryptedGroupInfo);
  }

  /// The part for one joiner (`EncryptedGroupSecrets`).
  public static final class Secrets {
    private final Bytes newMember;
    private final HpkeCiphertext encrypted;

    Secrets(Bytes newMember, HpkeCiphertext encrypted) {
      this.newMember = newMember;
      this.encrypted = encrypted;
    }

    /// The reference of the key package whose owner can read it.
    public Bytes newMember() {
      return newMember;
    }

    HpkeCiphertext encrypted() {
      return encrypted;
    }

    public byte[] encode() {
      Writer out = new Writer();
      write(out);
      return out.toBytes();
    }

    public static Secrets decode(byte[] encoded) {
      return Reader.whole(encoded, Secrets::read);
    }

    private static Secrets read(Reader in) {
      return new Secrets(in.bytes(), HpkeCiphertext.read(in));
    }

    private void write(Writer out) {
      out.vector(newMember);
      encrypted.write(out);
    }
  }

  /// Reads an `MLSMessage` that holds a welcome.
  public static Welcome decode(byte[] message) {
    return MlsMessage.decode(message) instanceof MlsMessage.OfWelcome(Welcome welcome)
        ? welcome
        : unexpected();
  }

  private static Welcome unexpected() {
    throw Rule.UNEXPECTED_MESSAGE.broken();
  }

  /// The `MLSMessage` with this welcome.
  public byte[] encode() {
    return MlsMessage.encode(new MlsMessage.OfWelcome(this));
  }

  static Welcome read(Reader in) {
    return new Welcome(in.uint16(), in.list(Secrets::read), in.bytes());
  }

  void write(Writer out) {
    out.uint16(suiteId);
    int vector = out.begin();
    secrets.forEach(joiner -> joiner.write(out));
    out.end(vector);
    out.vector(encryptedGroupInfo);
  }

  /// The part for all joiners: the cipher suite and the encrypted group info.
  public byte[] common() {
    return new Writer().uint16(suiteId).vector(encryptedGroupInfo).toBytes();
  }

  /// Puts a common part and some joiners' own parts together.
  public static Welcome of(byte[] common, List<Secrets> secrets) {
    return Reader.whole(common, in -> new Welcome(in.uint16(), secrets, in.bytes()));
  }

  /// The joiners' own parts, in the order of the adds.
  public List<Secrets> secrets() {
    return secrets;
  }

  CipherSuite suite() {
    return CipherSuite.of(suiteId).orElseThrow(Rule.UNSUPPORTED_CIPHER_SUITE::broken);
  }

  Bytes encryptedGroupInfo() {
    return encryptedGroupInfo;
  }

  /// The part for the owner of this key package.
  Optional<Secrets> secretsFor(Bytes keyPackageRef) {
    return secrets.stream().filter(s -> s.newMember.equals(keyPackageRef)).findFirst();
  }

  /// Several welcomes for parts of the joiners, each for at most so many.
  public List<Welcome> split(int joinersMax) {
    List<Welcome> parts = new ArrayList<>();
    for (int from = 0; from < secrets.size(); from += joinersMax) {
      List<Secrets> some = secrets.subList(from, Math.min(secrets.size(), from + joinersMax));
      parts.add(new Welcome(suiteId, some, encryptedGroupInfo));
    }
    return parts;
  }
}
