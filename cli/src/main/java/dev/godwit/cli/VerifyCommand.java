package dev.godwit.cli;

import dev.godwit.client.Godwit;
import dev.godwit.client.Recipient;
import dev.godwit.client.Verification;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Shows, compares and marks the safety number with somebody.
@Command(
    name = "verify",
    header = "Shows the safety number of you and somebody else, to compare it in person.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  /// The number that was shown last with somebody, so that no other one is marked.
  private static final String SHOWN = "shown-number/";

  @ParentCommand private Main main = new Main();

  @Parameters(paramLabel = "@HANDLE", description = "With whom.")
  private String handle = "";

  @Option(
      names = "--compare",
      paramLabel = "NUMBER",
      description = "The number as they see it; ends with 1 when it is not the same.")
  private @Nullable String compare;

  @Option(
      names = "--mark",
      description =
          "Marks it as compared, on all your devices: from then on nothing is sent when it"
              + " changes, until you have looked at it.")
  private boolean mark;

  @Option(
      names = "--accept",
      description =
          "Goes on with whom they show to be now, as somebody you have not compared; also takes"
              + " --mark back.")
  private boolean accept;

  @Override
  public Integer call() throws InterruptedException {
    if (accept && (mark || compare != null)) {
      throw new Usage("--accept is for going on without comparing; take it alone.");
    }
    Recipient with = Recipient.parse("@" + Recipients.handle(handle));
    try (Godwit godwit = main.shared().open()) {
      godwit.connect();
      return accept ? accept(godwit, with) : look(godwit, with);
    }
  }

  private int accept(Godwit godwit, Recipient with) throws InterruptedException {
    godwit.trust(with);
    Arranging.tell(godwit);
    main.shared().deviceOutput().accepted(godwit.verification(with));
    return Exit.OK;
  }

  private int look(Godwit godwit, Recipient with) throws InterruptedException {
    DeviceOutput output = main.shared().deviceOutput();
    Verification shown = godwit.verification(with);
    String typed = compare;
    if (typed != null && !compared(output, shown, typed)) {
      return Exit.REFUSED;
    }
    if (typed == null && !mark) {
      output.number(shown);
    }
    if (mark && typed == null && !wasShown(godwit, shown)) {
      return changed(shown);
    }
    godwit.putNote(SHOWN + shown.account(), shown.number());
    return mark ? mark(godwit, with, shown) : Exit.OK;
  }

  private int mark(Godwit godwit, Recipient with, Verification shown) throws InterruptedException {
    if (!godwit.verify(with, shown.number())) {
      return changed(shown);
    }
    Arranging.tell(godwit);
    main.shared().deviceOutput().marked(shown);
    return Exit.OK;
  }

  private int changed(Verification shown) {
    main.shared()
        .output()
        .error(
            "IDENTITY_CHANGED",
            "This is not the number that you have seen last, so nothing was marked: compare the one"
                + " that `godwit verify @%s` shows now.".formatted(shown.handle()));
    return Exit.REFUSED;
  }

  /// Who was never shown here can only have been compared on another device.
  private static boolean wasShown(Godwit godwit, Verification now) {
    String last = godwit.note(SHOWN + now.account());
    return last.isEmpty() ? !now.changed() : last.equals(now.number());
  }

  private static boolean compared(DeviceOutput output, Verification shown, String typed) {
    boolean same = digits(typed).equals(digits(shown.number()));
    output.compared(shown, same);
    return same;
  }

  private static String digits(String text) {
    return text.substring(text.lastIndexOf(':') + 1).replaceAll("[\\s-]", "");
  }
}
