package dev.godwit.testkit.sim;

import dev.godwit.core.account.Account;
import dev.godwit.core.account.AccountDevice;
import dev.godwit.core.account.KeyPackage;
import dev.godwit.core.conversation.CommitAttachment;
import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.log.LogId;
import dev.godwit.device.Registration;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.testkit.MemoryAccounts;
import dev.godwit.testkit.MemoryKeyPackages;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the node answers over REST, directly from the ports.
final class SimRest {
  private final World world;
  private final MemoryLogs logs;
  private final MemoryAccounts accounts = new MemoryAccounts();
  private final MemoryKeyPackages keyPackages = new MemoryKeyPackages();

  SimRest(World world, MemoryLogs logs) {
    this.world = world;
    this.logs = logs;
  }

  void register(Registration registration, String handle) {
    AccountId account = registration.account();
    accounts.create(
        new Account(account, handle, "", registration.identityKey(), World.START_MILLIS),
        new AccountDevice(
            account,
            registration.device(),
            registration.certificate(),
            registration.certificate(),
            World.START_MILLIS,
            0));
    publish(account, registration.device(), registration.keyPackages());
  }

  /// One more device of an account that is there.
  void link(Registration device) {
    accounts.link(
        new AccountDevice(
            device.account(),
            device.device(),
            device.certificate(),
            device.certificate(),
            World.START_MILLIS,
            0),
        Limits.DEVICES_PER_ACCOUNT_MAX);
    publish(device.account(), device.device(), device.keyPackages());
  }

  private void publish(AccountId account, DeviceId device, List<KeyPackageUpload> uploads) {
    List<KeyPackage> packages = new ArrayList<>();
    for (KeyPackageUpload upload : uploads) {
      packages.add(
          new KeyPackage(
              upload.bytes(), upload.bytes(), upload.expiresMillis(), upload.lastResort()));
    }
    keyPackages.add(account, device, packages, Limits.KEY_PACKAGES_PER_DEVICE_MAX);
  }

  Answer answer(AccountId caller, DeviceId device, Call call) {
    return switch (call) {
      case Call.FindHandle(var handle) -> account(accounts.byHandle(handle));
      case Call.FindAccount(var account) -> account(accounts.byId(account));
      case Call.ClaimKeyPackages(var account) -> claim(account);
      case Call.ClaimManyKeyPackages(var ids) -> claim(ids);
      case Call.ClaimOwnKeyPackages(var own, _) -> claimOwn(caller, own);
      case Call.FetchMembers _ -> new Answer.Refused(ErrorCode.NOT_FOUND, 0);
      case Call.PublishKeyPackages(var uploads) -> {
        publish(caller, device, uploads);
        yield new Answer.Done();
      }
      case Call.CountKeyPackages() ->
          new Answer.Count(keyPackages.count(caller, device, world.wallMillis()));
      case Call.FetchWelcome(var conversation, var sequence) -> welcome(conversation, sequence);
      case Call.FetchGroupInfo(var conversation) -> groupInfo(conversation);
    };
  }

  private Answer account(Optional<Account> found) {
    if (found.isEmpty()) {
      return new Answer.Refused(ErrorCode.ACCOUNT_UNKNOWN, 0);
    }
    Account account = found.get();
    List<Answer.AccountDevice> devices =
        accounts.devices(account.id()).stream()
            .map(d -> new Answer.AccountDevice(d.id(), d.certificate(), d.isRevoked()))
            .toList();
    return new Answer.Account(account.id(), account.handle(), account.identityKey(), devices);
  }

  private Answer claim(AccountId account) {
    List<Answer.ClaimedKeyPackage> claimed = new ArrayList<>();
    for (AccountDevice device : accounts.devices(account)) {
      keyPackages
          .claim(account, device.id(), world.wallMillis())
          .map(p -> new Answer.ClaimedKeyPackage(device.id(), device.certificate(), p.bytes()))
          .ifPresent(claimed::add);
    }
    return claimed.isEmpty()
        ? new Answer.Refused(ErrorCode.NO_KEY_PACKAGE, 0)
        : new Answer.KeyPackages(claimed);
  }

  private Answer claimOwn(AccountId account, DeviceId device) {
    return claim(account) instanceof Answer.KeyPackages(var all)
            && all.stream().anyMatch(each -> each.device().equals(device))
        ? new Answer.KeyPackages(all.stream().filter(each -> each.device().equals(device)).toList())
        : new Answer.Refused(ErrorCode.NO_KEY_PACKAGE, 0);
  }

  private Answer claim(List<AccountId> ids) {
    List<Answer.AccountKeyPackages> claimed = new ArrayList<>();
    List<AccountId> unreachable = new ArrayList<>();
    for (AccountId id : ids) {
      if (claim(id) instanceof Answer.KeyPackages(var packages)) {
        claimed.add(new Answer.AccountKeyPackages(id, packages));
      } else {
        unreachable.add(id);
      }
    }
    return new Answer.ManyKeyPackages(claimed, unreachable);
  }

  private Answer welcome(ConversationId conversation, long sequence) {
    return attachment(conversation, sequence)
        .<Answer>map(a -> new Answer.Welcome(a.welcome(), a.groupInfo(), a.ratchetTree()))
        .orElse(new Answer.Refused(ErrorCode.CONVERSATION_UNKNOWN, 0));
  }

  private Answer groupInfo(ConversationId conversation) {
    Bytes snapshot = logs.keptState(LogId.of(conversation)).snapshot();
    ConversationState state = ConversationState.decode(snapshot);
    long sequence = state.commitSequence();
    return attachment(conversation, sequence)
        .<Answer>map(
            a ->
                new Answer.NewestGroupInfo(sequence, state.epoch(), a.groupInfo(), a.ratchetTree()))
        .orElse(new Answer.Refused(ErrorCode.CONVERSATION_UNKNOWN, 0));
  }

  private Optional<CommitAttachment> attachment(ConversationId conversation, long sequence) {
    return logs.keptAttachment(LogId.of(conversation), sequence).map(CommitAttachment::decode);
  }
}
