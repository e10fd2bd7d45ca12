package dev.godwit.mls;

/// A message that is signed and encrypted (RFC 9420 §6.3).
record PrivateMessage(
    Bytes groupId,
    long epoch,
    int contentType,
    Bytes authenticatedData,
    Bytes encryptedSenderData,
    Bytes ciphertext) {
  static PrivateMessage read(Reader in) {
    return new PrivateMessage(
        in.bytes(), in.uint64(), contentType(in.uint8()), in.bytes(), in.bytes(), in.bytes());
  }

  private static int contentType(int type) {
    Rule.MALFORMED.require(type >= Protocol.APPLICATION && type <= Protocol.COMMIT);
    return type;
  }

  void write(Writer out) {
    out.vector(groupId).uint64(epoch).uint8(contentType).vector(authenticatedData);
    out.vector(encryptedSenderData).vector(ciphertext);
  }

  /// `PrivateContentAAD` (§6.3.1).
  static byte[] contentAad(FramedContent content) {
    Writer out = new Writer();
    out.vector(content.groupId()).uint64(content.epoch()).uint8(content.content().type());
    return out.vector(content.authenticatedData()).toBytes();
  }

  /// `PrivateContentAAD` (§6.3.1).
  byte[] contentAad() {
    Writer out = new Writer();
    out.vector(groupId).uint64(epoch).uint8(contentType).vector(authenticatedData);
    return out.toBytes();
  }

  /// `SenderDataAAD` (§6.3.2).
  static byte[] senderDataAad(Bytes groupId, long epoch, int contentType) {
    return new Writer().vector(groupId).uint64(epoch).uint8(contentType).toBytes();
  }
}
