package dev.godwit.client;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.List;

/// A group as this device knows it now.
///
/// @param picture in base64, empty for none
/// @param role of this account: OWNER, ADMIN or MEMBER
/// @param held a change of the group was refused, and it stays as it was before
public record GroupInfo(
    ConversationId id,
    String name,
    String description,
    String picture,
    GroupRules rules,
    String role,
    long mutedUntilMillis,
    boolean held,
    List<Member> members,
    List<Request> requests) {

  /// @param handle without the sign before it, empty while it is not known
  /// @param role OWNER, ADMIN or MEMBER
  /// @param sinceMillis when it was added, 0 when that is not known
  /// @param deliveredThrough its devices have stored all up to this
  /// @param readThrough it has read all up to this
  public record Member(
      AccountId account,
      String handle,
      String role,
      long sinceMillis,
      long deliveredThrough,
      long readThrough) {}

  /// Who asks to be let in.
  public record Request(AccountId account, String handle, long timeMillis) {}
}
