package dev.godwit.device.content;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Role;
import dev.godwit.wire.WhoMay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How a shell may keep [Content.Changed] in its rows. It never travels.
public final class ChangedCodec {
  private static final long CREATED = 1;
  private static final long ADDED = 2;
  private static final long REMOVED = 3;
  private static final long LEFT = 4;
  private static final long ROLE = 5;
  private static final long SETTINGS = 6;
  private static final long REQUESTED = 7;
  private static final long IDENTITY = 8;
  private static final long REFUSED = 9;

  private ChangedCodec() {}

  public static Bytes encode(Content.Changed content) {
    Packer out = new Packer();
    content.changes().forEach(change -> pack(out, change));
    return out.toBytes();
  }

  /// Throws [dev.godwit.device.codec.MalformedRecord].
  public static Content.Changed decode(Bytes bytes) {
    Unpacker in = new Unpacker(bytes);
    List<GroupChange> changes = new ArrayList<>();
    while (in.hasMore()) {
      changes.add(unpack(in.number(), in));
    }
    return new Content.Changed(changes);
  }

  private static void pack(Packer out, GroupChange change) {
    switch (change) {
      case GroupChange.Created _ -> out.number(CREATED);
      case GroupChange.Added(var account) -> pack(out, ADDED, account);
      case GroupChange.Removed(var account) -> pack(out, REMOVED, account);
      case GroupChange.Left(var account) -> pack(out, LEFT, account);
      case GroupChange.RoleChanged(var account, var role) -> {
        pack(out, ROLE, account);
        out.number(role.number());
      }
      case GroupChange.SettingsChanged(var settings) -> {
        out.number(SETTINGS).number(settings.whoMayAdd().number());
        out.number(settings.whoMaySend().number());
        out.number(settings.whoMayChangeDetails().number());
      }
      case GroupChange.JoinRequested(var account) -> pack(out, REQUESTED, account);
      case GroupChange.IdentityChanged(var account) -> pack(out, IDENTITY, account);
      case GroupChange.Refused(var reason) -> out.number(REFUSED).text(reason.name());
    }
  }

  private static void pack(Packer out, long kind, AccountId account) {
    out.number(kind).id(account.high(), account.low());
  }

  private static GroupChange unpack(long kind, Unpacker in) {
    if (kind == ADDED) {
      return new GroupChange.Added(in.account());
    } else if (kind == REMOVED) {
      return new GroupChange.Removed(in.account());
    } else if (kind == LEFT) {
      return new GroupChange.Left(in.account());
    } else if (kind == ROLE) {
      return new GroupChange.RoleChanged(in.account(), Role.of(in.number()));
    } else if (kind == SETTINGS) {
      return new GroupChange.SettingsChanged(
          new GroupSettings(
              WhoMay.of(in.number()), WhoMay.of(in.number()), WhoMay.of(in.number())));
    } else if (kind == REQUESTED) {
      return new GroupChange.JoinRequested(in.account());
    } else if (kind == IDENTITY) {
      return new GroupChange.IdentityChanged(in.account());
    } else if (kind == REFUSED) {
      return new GroupChange.Refused(reason(in.text()));
    }
    return new GroupChange.Created();
  }

  private static RefusalReason reason(String name) {
    return Arrays.stream(RefusalReason.values())
        .filter(reason -> reason.name().equals(name))
        .findFirst()
        .orElse(RefusalReason.NOT_ALLOWED);
  }
}
