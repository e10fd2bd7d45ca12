package dev.godwit.cli;

import dev.godwit.client.Conversation;
import dev.godwit.client.Godwit;
import dev.godwit.client.GodwitException;
import dev.godwit.client.Recipient;
import dev.godwit.wire.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What people type for somebody.
final class Recipients {
  private static final Duration NAME_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ONLINE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LIST_TIMEOUT = Duration.ofSeconds(1);
  private static final long LOOK_NANOS = 50_000_000;

  private Recipients() {}

  /// Somebody, or a group by its name. A name that looks like a handle is a handle, unless there is
  /// a group of that very name; it may be one that this device was just added to.
  static Recipient find(Godwit godwit, String text) throws InterruptedException {
    if (text.startsWith("@") || text.matches("[0-9a-f]{32}")) {
      return Recipient.parse(text);
    }
    List<Conversation> groups = named(godwit, text);
    if (groups.isEmpty() && !isKnown(godwit, text) && godwit.awaitOnline(ONLINE_TIMEOUT)) {
      groups = groups(godwit, text);
    }
    return groups.size() == 1
        ? new Recipient.InConversation(groups.getFirst().id())
        : Recipient.parse(text);
  }

  /// The groups of this name. One that this device was just added to gets its name in a moment.
  static List<Conversation> groups(Godwit godwit, String name) {
    long deadline = System.nanoTime() + NAME_TIMEOUT.toNanos();
    List<Conversation> found = named(godwit, name);
    while (found.isEmpty() && hasNameless(godwit) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
      found = named(godwit, name);
    }
    // It may have got its name between the two looks.
    return found.isEmpty() ? named(godwit, name) : found;
  }

  private static boolean isKnown(Godwit godwit, String handle) {
    return godwit.conversations().stream().anyMatch(each -> each.handle().equals(handle));
  }

  /// Gives groups that this device was just added to a moment to get their names.
  static void awaitNames(Godwit godwit) {
    long deadline = System.nanoTime() + LIST_TIMEOUT.toNanos();
    while (hasNameless(godwit) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static boolean hasNameless(Godwit godwit) {
    return godwit.conversations().stream()
        .anyMatch(each -> each.handle().isEmpty() && each.name().isEmpty() && !each.left());
  }

  private static List<Conversation> named(Godwit godwit, String name) {
    return godwit.conversations().stream()
        .filter(each -> each.group() && each.name().equalsIgnoreCase(name))
        .toList();
  }

  /// A handle in lower case, without the sign before it.
  static String handle(String text) {
    return switch (Recipient.parse(text)) {
      case Recipient.Handle(var handle) -> handle;
      case Recipient.InConversation _ -> throw GodwitException.refused(ErrorCode.HANDLE_INVALID);
    };
  }
}
