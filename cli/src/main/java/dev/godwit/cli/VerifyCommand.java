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

  @Override
  public Integer call() {
    DeviceOutput output = main.shared().deviceOutput();
    Recipient with = Recipient.parse("@" + Recipients.handle(handle));
    try (Godwit godwit = main.shared().open()) {
      Verification shown = godwit.verification(with);
      String typed = compare;
      if (typed != null && !compared(output, shown, typed)) {
        return Exit.REFUSED;
      }
      if (typed == null && !mark) {
        output.number(shown);
      }
      if (mark) {
        mark(godwit, with);
        output.marked(shown);
      }
      return Exit.OK;
    }
  }

  private static boolean compared(DeviceOutput output, Verification shown, String typed) {
    boolean same = digits(typed).equals(digits(shown.number()));
    output.compared(shown, same);
    return same;
  }

  private static void mark(Godwit godwit, Recipient with) {
    godwit.trust(with);
    godwit.verify(with, true);
  }

  private static String digits(String text) {
    return text.substring(text.lastIndexOf(':') + 1).replaceAll("[\\s-]", "");
  }
}
