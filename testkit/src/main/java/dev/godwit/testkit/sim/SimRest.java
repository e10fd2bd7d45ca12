package dev.godwit.testkit.sim;

import dev.godwit.core.account.AccessTokens;
import dev.godwit.core.account.Account;
import dev.godwit.core.account.AccountDesk;
import dev.godwit.core.account.AccountDevice;
import dev.godwit.core.account.Challenges;
import dev.godwit.core.account.ClaimedKeyPackage;
import dev.godwit.core.account.DeviceDesk;
import dev.godwit.core.account.KeyPackageDesk;
import dev.godwit.core.account.NewKeyPackage;
import dev.godwit.core.account.Reply;
import dev.godwit.core.account.SignIns;
import dev.godwit.core.account.SigningKeyRing;
import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.conversation.Member;
import dev.godwit.core.log.LogId;
import dev.godwit.core.routing.DeviceNews;
import dev.godwit.device.Registration;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.testkit.MemoryAccounts;
import dev.godwit.testkit.MemoryKeyPackages;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CommitAttachment;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/// What the nodes answer over REST: the real desks for accounts, devices and key packages, and the
/// store for the rest.
final class SimRest {
  private final World world;
  private final Nodes nodes;
  private final MemoryLogs logs;
  private final Judge judge;
  private final InstantSource time;
  private final MemoryAccounts accounts = new MemoryAccounts();
  private final KeyPackageDesk packages;
  private final DeviceDesk devices;
  private final Set<Bytes> handedOut = new HashSet<>();
  private final Set<Bytes> lastResorts = new HashSet<>();

  SimRest(Stage stage) {
    this.world = stage.world();
    this.nodes = stage.nodes();
    this.logs = stage.logs();
    this.judge = stage.judge();
    time = () -> Instant.ofEpochMilli(world.wallMillis());
    MemoryKeyPackages keyPackages = new MemoryKeyPackages();
    packages = new KeyPackageDesk(accounts, keyPackages, time);
    Random random = new Random(world.number());
    SigningKeyRing keys = new SigningKeyRing(accounts, time, random);
    devices =
        new DeviceDesk(
            new AccountDesk.Stores(accounts, keyPackages),
            new SignIns(accounts, new AccessTokens(keys, time), time, random),
            new DeviceNews(accounts, logs, nodes::put),
            new Challenges(keys, time, random),
            time);
    stage.backups().with(accounts::backup);
    stage.backups().with(keyPackages::backup);
    nodes.withDeviceNews(devices::tellAgain);
  }

  // --- Accounts and their devices ---

  /// An account with its first device.
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
  Reply<DeviceId> link(Registration device) {
    Reply<DeviceId> linked = devices.link(device.account(), device.device(), device.certificate());
    if (linked instanceof Reply.Given<DeviceId>) {
      publish(device.account(), device.device(), device.keyPackages());
    }
    return linked;
  }

  Reply<DeviceId> revoke(AccountId account, DeviceId device, Bytes statement) {
    return devices.revoke(account, device, statement);
  }

  boolean isRevoked(AccountId account, DeviceId device) {
    return accounts.device(account, device).filter(AccountDevice::isRevoked).isPresent();
  }

  private Answer publish(AccountId account, DeviceId device, List<KeyPackageUpload> uploads) {
    uploads.stream()
        .filter(KeyPackageUpload::lastResort)
        .forEach(upload -> lastResorts.add(upload.bytes()));
    List<NewKeyPackage> added =
        uploads.stream()
            .map(each -> new NewKeyPackage(each.bytes(), each.expiresMillis(), each.lastResort()))
            .toList();
    return answer(packages.add(account, device, added), _ -> new Answer.Done());
  }

  // --- What devices ask ---

  Answer answer(AccountId caller, DeviceId device, Call call) {
    return switch (call) {
      case Call.FindHandle(var handle) -> account(accounts.byHandle(handle));
      case Call.FindAccount(var account) -> account(accounts.byId(account));
      case Call.ClaimKeyPackages(var account) ->
          answer(packages.claim(caller, account), this::keyPackages);
      case Call.ClaimManyKeyPackages(var ids) ->
          answer(packages.claimMany(caller, ids), this::manyKeyPackages);
      case Call.ClaimOwnKeyPackages(var own, var count) ->
          answer(packages.claimOwn(caller, own, count), this::keyPackages);
      case Call.FetchMembers(var conversation) ->
          asMember(caller, conversation, state -> members(conversation, state));
      case Call.PublishKeyPackages(var uploads) -> publish(caller, device, uploads);
      case Call.CountKeyPackages() -> new Answer.Count(packages.count(caller, device));
      case Call.FetchWelcome(var conversation, var sequence) ->
          asMember(caller, conversation, _ -> welcome(conversation, sequence));
      case Call.FetchGroupInfo(var conversation) ->
          asMember(caller, conversation, state -> groupInfo(conversation, state));
    };
  }

