package dev.godwit.mls;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything a client holds of one group, and the one place where it changes.
///
/// Saved under `p` (public: group context, confirmation tag, width of the tree) and `s` (secret:
/// the epoch's secrets), both written once per epoch, beside what [SavedTree], [SecretTree],
/// [PastEpochs] and [KeptProposals] save.
final class GroupState {
  private static final String PUBLIC_PART = "p";
  private static final String SECRET_PART = "s";
  private static final int FORMAT = 1;

  /// The form of `p`; in the first it had the whole tree in it, and can still be read.
  private static final int PUBLIC_FORMAT = 2;

  private static final int PUBLIC_FORMAT_WHOLE = 1;

  private final MlsClient client;
  private final SuiteCrypto crypto;
  private final Journal journal = new Journal();
  private final KeptProposals proposals = new KeptProposals();
  private SavedTree savedTree = SavedTree.none();
  private PastEpochs past = new PastEpochs();
  private ResumptionPsks resumption = new ResumptionPsks();
  private Epoch epoch;
  private Identity identity;
  private Group.Status status = Group.Status.ACTIVE;
  private Proposal.@Nullable ReInit reInit;

  private GroupState(MlsClient client, SuiteCrypto crypto, Epoch epoch, Identity identity) {
    this.client = client;
    this.crypto = crypto;
    this.epoch = epoch;
    this.identity = identity;
  }

  /// A group just created or joined.
  static GroupState begin(MlsClient client, SuiteCrypto crypto, Epoch epoch, Identity identity) {
    GroupState state = new GroupState(client, crypto, epoch, identity);
    state.keepResumptionPsk();
    epoch.secretTree().save(state.journal);
    state.save();
    return state;
  }

  MlsClient client() {
    return client;
  }

  Settings settings() {
    return client.settings();
  }

  SuiteCrypto crypto() {
    return crypto;
  }

  Journal journal() {
    return journal;
  }

  KeptProposals proposals() {
    return proposals;
  }

  PastEpochs past() {
    return past;
  }

  ResumptionPsks resumption() {
    return resumption;
  }

  Epoch epoch() {
    return epoch;
  }

  /// Whether this very state of an epoch is still the current one.
  @SuppressWarnings("ReferenceEquality")
  boolean isIn(Epoch other) {
    return epoch == other;
  }

  Identity identity() {
    return identity;
  }

  Group.Status status() {
    return status;
  }

  Optional<Proposal.ReInit> reInit() {
    return Optional.ofNullable(reInit);
  }

  void requireActive() {
    Rule.GROUP_NOT_ACTIVE.require(status == Group.Status.ACTIVE);
  }

  /// Enters the next epoch, which was built on the current one.
  void enter(Epoch next, Identity nextIdentity, Optional<Proposal.ReInit> nextReInit) {
    Settings.Retention retention = settings().retention();
    past.add(epoch, next.tree().leaves(), retention.pastEpochsMax(), journal);
    epoch.secrets().wipe();
    epoch.privateKeys().wipe();
    epoch = next;
    identity = nextIdentity;
    proposals.clear(journal);
    if (nextReInit.isPresent()) {
      reInit = nextReInit.get();
      status = Group.Status.REINITIALIZED;
    }
    keepResumptionPsk();
    epoch.secretTree().save(journal);
    save();
  }

  /// This client is no longer a member.
  void leave() {
    status = Group.Status.REMOVED;
    proposals.clear(journal);
    epoch.privateKeys().wipe();
    save();
  }

  private void keepResumptionPsk() {
    int epochsMax = settings().retention().resumptionEpochsMax();
    resumption.add(epoch.number(), epoch.secrets().resumption(), epochsMax);
  }

  private void save() {
    Writer open = new Writer(512);
    open.uint8(PUBLIC_FORMAT);
    writeTranscript(open, epoch);
    journal.put(PUBLIC_PART, open.uint32(epoch.tree().leafCount()).toBytes());
    savedTree.save(epoch.tree(), journal);
    Writer secret = new Writer(1024);
    secret.uint8(FORMAT).uint8(statusId(status));
    writeSecret(secret, epoch, identity);
    secret.uint8(reInit == null ? 0 : 1);
    if (reInit != null) {
      secret.vector(reInit.encoded());
    }
    resumption.write(secret);
    past.write(secret);
    journal.put(SECRET_PART, secret.toBytes());
  }

