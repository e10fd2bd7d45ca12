package dev.godwit.device.content;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import java.util.List;

/// What one message holds. Its encoding is [ContentCodec]'s.
///
/// Most kinds are rows of the history. Those that are [#isQuiet] are not: they tell other devices
/// something, and the device follows them.
public sealed interface Content {

  /// Plain text, at most [ContentCodec#CONTENT_BYTES_MAX] when encoded.
  ///
  /// @param mentions accounts that the text names, in the order of their places
  record Text(String text, List<Mention> mentions) implements Content {
    public Text {
      mentions = List.copyOf(mentions);
    }

    public Text(String text) {
      this(text, List.of());
    }
  }

  /// A part of a text that names an account.
  ///
  /// @param from where it begins, counted in UTF-16 code units from 0
  /// @param length in UTF-16 code units
  record Mention(AccountId account, int from, int length) {}

  /// The group has another name; empty for none.
  record Renamed(String name) implements Content {}

  /// The group has another description; empty for none.
  record Described(String description) implements Content {}

  /// The group has another picture, a JPEG or PNG; empty for none.
  record Pictured(Bytes picture) implements Content {}

  /// What changed in a group with one entry of its log. Never sent: each device makes it from the
  /// entry, the same everywhere.
  record Changed(List<GroupChange> changes) implements Content {
    public Changed {
      changes = List.copyOf(changes);
    }
  }

  /// A group's details and links as they stand, told again for those who have just joined.
  record Details(GroupDetails details, List<Invitation> invitations) implements Content {
    public Details {
      invitations = List.copyOf(invitations);
    }
  }

  /// The person leaves the group.
  record Leaving() implements Content {}

  /// An invitation link was made; who asks to join by it can show that it was given to them.
  record Invited(Invitation invitation) implements Content {}

  /// An invitation link holds no more.
  record InvitationRevoked(String link) implements Content {}

  /// Something that the person has set on one of their devices, told to the others.
  ///
  /// @param name says what, such as `mute/<conversation>`
  /// @param timeMillis when, by the node's clock: the latest counts
  record Setting(String name, Bytes value, long timeMillis) implements Content {}

  /// A kind of a newer version, kept byte for byte: to be shown as "needs a newer version".
  record Unknown(Bytes encoded) implements Content {}

  /// An entry that could not be read. Never sent: it marks the hole in the history of this device.
  record Lost(LossReason reason) implements Content {}

  /// Whether it is no row of the history.
  default boolean isQuiet() {
    return switch (this) {
      case Details _, Leaving _, Invited _, InvitationRevoked _, Setting _ -> true;
      case Text _, Renamed _, Described _, Pictured _, Changed _, Unknown _, Lost _ -> false;
    };
  }
}
