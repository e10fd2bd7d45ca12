package dev.godwit.device.step;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Role;
import java.util.List;

/// A group as this device knows it now.
///
/// @param picture a JPEG or PNG, empty for none
/// @param role of this account
/// @param members by account, this one too
/// @param requests who asks to be let in and is still to be looked at
/// @param held a change of the group was refused, and it stays as it was before
public record GroupView(
    ConversationId id,
    String name,
    String description,
    Bytes picture,
    GroupSettings settings,
    Role role,
    List<Member> members,
    List<Request> requests,
    boolean held) {

  /// @param handle empty while it is not known
  /// @param sinceSequence of the commit that added it, 0 when that was before this device joined
  /// @param sinceMillis of that commit, 0 when it is not known
  /// @param deliveredThrough its devices have stored all up to this
  /// @param readThrough it has read all up to this
  public record Member(
      AccountId account,
      String handle,
      Role role,
      long sinceSequence,
      long sinceMillis,
      long deliveredThrough,
      long readThrough) {}

  public record Request(AccountId account, String handle, long timeMillis) {}
}