  static void writeTranscript(Writer out, Epoch epoch) {
    epoch.context().write(out);
    out.vector(epoch.transcript().confirmationTag());
  }

  static void writeSecret(Writer out, Epoch epoch, Identity identity) {
    epoch.secrets().write(out);
    epoch.privateKeys().write(out);
    out.vector(identity.signatureKey().privateKey());
  }

  private static int statusId(Group.Status status) {
    return switch (status) {
      case ACTIVE -> 0;
      case REMOVED -> 1;
      case REINITIALIZED -> 2;
    };
  }

  private static Group.Status status(int id) {
    return switch (id) {
      case 0 -> Group.Status.ACTIVE;
      case 1 -> Group.Status.REMOVED;
      case 2 -> Group.Status.REINITIALIZED;
      default -> throw Rule.UNKNOWN_FORMAT.broken();
    };
  }

  /// The public side of a saved epoch.
  record SavedPublic(Transcript transcript, RatchetTree tree) {}

  static SavedPublic readPublic(MlsClient client, Reader in) {
    return new SavedPublic(readTranscript(client, in), TreeCodec.read(in));
  }

  /// The same from what [#writeTranscript] wrote, and the tree beside it.
  static SavedPublic readPublic(MlsClient client, Reader in, byte[] ratchetTree) {
    return new SavedPublic(readTranscript(client, in), TreeCodec.decode(ratchetTree));
  }

  private static Transcript readTranscript(MlsClient client, Reader in) {
    GroupContext context = GroupContext.read(in);
    SuiteCrypto crypto = new SuiteCrypto(client.crypto(), context.suite());
    return Transcript.of(crypto, context, in.bytes());
  }

  private static SavedPublic readPublic(
      MlsClient client, int format, Reader in, Map<String, Bytes> parts) {
    return switch (format) {
      case PUBLIC_FORMAT_WHOLE -> readPublic(client, in);
      case PUBLIC_FORMAT -> {
        Transcript transcript = readTranscript(client, in);
        yield new SavedPublic(transcript, SavedTree.restore(in.uint32(), parts));
      }
      default -> throw Rule.UNKNOWN_FORMAT.broken();
    };
  }

  /// The group from all of its saved parts.
  static GroupState restore(MlsClient client, Map<String, Bytes> parts) {
    Reader open = new Reader(Saved.part(parts, PUBLIC_PART));
    Reader secret = new Reader(Saved.part(parts, SECRET_PART));
    Rule.UNKNOWN_FORMAT.require(secret.uint8() == FORMAT);
    int publicFormat = open.uint8();
    SavedPublic saved = readPublic(client, publicFormat, open, parts);
    open.finish();
    SuiteCrypto crypto = new SuiteCrypto(client.crypto(), saved.transcript().context().suite());
    Group.Status status = status(secret.uint8());
    EpochSecrets secrets = EpochSecrets.read(secret);
    PrivateKeys keys = PrivateKeys.read(secret);
    long number = saved.transcript().context().epoch();
    SecretTree secretTree = SecretTree.restore(parts, number, saved.tree().leafCount());
    Epoch epoch = new Epoch(saved.transcript(), saved.tree(), keys, secrets, secretTree);
    Identity identity = Identity.ofMember(crypto, epoch, secret.vector());
    GroupState state = new GroupState(client, crypto, epoch, identity);
    state.status = status;
    if (publicFormat == PUBLIC_FORMAT) {
      state.savedTree = SavedTree.of(saved.tree());
    }
    state.readRest(secret, parts);
    return state;
  }

  private void readRest(Reader in, Map<String, Bytes> parts) {
    if (in.present()) {
      Proposal proposal = Reader.whole(in.vector(), ProposalCodec::read);
      reInit = proposal instanceof Proposal.ReInit saved ? saved : null;
    }
    resumption = ResumptionPsks.read(in);
    past = PastEpochs.restore(in, epoch.tree().leaves(), parts);
    in.finish();
    proposals.restore(parts);
  }
}
