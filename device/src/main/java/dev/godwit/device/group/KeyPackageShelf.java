package dev.godwit.device.group;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.session.Calls;
import dev.godwit.device.session.Clock;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.device.trust.Self;
import dev.godwit.mls.Lifetime;
import dev.godwit.mls.MlsClient;
import dev.godwit.mls.OwnKeyPackage;
import dev.godwit.mls.Welcome;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// This device's key packages: their private parts here, the packages themselves at the node for
/// others to claim.
public final class KeyPackageShelf {
  /// One-time key packages that the node should have.
  public static final int ONE_TIME = 20;

  /// With fewer than this at the node, new ones are made.
  public static final int REFILL_BELOW = 10;

  private static final long DAY_SECONDS = 24 * 3_600;

  /// How long a key package may be used.
  private static final long LIFETIME_SECONDS = 90 * DAY_SECONDS;

  /// A last resort with less than this before it is replaced.
  private static final long RENEW_SECONDS = 30 * DAY_SECONDS;

  /// A welcome may wait in the log for so long.
  private static final long GRACE_SECONDS = 31 * DAY_SECONDS;

  /// How often the node is asked how many are left.
  private static final long COUNT_MILLIS = 6 * 3_600 * 1_000;

  /// A call that got no answer is made again after this.
  private static final long RETRY_MILLIS = 30_000;

  private static final String PREFIX = "keypackage/";

  private record Kept(Lifetime lifetime, boolean lastResort, boolean published, Bytes own) {
    Bytes encode() {
      return new Packer()
          .number(lifetime.notBeforeSeconds())
          .number(lifetime.notAfterSeconds())
          .flag(lastResort)
          .flag(published)
          .bytes(own)
          .toBytes();
    }

    static Kept decode(Bytes bytes) {
      Unpacker in = new Unpacker(bytes);
      Lifetime lifetime = new Lifetime(in.number(), in.number());
      return new Kept(lifetime, in.flag(), in.flag(), in.bytes());
    }

    Kept asPublished() {
      return new Kept(lifetime, lastResort, true, own);
    }

    KeyPackageUpload upload() {
      Bytes encoded = Bytes.owned(OwnKeyPackage.decode(own.shared()).keyPackage().encode());
      return new KeyPackageUpload(encoded, lifetime.notAfterSeconds() * 1_000, lastResort);
    }
  }

  private final Self self;
  private final MlsClient client;
  private final Calls calls;
  private final Clock clock;
  private final Draft draft;
  private boolean counting;
  private long countAtMillis;

  /// The node's time when it was last asked; it goes on while this device is suspended.
  private long countedMillis;

  /// At most so many one-time key packages are left at the node.
  private int leftMax;

  public KeyPackageShelf(Self self, MlsClient client, Calls calls, Clock clock, Draft draft) {
    this.self = self;
    this.client = client;
    this.calls = calls;
    this.clock = clock;
    this.draft = draft;
  }

  /// The first key packages, for the registration to publish.
  public List<KeyPackageUpload> stock() {
    return stock(ONE_TIME);
  }

  /// The first key packages of a device that will be added to many conversations at once.
  public List<KeyPackageUpload> stock(int oneTime) {
    make(oneTime, true);
    List<KeyPackageUpload> uploads = unpublished();
    markPublished();
    return uploads;
  }

  /// Looks after the supply now and then; only in a session, so that the node's time is known.
  public void pump() {
    long now = clock.serverMillis();
    boolean isDue = clock.elapsedMillis() >= countAtMillis || now - countedMillis >= COUNT_MILLIS;
    if (!counting && isDue) {
      counting = true;
      countedMillis = now;
      countAtMillis = clock.elapsedMillis() + COUNT_MILLIS;
      calls.make(new Call.CountKeyPackages(), ConversationId.NONE);
    }
  }

  /// The node may have fewer than it had: one-time packages are no part of a backup.
  public void countAgain() {
    countAtMillis = 0;
  }