  private static <T> Answer answer(Reply<T> reply, Function<T, Answer> given) {
    return switch (reply) {
      case Reply.Given<T>(var value) -> given.apply(value);
      case Reply.Refused<T>(var code, var millis) -> new Answer.Refused(code, millis);
    };
  }

  private Answer account(Optional<Account> found) {
    return found
        .<Answer>map(
            account ->
                new Answer.Account(
                    account.id(), account.handle(), account.identityKey(), devices(account.id())))
        .orElse(new Answer.Refused(ErrorCode.ACCOUNT_UNKNOWN, 0));
  }

  private List<Answer.AccountDevice> devices(AccountId account) {
    return accounts.devices(account).stream()
        .map(d -> new Answer.AccountDevice(d.id(), d.certificate(), d.isRevoked(), d.revocation()))
        .toList();
  }

  private Answer keyPackages(List<ClaimedKeyPackage> claimed) {
    return new Answer.KeyPackages(claimed.stream().map(this::keyPackage).toList());
  }

  private Answer.ClaimedKeyPackage keyPackage(ClaimedKeyPackage claimed) {
    Bytes bytes = claimed.keyPackage();
    judge.isTrue(
        lastResorts.contains(bytes) || handedOut.add(bytes),
        "a key package is handed out once",
        claimed.device().id());
    AccountDevice device = claimed.device();
    return new Answer.ClaimedKeyPackage(device.id(), device.certificate(), claimed.keyPackage());
  }

  private Answer manyKeyPackages(KeyPackageDesk.ClaimedMany many) {
    Map<AccountId, List<Answer.ClaimedKeyPackage>> claimed = new LinkedHashMap<>();
    for (ClaimedKeyPackage each : many.keyPackages()) {
      claimed
          .computeIfAbsent(each.device().account(), _ -> new ArrayList<>())
          .add(keyPackage(each));
    }
    List<Answer.AccountKeyPackages> accounts = new ArrayList<>();
    claimed.forEach((id, all) -> accounts.add(new Answer.AccountKeyPackages(id, all)));
    return new Answer.ManyKeyPackages(accounts, many.unreachable());
  }

  // --- Conversations ---

  /// To others a conversation looks as if it were not there.
  private Answer asMember(
      AccountId caller, ConversationId conversation, Function<ConversationState, Answer> answer) {
    ConversationState state =
        ConversationState.decode(logs.keptState(LogId.of(conversation)).snapshot());
    return state.roster().contains(caller)
        ? answer.apply(state)
        : new Answer.Refused(ErrorCode.CONVERSATION_UNKNOWN, 0);
  }

  /// In which a message has to be sealed.
  long epoch(ConversationId conversation) {
    return ConversationState.decode(logs.keptState(LogId.of(conversation)).snapshot()).epoch();
  }

  private Answer members(ConversationId conversation, ConversationState state) {
    return new Answer.Members(
        logs.keptState(LogId.of(conversation)).head(),
        state.roster().members().stream().map(this::member).toList());
  }

  private Answer.Member member(Member member) {
    String handle = accounts.byId(member.account()).map(Account::handle).orElse("");
    return new Answer.Member(
        member.account(), handle, member.role(), member.since(), member.sinceMillis());
  }

  private Answer welcome(ConversationId conversation, long sequence) {
    return attachment(conversation, sequence)
        .<Answer>map(a -> new Answer.Welcome(a.welcome(), a.groupInfo(), a.ratchetTree()))
        .orElse(new Answer.Refused(ErrorCode.NOT_FOUND, 0));
  }

  private Answer groupInfo(ConversationId conversation, ConversationState state) {
    long sequence = state.commitSequence();
    return attachment(conversation, sequence)
        .<Answer>map(
            a ->
                new Answer.NewestGroupInfo(sequence, state.epoch(), a.groupInfo(), a.ratchetTree()))
        .orElse(new Answer.Refused(ErrorCode.NOT_FOUND, 0));
  }

  private Optional<CommitAttachment> attachment(ConversationId conversation, long sequence) {
    return logs.attachment(LogId.of(conversation), sequence, time.millis())
        .map(CommitAttachment::decode);
  }
}
