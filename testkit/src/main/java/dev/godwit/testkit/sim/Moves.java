package dev.godwit.testkit.sim;

import dev.godwit.core.account.Reply;
import dev.godwit.device.Registration;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.wire.Bytes;
import java.util.List;
import java.util.function.Supplier;

/// Devices that come to their accounts and go, by calls that are made until they are answered.
final class Moves {
  private static final long CALL_MILLIS_MAX = 2_000;
  private static final double CALL_LOST = 0.1;
  private static final double TOLD = 0.7;

  /// A revoked device that does not heed that says something at least so often.
  private static final long DEFIES_MILLIS_MAX = 3_000;

  private final World world;
  private final RealHost.Around around;
  private final List<RealHost> hosts;
  private int open;

  /// @param hosts of all devices; those that are linked come in
  Moves(RealHost.Around around, List<RealHost> hosts) {
    this.world = around.world();
    this.around = around;
    this.hosts = hosts;
  }

  /// Calls that were not answered yet.
  int open() {
    return open;
  }

  /// A device that is there.
  RealHost host(Registration registration) {
    return new RealHost(around, registration, world.oneOf(1, 30, 300));
  }

  /// A device lets another one of its account in.
  void link(RealHost old, Registration fresh) {
    Bytes catalogue = old.device().devices().catalogue();
    call(() -> around.rest().link(fresh), () -> linked(old, fresh, catalogue));
  }

  private void linked(RealHost old, Registration fresh, Bytes catalogue) {
    old.does(
        device -> {
          device.devices().host(fresh.device(), old.now());
          return device;
        });
    RealHost linked = host(fresh);
    if (world.chance(TOLD)) {
      linked.takeOver(catalogue);
    }
    hosts.add(linked);
  }

  /// Whether the device is itself wherever the other one is: a conversation without any device is
  /// lost to the account.
  static boolean mayRevoke(RealHost host, RealHost other) {
    return other.store().conversations().stream()
        .filter(row -> row.standing() != Standing.LEFT)
        .allMatch(row -> isOpen(host, row));
  }

  private static boolean isOpen(RealHost host, Conversation row) {
    return host.store()
        .conversation(row.id())
        .filter(mine -> mine.standing() == Standing.OPEN)
        .isPresent();
  }

  /// A device takes another one out of its account, unless it was taken out itself meanwhile: two
  /// that do it to each other would leave the account without any.
  void revoke(RealHost host, RealHost other) {
    Bytes statement = host.does(device -> device.devices().revocation(other.id(), host.now()));
    call(
        () ->
            around.rest().isRevoked(host.account(), host.id())
                ? Reply.given(host.id())
                : around.rest().revoke(host.account(), other.id(), statement),
        () -> defies(other));
  }

  private void defies(RealHost revoked) {
    world.after(
        world.between(0, DEFIES_MILLIS_MAX),
        () -> {
          if (!revoked.hasEnded()) {
            revoked.defy();
            defies(revoked);
          }
        });
  }

  /// Whoever keeps a backup lets nobody come or go before it is of no use.
  private boolean isAnswered() {
    return around.nodes().isUp() && !around.backups().isKept();
  }

  private void call(Supplier<Reply<?>> what, Runnable done) {
    open++;
    world.after(
        world.between(1, CALL_MILLIS_MAX),
        () -> {
          open--;
          boolean heard = isAnswered() && what.get() instanceof Reply.Given<?>;
          if (heard && !world.chance(CALL_LOST)) {
            done.run();
          } else {
            call(what, done);
          }
        });
  }
}
