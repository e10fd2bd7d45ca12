package dev.godwit.device.group;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.session.Link;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.trust.Certificates;
import dev.godwit.device.trust.Self;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.CommitBuilder;
import dev.godwit.mls.Credential;
import dev.godwit.mls.Group;
import dev.godwit.mls.Identity;
import dev.godwit.mls.KeyPackage;
import dev.godwit.mls.MlsException;
import dev.godwit.mls.PendingCommit;
import dev.godwit.mls.Rule;
import dev.godwit.mls.Welcome;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.WelcomeSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the group of a direct conversation: looks the peer up, claims a key package for each of
/// its devices, and commits them into a new group. Nothing of it holds until the node takes the
/// commit: the peer may be doing the same, and one of the two is first.
final class Creation {
  private static final int ID_BYTES = 16;

  /// A device of the peer that the group starts with.
  private record Joiner(DeviceId device, KeyPackage keyPackage) {}

  private final Trust trust;
  private final Link link;
  private final Groups groups;
  private final OwnCommits pending;

  Creation(Trust trust, Link link, Groups groups, OwnCommits pending) {
    this.trust = trust;
    this.link = link;
    this.groups = groups;
    this.pending = pending;
  }

  void start(ConversationState state) {
    link.calls().make(new Call.FindAccount(state.peer()), state.id());
  }

  Outcome onAccount(ConversationState state, Answer.Account account) {
    if (!trust.identities().told(account.account(), account.identityKey())) {
      state.identityChanged(true);
      return new Outcome.Failed(ErrorCode.CERTIFICATE_INVALID);
    }
    link.calls().make(new Call.ClaimKeyPackages(state.peer()), state.id());
    return new Outcome.Progress();
  }

  Outcome onKeyPackages(ConversationState state, Answer.KeyPackages answer) {
    List<Joiner> joiners = new ArrayList<>();
    try {
      for (Answer.ClaimedKeyPackage claimed : answer.keyPackages()) {
        if (trust.revocations().isRevoked(state.peer(), claimed.device())) {
          continue;
        }
        KeyPackage keyPackage = KeyPackage.decode(claimed.keyPackage().toArray());
        if (!isOf(keyPackage, state.peer(), claimed.device())) {
          return new Outcome.Failed(ErrorCode.CERTIFICATE_INVALID);
        }
        joiners.add(new Joiner(claimed.device(), keyPackage));
      }
      return joiners.isEmpty() ? new Outcome.Later(0) : commit(state, joiners);
    } catch (MlsException e) {
      return e.rule() == Rule.CREDENTIAL_REFUSED
          ? new Outcome.Failed(ErrorCode.CERTIFICATE_INVALID)
          : new Outcome.Later(0);
    }
  }

  /// The node has taken the commit.
  void accepted(ConversationState state, OwnCommit accepted, Optional<PendingCommit> made) {
    Group group = groups.find(state.id()).orElseThrow();
    group.apply(accepted.sealed(made, group));
    groups.save(state.id(), group);
  }

  private boolean isOf(KeyPackage keyPackage, AccountId account, DeviceId device) {
    Optional<DeviceCertificate> certificate =
        keyPackage.credential() instanceof Credential.Basic(var identity)
            ? Certificates.check(trust.crypto(), MlsBytes.from(identity))
            : Optional.empty();
    return certificate
        .filter(c -> c.account().equals(account) && c.device().equals(device))
        .filter(c -> trust.identities().meet(account, c.identityKey()))
        .isPresent();
  }

  private Outcome commit(ConversationState state, List<Joiner> joiners) {
    Group group = create(state, time(joiners));
    CommitBuilder builder = group.commit();
    joiners.forEach(joiner -> builder.add(joiner.keyPackage()));
    PendingCommit made = builder.build(time(joiners));
    groups.forget(state.id());
    groups.save(state.id(), group);
    Commit frame = frame(state, joiners, made);
    Bytes saved = Bytes.owned(made.save());
    pending.put(state.id(), new OwnCommit(OwnCommit.Kind.CREATE, frame, saved), made);
    return new Outcome.Progress();
  }

  private Group create(ConversationState state, long seconds) {
    Identity identity = trust.self().identity();
    return trust.mls().create(identity, MlsBytes.of(state.id().toBytes()), List.of(), seconds);
  }

  /// The node's time. A key package from the future was made by a device whose clock is ahead, and
  /// is taken as fresh; one that has expired is not.
  private long time(List<Joiner> joiners) {
    long seconds = link.clock().serverSeconds();
    for (Joiner joiner : joiners) {
      seconds = Math.max(seconds, joiner.keyPackage().lifetime().notBeforeSeconds());
    }
    return seconds;
  }

  private Commit frame(ConversationState state, List<Joiner> joiners, PendingCommit made) {
    Welcome welcome = made.welcome().orElseThrow();
    return new Commit(
        state.id(),
        EntryId.of(Bytes.owned(trust.crypto().random(ID_BYTES))),
        0,
        Bytes.owned(made.message()),
        ConversationKind.DIRECT,
        changes(state, joiners),
        Bytes.owned(welcome.common()),
        secrets(state, joiners, welcome),
        Bytes.owned(made.groupInfo()),
        Bytes.owned(made.ratchetTree()),
        GroupSettings.NONE);
  }

  private List<MemberChange> changes(ConversationState state, List<Joiner> joiners) {
    Self self = trust.self();
    List<DeviceId> devices = joiners.stream().map(Joiner::device).toList();
    return List.of(added(self.account(), List.of(self.device())), added(state.peer(), devices));
  }

  private static MemberChange added(AccountId account, List<DeviceId> devices) {
    return new MemberChange(account, MemberChangeKind.ADDED, Role.MEMBER, devices);
  }

  private static List<WelcomeSecrets> secrets(
      ConversationState state, List<Joiner> joiners, Welcome welcome) {
    List<WelcomeSecrets> secrets = new ArrayList<>();
    for (int i = 0; i < joiners.size(); i++) {
      Bytes own = Bytes.owned(welcome.secrets().get(i).encode());
      secrets.add(new WelcomeSecrets(state.peer(), joiners.get(i).device(), own));
    }
    return secrets;
  }
}
