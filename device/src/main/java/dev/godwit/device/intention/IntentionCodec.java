package dev.godwit.device.intention;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Role;
import dev.godwit.wire.WhoMay;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// How intentions stand in the store.
final class IntentionCodec {
  private static final long CREATE = 1;
  private static final long ADD = 2;
  private static final long REMOVE = 3;
  private static final long ADD_DEVICES = 4;
  private static final long REMOVE_DEVICES = 5;
  private static final long ROLE = 6;
  private static final long SETTINGS = 7;
  private static final long LEAVE = 8;

  private IntentionCodec() {}

  static Bytes encode(Kept kept) {
    Packer out = new Packer().id(kept.id().high(), kept.id().low()).number(kept.order());
    accounts(out, kept.leftOut());
    switch (kept.intention()) {
      case Intention.Create(var accounts, var settings) -> {
        accounts(out.number(CREATE), accounts);
        settings(out, settings);
      }
      case Intention.Add(var accounts) -> accounts(out.number(ADD), accounts);
      case Intention.Remove(var accounts) -> accounts(out.number(REMOVE), accounts);
      case Intention.AddDevices(var devices) -> devices(out.number(ADD_DEVICES), devices);
      case Intention.RemoveDevices(var devices) -> devices(out.number(REMOVE_DEVICES), devices);
      case Intention.SetRole(var account, var role) ->
          out.number(ROLE).id(account.high(), account.low()).number(role.number());
      case Intention.SetSettings(var settings) -> settings(out.number(SETTINGS), settings);
      case Intention.Leave _ -> out.number(LEAVE);
      case Intention.TakeOutDeparted _ ->
          throw new IllegalArgumentException("A chore is never stored");
    }
    return out.toBytes();
  }

  /// Throws [MalformedRecord].
  static Kept decode(Bytes bytes) {
    Unpacker in = new Unpacker(bytes);
    EntryId id = in.entry();
    long order = in.number();
    List<AccountId> leftOut = list(in, Unpacker::account);
    return new Kept(id, order, intention(in.number(), in), leftOut);
  }

  private static Intention intention(long kind, Unpacker in) {
    if (kind == CREATE) {
      return new Intention.Create(list(in, Unpacker::account), settings(in));
    } else if (kind == ADD) {
      return new Intention.Add(list(in, Unpacker::account));
    } else if (kind == REMOVE) {
      return new Intention.Remove(list(in, Unpacker::account));
    } else if (kind == ADD_DEVICES) {
      return new Intention.AddDevices(list(in, Unpacker::device));
    } else if (kind == REMOVE_DEVICES) {
      return new Intention.RemoveDevices(list(in, Unpacker::device));
    } else if (kind == ROLE) {
      return new Intention.SetRole(in.account(), Role.of(in.number()));
    } else if (kind == SETTINGS) {
      return new Intention.SetSettings(settings(in));
    }
    return new Intention.Leave();
  }

  private static void accounts(Packer out, List<AccountId> accounts) {
    out.number(accounts.size());
    accounts.forEach(account -> out.id(account.high(), account.low()));
  }

  private static void devices(Packer out, List<DeviceId> devices) {
    out.number(devices.size());
    devices.forEach(device -> out.id(device.high(), device.low()));
  }

  private static void settings(Packer out, GroupSettings settings) {
    out.number(settings.whoMayAdd().number()).number(settings.whoMaySend().number());
    out.number(settings.whoMayChangeDetails().number());
  }

  private static GroupSettings settings(Unpacker in) {
    return new GroupSettings(
        WhoMay.of(in.number()), WhoMay.of(in.number()), WhoMay.of(in.number()));
  }

  private static <T> List<T> list(Unpacker in, Function<Unpacker, T> item) {
    List<T> items = new ArrayList<>();
    for (long count = in.number(); count > 0; count--) {
      items.add(item.apply(in));
    }
    return items;
  }
}
