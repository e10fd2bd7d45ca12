package dev.godwit.cli;

import dev.godwit.client.Connection;
import dev.godwit.client.Event;
import dev.godwit.client.Godwit;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Tells messages as they come.
@Command(
    name = "listen",
    header = "Prints messages as they come.",
    description = {
      "It begins with those that came while nobody listened, and that you have not read yet. What",
      "you send on your other devices comes too, with its ticks. A listener that is killed may",
      "print its last messages again the next time; their ids tell."
    },
    mixinStandardHelpOptions = true)
final class ListenCommand implements Callable<Integer> {
  /// How long the read cursor of what was here already may take to get out.
  private static final Duration LAST_TIMEOUT = Duration.ofSeconds(5);

  /// How often it looks for itself, whatever is told.
  private static final long LOOK_NANOS = 1_000_000_000L;

  @ParentCommand private Main main = new Main();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description = "Ends after N messages of others.")
  private long count;

  @Option(
      names = "--for",
      paramLabel = "S",
      defaultValue = "0",
      description = "Ends after S seconds; with --count before N messages came, it ends with 4.")
  private long seconds;

  @Option(names = "--read", description = "Marks what it prints as read: blue ticks.")
  private boolean read;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  @Override
  public Integer call() throws InterruptedException {
    if (count < 0 || seconds < 0) {
      throw new Usage("--count and --for are numbers from 1.");
    }
    Output output = main.shared().output();
    try (Godwit godwit = main.shared().open();
        Godwit.Listening _ = godwit.listen(events::add)) {
      Inbox inbox = new Inbox(godwit, output, read, count == 0 ? Long.MAX_VALUE : count);
      inbox.printBacklog();
      godwit.connect();
      if (inbox.isDone() && read) {
        boolean online = godwit.awaitOnline(LAST_TIMEOUT);
        return online ? Exit.OK : Exit.UNREACHABLE;
      }
      return listen(inbox, output);
    }
  }

  private int listen(Inbox inbox, Output output) throws InterruptedException {
    long deadline =
        seconds == 0 ? Long.MAX_VALUE : System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (!inbox.isDone() && !main.shared().out().checkError()) {
      long left = deadline == Long.MAX_VALUE ? deadline : deadline - System.nanoTime();
      Event event = events.poll(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
      if (event == null && left <= LOOK_NANOS) {
        return late(output);
      }
      if (event == null) {
        inbox.printNew();
      } else if (isEnd(event, inbox, output)) {
        return Exit.REFUSED;
      }
    }
    return Exit.OK;
  }

  private int late(Output output) {
    if (count == 0) {
      return Exit.OK;
    }
    output.error("TIMED_OUT", "Not all messages came in time.");
    return Exit.TIMED_OUT;
  }

  private static boolean isEnd(Event event, Inbox inbox, Output output) {
    switch (event) {
      case Event.Arrived _, Event.Changed _, Event.Missed _ -> inbox.printNew();
      case Event.Ticked(var conversation, var id, var sequence, var tick) -> {
        if (output instanceof JsonOutput) {
          output.ticked(conversation, id, sequence, tick);
        }
      }
      case Event.Failed failed -> output.notice(failed.code(), failed.sentence());
      case Event.Unaddressed gone ->
          output.notice(gone.code(), "@" + gone.handle() + ": " + gone.sentence());
      case Event.Notice notice -> output.notice(notice.code(), notice.sentence());
      case Event.Connected(var connection) -> {
        return isEnd(connection, output);
      }
      case Event.Addressed _, Event.Presence _, Event.Typing _ -> {}
      case Event.Wanted _, Event.GroupChanged _, Event.Named _ -> {}
      case Event.History _, Event.SettingChanged _ -> {}
    }
    return false;
  }

  private static boolean isEnd(Connection connection, Output output) {
    if (connection.state() == Connection.State.OFFLINE) {
      output.notice(connection.code(), connection.sentence());
    }
    if (connection.state() == Connection.State.ENDED) {
      output.error(connection.code(), connection.sentence());
      return true;
    }
    return false;
  }
}
