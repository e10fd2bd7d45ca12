package dev.godwit.device.conversation;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.content.ContentCodec;
import dev.godwit.device.content.GroupDetails;
import dev.godwit.device.content.Invitation;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Limits;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/// What this device remembers of a group beside its keys. What is changed here is lost unless
/// [GroupRecords#save] follows in the same step.
public final class GroupRecord {
  /// Since when an account is a member.
  ///
  /// @param sequence of the commit that added it, 0 when that was before this device joined
  public record Since(long sequence, long timeMillis) {
    public static final Since UNKNOWN = new Since(0, 0);
  }

  /// An account that asks to be let in.
  ///
  /// @param invited it has shown that it was given a link that needs no approval
  public record Request(long sequence, long timeMillis, boolean invited) {
    /// The same, shown to be by a link that was given to the account.
    public Request proven() {
      return new Request(sequence, timeMillis, true);
    }
  }

  private final SortedMap<AccountId, Since> members = new TreeMap<>();
  private final SortedMap<AccountId, SortedSet<DeviceId>> departed = new TreeMap<>();
  private final SortedSet<AccountId> gone = new TreeSet<>();
  private final SortedMap<AccountId, Long> departedAt = new TreeMap<>();
  private final SortedMap<AccountId, Request> requests = new TreeMap<>();
  private final SortedMap<String, Invitation> invitations = new TreeMap<>();
  private GroupDetails details = GroupDetails.NONE;
  private long joinedEpoch;

  GroupRecord() {}

  /// The members, without those who have left.
  public SortedMap<AccountId, Since> members() {
    return members;
  }

  public boolean isMember(AccountId account) {
    return members.containsKey(account);
  }

  public GroupDetails details() {
    return details;
  }

  public void details(GroupDetails next) {
    details = next;
  }

  /// The epoch in which this device came into the group; what was said before is not for it.
  public long joinedEpoch() {
    return joinedEpoch;
  }

  // --- Members ---

  /// This account was let into the group with the commit that began `epoch`. What was known of the
  /// others from an earlier time does not hold any more.
  public void joined(AccountId self, long epoch, Since since) {
    joinedEpoch = epoch;
    departed.clear();
    gone.clear();
    requests.clear();
    members.clear();
    members.put(self, since);
  }

  /// What came after the entry at `head` did not happen. Who is a member shows in the group.
  public void shorten(long head) {
    departedAt.values().removeIf(sequence -> sequence <= head);
    departed.keySet().removeAll(departedAt.keySet());
    gone.removeAll(departedAt.keySet());
    departedAt.clear();
    requests.values().removeIf(request -> request.sequence() > head);
    members.values().removeIf(since -> since.sequence() > head);
    details = details.before(head);
  }

  public void added(AccountId account, Since since) {
    members.put(account, since);
    requests.remove(account);
    departed.remove(account);
    gone.remove(account);
  }

  /// Since when a member is one that was there before this device.
  public void learned(AccountId account, Since since) {
    members.computeIfPresent(account, (_, known) -> known.sequence() == 0 ? since : known);
  }

  public void removed(AccountId account) {
    members.remove(account);
    departed.remove(account);
    gone.remove(account);
  }

  // --- Departures ---

  /// The account is no member any more, but these leaves of it are still in the group.
  public void left(AccountId account, Collection<DeviceId> devices) {
    members.remove(account);
    if (!devices.isEmpty()) {
      gone.add(account);
    }
    revoked(account, devices);
  }

  /// These devices take no part any more, but their leaves are still in the group. Without any
  /// there is nothing to be taken out.
  public void revoked(AccountId account, Collection<DeviceId> devices) {
    if (!devices.isEmpty()) {
      departed.computeIfAbsent(account, _ -> new TreeSet<>()).addAll(devices);
    }
  }

  /// The newest entry by which the account, or a device of it, departed.
  public void departedAt(AccountId account, long sequence) {
    if (departed.containsKey(account)) {
      departedAt.put(account, sequence);
    }
  }

  /// These leaves were taken out of the group.
  public void takenOut(AccountId account, Collection<DeviceId> devices) {
    Set<DeviceId> left = departed.get(account);
    if (left != null) {
      left.removeAll(devices);
      if (left.isEmpty()) {
        departed.remove(account);
        gone.remove(account);
      }
    }
  }

