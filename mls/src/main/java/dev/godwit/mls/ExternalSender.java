package dev.godwit.mls;

import java.util.List;

/// Somebody outside the group who may send proposals to it (RFC 9420 §12.1.8.1).
public record ExternalSender(Bytes signatureKey, Credential credential) {
  /// The senders that these extensions of a group context allow.
  static List<ExternalSender> of(List<Extension> extensions) {
    return Extension.find(extensions, Extension.EXTERNAL_SENDERS)
        .map(extension -> Reader.whole(extension.data().array(), ExternalSender::readList))
        .orElse(List.of());
  }

  private static List<ExternalSender> readList(Reader in) {
    return in.list(item -> new ExternalSender(item.bytes(), CredentialCodec.read(item)));
  }

  static Bytes encoded(List<ExternalSender> senders) {
    Writer out = new Writer();
    int vector = out.begin();
    for (ExternalSender sender : senders) {
      out.vector(sender.signatureKey).raw(sender.credential.encoded().array());
    }
    out.end(vector);
    return Bytes.wrap(out.toBytes());
  }
}
