package dev.godwit.web.facade;

import dev.godwit.device.archive.ArchivePart;
import dev.godwit.device.archive.ArchiveSeal;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.web.crypto.SodiumCrypto;
import dev.godwit.wire.Bytes;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.typedarrays.Uint8Array;

/// The sealed parts in which a history goes from one device of an account to another.
public final class CompiledArchive {
  private final Crypto crypto = new SodiumCrypto();
  private final ArchiveSeal seal;

  @JSExport
  public CompiledArchive(Uint8Array archive, Uint8Array key) {
    seal = CompiledHost.seal(archive, key);
  }

  /// A part in an array; an empty one when it is none of this archive, or of a newer version.
  @JSExport
  public JSArray<JSObject> open(int number, Uint8Array sealed) {
    return Plain.array(
        seal.open(crypto, number, Plain.bytes(sealed)).flatMap(ArchivePart::decode).stream()
            .toList(),
        CompiledArchive::view);
  }

  private static JSObject view(ArchivePart part) {
    return Plain.of()
        .text("kind", kind(part.kind()))
        .bytes("catalogue", part.catalogue())
        .list("rows", part.rows(), Rows::message)
        .end();
  }

  private static String kind(ArchivePart.Kind kind) {
    return switch (kind) {
      case CATALOGUE -> "catalogue";
      case LAST_OF_CATALOGUE -> "lastOfCatalogue";
      case ROWS -> "rows";
      case LAST -> "last";
    };
  }

  @JSExport
  public JSObject sealCatalogue(int number, Uint8Array chunk, boolean last) {
    return sealed(number, ArchivePart.ofCatalogue(Plain.bytes(chunk), last));
  }

  /// @param rows as [Rows] made them
  @JSExport
  public JSObject sealRows(
      int number, JSArray<JSObject> rows, double done, double total, boolean last) {
    return sealed(
        number,
        ArchivePart.ofRows(Given.list(rows, RowReader::message), (long) done, (long) total, last));
  }

  private JSObject sealed(int number, ArchivePart part) {
    Bytes sealed = seal.seal(crypto, number, part.encode());
    return Plain.of().bytes("bytes", sealed).end();
  }
}
