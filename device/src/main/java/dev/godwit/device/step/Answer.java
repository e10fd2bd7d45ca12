package dev.godwit.device.step;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Role;
import java.util.List;

/// What came back for a [Call].
public sealed interface Answer {
  /// Whether the same question may be answered later that is not now.
  default boolean isForNow() {
    return switch (this) {
      case Unreachable _ -> true;
      case Refused(var code, _) -> code.retry() != ErrorCode.Retry.NEVER;
      default -> false;
    };
  }

  /// For how long the node wants not to be asked again; 0 when it did not say.
  default long waitMillis() {
    return this instanceof Refused(_, var millis) ? millis : 0;
  }

  /// An account as the node shows it; nothing of it is believed before it is checked.
  ///
  /// @param identityKey Ed25519, 32 bytes
  record Account(AccountId account, String handle, Bytes identityKey, List<AccountDevice> devices)
      implements Answer {}

  /// @param certificate an encoded SignedDeviceCertificate
  /// @param revocation an encoded SignedDeviceRevocation, empty when there is none
  record AccountDevice(DeviceId id, Bytes certificate, boolean revoked, Bytes revocation) {
    public AccountDevice(DeviceId id, Bytes certificate, boolean revoked) {
      this(id, certificate, revoked, Bytes.EMPTY);
    }
  }

  /// One claimed key package for each device of the account.
  record KeyPackages(List<ClaimedKeyPackage> keyPackages) implements Answer {}

  /// @param certificate an encoded SignedDeviceCertificate
  /// @param keyPackage an encoded MLS KeyPackage
  record ClaimedKeyPackage(DeviceId device, Bytes certificate, Bytes keyPackage) {}

  /// @param unreachable accounts that have no device which can be added, or that are unknown
  record ManyKeyPackages(List<AccountKeyPackages> accounts, List<AccountId> unreachable)
      implements Answer {}

  record AccountKeyPackages(AccountId account, List<ClaimedKeyPackage> keyPackages) {}

  /// The members of a conversation as the node has them.
  ///
  /// @param sequence of the entry by which it is so: who was taken out by a later one is listed
  record Members(long sequence, List<Member> members) implements Answer {}

  /// @param sinceSequence of the commit that added the account
  /// @param sinceMillis of that commit
  record Member(
      AccountId account, String handle, Role role, long sinceSequence, long sinceMillis) {}

  record Done() implements Answer {}

  /// How many one-time key packages of this device the node still has.
  record Count(int keyPackages) implements Answer {}

  /// The common part of a welcome, with the group info and the tree of the epoch it leads to.
  record Welcome(Bytes welcome, Bytes groupInfo, Bytes ratchetTree) implements Answer {}

  /// @param sequence of the commit that led to `epoch`
  record NewestGroupInfo(long sequence, long epoch, Bytes groupInfo, Bytes ratchetTree)
      implements Answer {}

  /// The node said no.
  ///
  /// @param retryAfterMillis 0 when the node did not say
  record Refused(ErrorCode code, long retryAfterMillis) implements Answer {}

  /// No answer: the node was not reached, or the answer could not be read.
  record Unreachable() implements Answer {}
}
