package dev.godwit.mls;

import dev.godwit.mls.crypto.KeyPair;
import java.util.List;

/// What a client needs to know of a group to join it (RFC 9420 §12.4.3).
record GroupInfo(
    GroupContext context,
    List<Extension> extensions,
    Bytes confirmationTag,
    int signer,
    Bytes signature) {
  private static final String LABEL = "GroupInfoTBS";

  GroupInfo {
    extensions = List.copyOf(extensions);
  }

  static GroupInfo read(Reader in) {
    return new GroupInfo(
        GroupContext.read(in), Extension.readList(in), in.bytes(), in.uint32(), in.bytes());
  }

  void write(Writer out) {
    out.raw(toBeSigned(context, extensions, confirmationTag, signer)).vector(signature);
  }

  byte[] encoded() {
    Writer out = new Writer(1024);
    write(out);
    return out.toBytes();
  }

  static GroupInfo sign(
      SuiteCrypto crypto,
      KeyPair key,
      GroupContext context,
      List<Extension> extensions,
      Bytes confirmationTag,
      int signer) {
    byte[] tbs = toBeSigned(context, extensions, confirmationTag, signer);
    Bytes signature = Bytes.wrap(crypto.signWithLabel(key, LABEL, tbs));
    return new GroupInfo(context, extensions, confirmationTag, signer, signature);
  }

  boolean verify(SuiteCrypto crypto, byte[] signatureKey) {
    byte[] tbs = toBeSigned(context, extensions, confirmationTag, signer);
    return crypto.verifyWithLabel(signatureKey, LABEL, tbs, signature.array());
  }

  private static byte[] toBeSigned(
      GroupContext context, List<Extension> extensions, Bytes confirmationTag, int signer) {
    Writer out = new Writer(1024);
    context.write(out);
    Extension.writeList(out, extensions);
    return out.vector(confirmationTag).uint32(signer).toBytes();
  }
}
