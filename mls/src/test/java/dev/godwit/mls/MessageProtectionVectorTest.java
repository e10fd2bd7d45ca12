package dev.godwit.mls;

import static dev.godwit.mls.Vectors.bytes;
import static dev.godwit.mls.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.mls.crypto.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MessageProtectionVectorTest {
  private static final Settings.Retention LIMITS = new Settings.Retention(3, 3, 100, 100);

  @Test
  void messagesOfOthersOpenAndOwnOnesToo() {
    Vectors.eachOfOurs(
        "message-protection.json", (crypto, example) -> new Case(crypto, example).run());
  }

  private static final class Case {
    private final SuiteCrypto crypto;
    private final JsonNode example;
    private final Bytes context;
    private final KeyPair signer;
    private final PrivateFraming framing;

    private Case(SuiteCrypto crypto, JsonNode example) {
      this.crypto = crypto;
      this.example = example;
      context =
          new GroupContext(
                  crypto.suite(),
                  bytes(example, "group_id"),
                  example.get("epoch").asLong(),
                  bytes(example, "tree_hash"),
                  bytes(example, "confirmed_transcript_hash"),
                  List.of())
              .encoded();
      signer = new KeyPair(hex(example, "signature_pub"), hex(example, "signature_priv"));
      framing = new PrivateFraming(crypto, hex(example, "sender_data_secret"));
    }

    private void run() {
      var proposal =
          new FramedContent.Content.OfProposal(
              Reader.whole(hex(example, "proposal"), ProposalCodec::read));
      var commit =
          new FramedContent.Content.OfCommit(Reader.whole(hex(example, "commit"), Commit::read));
      var application = new FramedContent.Content.Application(bytes(example, "application"));
      opens("proposal_pub", proposal);
      opens("proposal_priv", proposal);
      opens("commit_pub", commit);
      opens("commit_priv", commit);
      opens("application_priv", application);
      ownPublic(proposal);
      ownPublic(commit);
      ownPrivate(proposal);
      ownPrivate(commit);
      ownPrivate(application);
    }

    private SecretTree secretTree() {
      return SecretTree.from(hex(example, "encryption_secret"), 0, 2);
    }

    private void opens(String name, FramedContent.Content expected) {
      check(unprotect(MlsMessage.decode(hex(example, name))), expected);
    }

    private void check(AuthenticatedContent opened, FramedContent.Content expected) {
      assertTrue(opened.verify(crypto, signer.publicKey(), context));
      assertEquals(hex(encoded(expected)), hex(encoded(opened.content().content())));
    }

    private static byte[] encoded(FramedContent.Content content) {
      Writer out = new Writer();
      content.write(out);
      return out.toBytes();
    }

    private AuthenticatedContent unprotect(MlsMessage message) {
      return switch (message) {
        case MlsMessage.OfPublicMessage(var inner) ->
            inner.unprotect(crypto, hex(example, "membership_key"), context);
        case MlsMessage.OfPrivateMessage(var inner) -> {
          var sender = framing.openSenderData(inner);
          var use =
              secretTree()
                  .at(
                      crypto,
                      SecretTree.Kind.ofContent(inner.contentType()),
                      sender.leaf(),
                      sender.generation(),
                      LIMITS);
          yield framing.open(inner, sender, use.key());
        }
        default -> throw new AssertionError();
      };
    }

    private AuthenticatedContent signed(int wireFormat, FramedContent.Content content) {
      FramedContent framed =
          new FramedContent(
              bytes(example, "group_id"),
              example.get("epoch").asLong(),
              new Sender.Member(1),
              Bytes.of((byte) 7),
              content);
      AuthenticatedContent signed =
          AuthenticatedContent.sign(crypto, signer, wireFormat, framed, context);
      return signed.withConfirmationTag(Bytes.wrap(crypto.zero()));
    }

    private void ownPublic(FramedContent.Content content) {
      PublicMessage message =
          PublicMessage.protect(
              crypto,
              signed(Protocol.PUBLIC_MESSAGE, content),
              hex(example, "membership_key"),
              context);
      byte[] sent = MlsMessage.encode(new MlsMessage.OfPublicMessage(message));
      check(unprotect(MlsMessage.decode(sent)), content);
    }

    private void ownPrivate(FramedContent.Content content) {
      var use = secretTree().next(crypto, SecretTree.Kind.ofContent(content.type()), 1);
      PrivateMessage message =
          framing.protect(signed(Protocol.PRIVATE_MESSAGE, content), use.key(), 64);
      assertEquals(0, (message.ciphertext().size() - 16) % 64);
      byte[] sent = MlsMessage.encode(new MlsMessage.OfPrivateMessage(message));
      check(unprotect(MlsMessage.decode(sent)), content);
    }
  }
}