  public void onAnswer(Answer answer) {
    counting = false;
    switch (answer) {
      case Answer.Count(var left) -> refill(left);
      case Answer.Done _ -> markPublished();
      case Answer.Refused(var code, _) -> refused(code);
      case Answer.Unreachable _ -> countAtMillis = clock.elapsedMillis() + RETRY_MILLIS;
      case Answer.Account _, Answer.KeyPackages _, Answer.ManyKeyPackages _ -> {}
      case Answer.Welcome _, Answer.NewestGroupInfo _, Answer.Members _ -> {}
    }
  }

  /// The own key package that a welcome names.
  Optional<OwnKeyPackage> find(Welcome.Secrets secrets) {
    return draft
        .get(PREFIX + secrets.newMember().hex())
        .map(value -> OwnKeyPackage.decode(Kept.decode(value).own().shared()));
  }

  /// Deletes a key package that was used, so that nobody can use it again. The node is asked only
  /// when it may have too few: all joiners of a large group would ask at the same time.
  void used(OwnKeyPackage own) {
    if (own.keyPackage().isLastResort()) {
      leftMax = 0;
    } else {
      leftMax--;
      draft.delete(key(own));
    }
    if (leftMax < REFILL_BELOW) {
      countAgain();
    }
  }

  private void refill(int left) {
    dropExpired();
    int missing = left < REFILL_BELOW ? ONE_TIME - left : 0;
    long ready = all().values().stream().filter(k -> !k.published && !k.lastResort).count();
    make((int) Math.max(0, missing - ready), needsLastResort());
    List<KeyPackageUpload> uploads = unpublished();
    leftMax = left + uploads.size();
    if (!uploads.isEmpty()) {
      counting = true;
      calls.make(new Call.PublishKeyPackages(uploads), ConversationId.NONE);
    }
  }

  /// What will never be taken is not offered again; its private parts stay until they expire, since
  /// the node may have taken some.
  private void refused(ErrorCode code) {
    if (code == ErrorCode.KEY_PACKAGE_INVALID) {
      markPublished();
    } else {
      countAtMillis = clock.elapsedMillis() + RETRY_MILLIS;
    }
  }

  private void make(int oneTime, boolean lastResort) {
    long now = clock.serverSeconds();
    Lifetime lifetime = new Lifetime(Math.max(0, now - DAY_SECONDS), now + LIFETIME_SECONDS);
    for (int i = 0; i < oneTime; i++) {
      keep(client.keyPackage(self.identity(), lifetime), lifetime);
    }
    if (lastResort) {
      keep(client.lastResortKeyPackage(self.identity(), lifetime), lifetime);
    }
  }

  private void keep(OwnKeyPackage own, Lifetime lifetime) {
    boolean lastResort = own.keyPackage().isLastResort();
    Kept kept = new Kept(lifetime, lastResort, false, Bytes.owned(own.encode()));
    draft.put(key(own), kept.encode());
  }

  private boolean needsLastResort() {
    long now = clock.serverSeconds();
    return all().values().stream()
        .filter(Kept::lastResort)
        .map(Kept::lifetime)
        .noneMatch(l -> l.notBeforeSeconds() <= now && now < l.notAfterSeconds() - RENEW_SECONDS);
  }

  private void dropExpired() {
    long now = clock.serverSeconds();
    all()
        .forEach(
            (key, kept) -> {
              if (kept.lifetime.notAfterSeconds() + GRACE_SECONDS < now) {
                draft.delete(key);
              }
            });
  }

  private List<KeyPackageUpload> unpublished() {
    return all().values().stream().filter(kept -> !kept.published).map(Kept::upload).toList();
  }

  private void markPublished() {
    all()
        .forEach(
            (key, kept) -> {
              if (!kept.published) {
                draft.put(key, kept.asPublished().encode());
              }
            });
  }

  private Map<String, Kept> all() {
    Map<String, Kept> all = new TreeMap<>();
    draft.scan(PREFIX).forEach((key, value) -> all.put(key, Kept.decode(value)));
    return all;
  }

  private String key(OwnKeyPackage own) {
    return PREFIX + own.keyPackage().reference(client.crypto()).hex();
  }
}