  /// Of what departed only these leaves are still in the group.
  public void keepDeparted(BiPredicate<AccountId, DeviceId> leaves) {
    departed.forEach((account, all) -> all.removeIf(device -> !leaves.test(account, device)));
    departed.values().removeIf(Set::isEmpty);
    gone.retainAll(departed.keySet());
  }

  /// The leaves that the next commit takes out.
  public SortedMap<AccountId, SortedSet<DeviceId>> departed() {
    return departed;
  }

  /// Accounts that have left, with leaves still in the group.
  public Set<AccountId> gone() {
    return gone;
  }

  // --- Who wants in ---

  public SortedMap<AccountId, Request> requests() {
    return requests;
  }

  public void requested(AccountId account, Request request) {
    if (requests.size() < Limits.JOIN_REQUESTS_MAX) {
      requests.put(account, request);
    }
  }

  public void refused(AccountId account) {
    requests.remove(account);
  }

  public Optional<Request> request(AccountId account) {
    return Optional.ofNullable(requests.get(account));
  }

  public boolean isInvited(AccountId account) {
    return request(account).map(Request::invited).orElse(false);
  }

  public Collection<Invitation> invitations() {
    return invitations.values();
  }

  public Optional<Invitation> invitation(String link) {
    return Optional.ofNullable(invitations.get(link));
  }

  /// Takes an invitation; the one that expires first makes room when there are too many.
  public void invited(Invitation invitation) {
    invitations.put(invitation.link(), invitation);
    if (invitations.size() > Limits.LINKS_PER_CONVERSATION_MAX) {
      invitations.values().stream()
          .min((one, other) -> Long.compare(one.expiresMillis(), other.expiresMillis()))
          .ifPresent(first -> invitations.remove(first.link()));
    }
  }

  public void invitationRevoked(String link) {
    invitations.remove(link);
  }

  // --- Stored ---

  Bytes encode() {
    Packer out = new Packer().number(joinedEpoch).number(members.size());
    members.forEach(
        (account, since) -> pack(out, account).number(since.sequence).number(since.timeMillis));
    out.number(departed.size());
    departed.forEach(
        (account, devices) -> {
          pack(out, account).flag(gone.contains(account)).number(devices.size());
          devices.forEach(device -> out.id(device.high(), device.low()));
        });
    out.number(requests.size());
    requests.forEach(
        (account, request) ->
            pack(out, account)
                .number(request.sequence)
                .number(request.timeMillis)
                .flag(request.invited));
    out.number(invitations.size());
    invitations.values().forEach(invitation -> ContentCodec.pack(out, invitation));
    out.text(details.name()).text(details.description());
    out.number(details.nameSequence()).number(details.descriptionSequence());
    out.number(details.pictureSequence()).number(departedAt.size());
    departedAt.forEach((account, sequence) -> pack(out, account).number(sequence));
    return out.toBytes();
  }

  /// @param picture kept apart, since it is large and seldom changes
  static GroupRecord decode(Bytes bytes, Bytes picture) {
    Unpacker in = new Unpacker(bytes);
    GroupRecord record = new GroupRecord();
    record.joinedEpoch = in.number();
    for (long count = in.number(); count > 0; count--) {
      record.members.put(in.account(), new Since(in.number(), in.number()));
    }
    for (long count = in.number(); count > 0; count--) {
      record.unpackDeparted(in);
    }
    for (long count = in.number(); count > 0; count--) {
      record.requests.put(in.account(), new Request(in.number(), in.number(), in.flag()));
    }
    for (long count = in.number(); count > 0; count--) {
      record.invited(ContentCodec.invitation(in));
    }
    record.details =
        new GroupDetails(in.text(), in.text(), picture, in.number(), in.number(), in.number());
    for (long count = in.hasMore() ? in.number() : 0; count > 0; count--) {
      record.departedAt.put(in.account(), in.number());
    }
    return record;
  }

  private void unpackDeparted(Unpacker in) {
    AccountId account = in.account();
    if (in.flag()) {
      gone.add(account);
    }
    SortedSet<DeviceId> devices = new TreeSet<>();
    for (long count = in.number(); count > 0; count--) {
      devices.add(in.device());
    }
    revoked(account, devices);
  }

  private static Packer pack(Packer out, AccountId account) {
    return out.id(account.high(), account.low());
  }
}
