package dev.godwit.bench.fleet;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.WelcomeSecrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// The conversation of two accounts, made by a commit whose MLS parts are random bytes of about the
/// size that real ones have: the node does not look into them.
public final class DirectConversation {
  private static final byte[] LABEL = "godwit direct 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int ID_BYTES = 16;
  private static final int COMMIT_BYTES = 600;
  private static final int WELCOME_BYTES = 900;
  private static final int SECRETS_BYTES = 180;

  private DirectConversation() {}

  /// Lets `creator` make the conversation; both hear of it through their account's log.
  static void create(Device creator, Device other, RandomGenerator random) {
    ConversationId id = idOf(creator.identity().account(), other.identity().account());
    creator.meet(id, other);
    other.meet(id, creator);
    creator.send(creation(creator.identity(), other.identity(), random));
  }

  /// The first 16 bytes of SHA-256 over a label, the smaller account id and the larger one.
  public static ConversationId idOf(AccountId one, AccountId two) {
    Bytes a = one.toBytes();
    Bytes b = two.toBytes();
    boolean inOrder = a.compareTo(b) <= 0;
    MessageDigest sha256 = sha256();
    sha256.update(LABEL);
    sha256.update((inOrder ? a : b).shared());
    sha256.update((inOrder ? b : a).shared());
    return ConversationId.of(Bytes.owned(Arrays.copyOf(sha256.digest(), ID_BYTES)));
  }

  /// The commit that makes the conversation.
  public static Commit creation(Identity creator, Identity other, RandomGenerator random) {
    return new Commit(
        idOf(creator.account(), other.account()),
        new EntryId(random.nextLong(), random.nextLong()),
        0,
        bytes(COMMIT_BYTES, random),
        ConversationKind.DIRECT,
        List.of(added(creator), added(other)),
        bytes(WELCOME_BYTES, random),
        List.of(new WelcomeSecrets(other.account(), other.device(), bytes(SECRETS_BYTES, random))),
        bytes(COMMIT_BYTES, random),
        bytes(WELCOME_BYTES, random),
        GroupSettings.NONE);
  }

  private static MemberChange added(Identity member) {
    return new MemberChange(
        member.account(), MemberChangeKind.ADDED, Role.MEMBER, List.of(member.device()));
  }

  private static Bytes bytes(int count, RandomGenerator random) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return Bytes.owned(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
