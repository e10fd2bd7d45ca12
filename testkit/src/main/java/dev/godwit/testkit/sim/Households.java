package dev.godwit.testkit.sim;

import dev.godwit.device.Device;
import dev.godwit.device.Linking;
import dev.godwit.device.Registration;
import dev.godwit.device.link.NewDevice;
import dev.godwit.device.link.OldDevice;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.device.trust.Self;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Accounts, each with devices that it may link. Making keys takes long: the same are used in all
/// worlds, and each world has stores of its own.
final class Households {
  static final int DEVICES_MAX = 3;

  /// One-time key packages of a linked device, enough for all conversations of a world.
  private static final int ONE_TIME = 19;

  private record Place(int account, int device) {}

  private static final Map<Place, Registration> ALL = new ConcurrentHashMap<>();

  private Households() {}

  static String handle(int account) {
    return "person" + account;
  }

  /// The device of that number, from 1, of the account of that number; the first device is the one
  /// that registers the account.
  static Registration device(int account, int device) {
    Place place = new Place(account, device);
    Registration known = ALL.get(place);
    if (known == null) {
      Crypto crypto = new JvmCrypto(new SplittableRandom(100L * account + device));
      known = device == 1 ? register(crypto) : link(crypto, device(account, 1), handle(account));
      ALL.put(place, known);
    }
    return known;
  }

  private static Registration register(Crypto crypto) {
    return Device.register(crypto, "simulated", World.START_MILLIS);
  }

  private static Registration link(Crypto crypto, Registration first, String handle) {
    SimStore store = new SimStore();
    store.apply(first.changes());
    Self self = Self.load(store).orElseThrow();
    NewDevice fresh = NewDevice.begin(crypto, "simulated");
    OldDevice old =
        OldDevice.answer(crypto, self, handle, fresh.code(), fresh.offer(), World.START_MILLIS)
            .orElseThrow();
    NewDevice.Admitted admitted = fresh.open(old.answer()).orElseThrow();
    Linking.Linked linked = Linking.take(crypto, admitted);
    return new Registration(
        linked.account(),
        linked.device(),
        first.identityKey(),
        admitted.self().certificate(),
        few(linked.keyPackages()),
        linked.changes());
  }

  private static List<KeyPackageUpload> few(List<KeyPackageUpload> keyPackages) {
    return Stream.concat(
            keyPackages.stream().filter(KeyPackageUpload::lastResort),
            keyPackages.stream().filter(each -> !each.lastResort()).limit(ONE_TIME))
        .toList();
  }
}
