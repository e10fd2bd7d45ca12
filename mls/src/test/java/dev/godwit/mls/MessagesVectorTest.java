package dev.godwit.mls;

import static dev.godwit.mls.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class MessagesVectorTest {
  private static final List<String> MESSAGES =
      List.of(
          "mls_welcome",
          "mls_group_info",
          "mls_key_package",
          "public_message_application",
          "public_message_proposal",
          "public_message_commit",
          "private_message");

  @Test
  void everyStructureSurvivesDecodingAndEncoding() {
    Vectors.each(
        "messages.json",
        example -> {
          MESSAGES.forEach(name -> message(example, name));
          tree(example);
          struct(example, "group_secrets", bytes -> groupSecrets(bytes));
          struct(example, "commit", bytes -> commit(bytes));
          proposals(example);
        });
  }

  private static void message(JsonNode example, String name) {
    struct(example, name, bytes -> MlsMessage.encode(MlsMessage.decode(bytes)));
  }

  private static void tree(JsonNode example) {
    struct(example, "ratchet_tree", bytes -> TreeCodec.encode(TreeCodec.decode(bytes)));
  }

  private static byte[] groupSecrets(byte[] bytes) {
    return Reader.whole(bytes, GroupSecrets::read).encoded();
  }

  private static byte[] commit(byte[] bytes) {
    Writer out = new Writer();
    Reader.whole(bytes, Commit::read).write(out);
    return out.toBytes();
  }

  private static void proposals(JsonNode example) {
    proposal(example, "add_proposal", Proposal.ADD);
    proposal(example, "update_proposal", Proposal.UPDATE);
    proposal(example, "remove_proposal", Proposal.REMOVE);
    proposal(example, "pre_shared_key_proposal", Proposal.PSK);
    proposal(example, "re_init_proposal", Proposal.REINIT);
    proposal(example, "external_init_proposal", Proposal.EXTERNAL_INIT);
    proposal(example, "group_context_extensions_proposal", Proposal.GROUP_CONTEXT_EXTENSIONS);
  }

  /// The vectors have proposals without their type.
  private static void proposal(JsonNode example, String name, int type) {
    byte[] typed = new Writer().uint16(type).raw(hex(example, name)).toBytes();
    assertEquals(
        hex(typed), hex(Reader.whole(typed, ProposalCodec::read).encoded().toByteArray()), name);
  }

  private static void struct(JsonNode example, String name, Function<byte[], byte[]> again) {
    byte[] bytes = hex(example, name);
    assertEquals(hex(bytes), hex(again.apply(bytes)), name);
  }
}
