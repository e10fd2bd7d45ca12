package dev.godwit.device;

import dev.godwit.device.link.NewDevice;
import dev.godwit.device.own.Catalogue;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.EmptyStore;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.device.trust.Self;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Limits;
import java.util.List;
import java.util.Optional;

/// How a device comes to an account that is there already.
public final class Linking {
  private Linking() {}

  /// A device that an old one has let in.
  ///
  /// @param handle the account's
  /// @param acceptance for the old device, when the changes are durable
  /// @param keyPackages to publish after signing in
  /// @param archive where the history comes
  /// @param archiveKey what the history is sealed under; secret
  /// @param changes to make durable before anything is sent
  public record Linked(
      AccountId account,
      DeviceId device,
      String handle,
      Bytes acceptance,
      List<KeyPackageUpload> keyPackages,
      Bytes archive,
      Bytes archiveKey,
      List<Change> changes) {

    /// The ids only: the changes hold private keys.
    @Override
    public String toString() {
      return "Linked[" + account + ", " + device + "]";
    }
  }

  /// Makes this the device that the old one has let in.
  public static Linked take(Crypto crypto, NewDevice.Admitted admitted) {
    Machines machines = machines(crypto, admitted.self(), admitted.grant().time());
    machines.trust.identities().handle(admitted.grant().handle(), admitted.self().account());
    return new Linked(
        admitted.self().account(),
        admitted.self().device(),
        admitted.grant().handle(),
        admitted.acceptance(),
        machines.shelf.stock(Limits.KEY_PACKAGES_PER_DEVICE_MAX),
        admitted.grant().archive(),
        admitted.grant().archiveKey(),
        machines.draft.take().changes());
  }

  /// The account under a new identity with this as its only device, for somebody who has nothing
  /// but the password.
  public static Registration beginAnew(
      Crypto crypto, AccountId account, String platform, long serverMillis) {
    Self self = Self.anew(crypto, account, platform, serverMillis);
    Machines machines = machines(crypto, self, serverMillis);
    machines.ownDevices.beginAnew(serverMillis);
    return new Registration(
        account,
        self.device(),
        self.identityPublicKey(),
        self.certificate(),
        machines.shelf.stock(),
        machines.draft.take().changes());
  }

  private static Machines machines(Crypto crypto, Self self, long serverMillis) {
    Machines machines = new Machines(self, crypto, new Draft(new EmptyStore()));
    machines.clock.advance(serverMillis);
    self.save(machines.draft);
    machines.trust.identities().meet(self.account(), self.identityPublicKey());
    return machines;
  }

  /// What the device of this store signs to sign in without a password.
  public static Bytes signIn(DeviceStore store, Crypto crypto, String challenge) {
    return Self.load(store)
        .orElseThrow(() -> new IllegalStateException("The store has no account"))
        .signIn(crypto, challenge);
  }

  /// What an old device's catalogue makes of the store of a new one that was never connected; empty
  /// when it cannot be read.
  public static Optional<List<Change>> takeOver(DeviceStore store, Crypto crypto, Bytes catalogue) {
    Draft draft = new Draft(store);
    if (!Catalogue.read(catalogue, draft)) {
      return Optional.empty();
    }
    Self self = Self.load(draft).orElseThrow();
    new Machines(self, crypto, draft).conversations.takeOver();
    return Optional.of(draft.take().changes());
  }
}
