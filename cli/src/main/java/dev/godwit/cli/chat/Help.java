package dev.godwit.cli.chat;

import java.util.List;
import org.jline.utils.AttributedString;

/// What can be typed.
final class Help {
  private static final List<String> TEXT =
      List.of(
          "",
          "   @handle         opens the conversation with somebody",
          "   3               opens the third conversation of the list",
          "   /list  or Esc   back to the list",
          "   /help           this page; any key leaves it",
          "   /quit  or ^D    ends the chat; ^C too",
          "",
          "   PgUp, PgDn      older and newer messages",
          "   ^A ^E ^W ^U ^K  move and delete in the line, as in a shell",
          "   //text          sends a text that begins with a slash",
          "",
          "   …  waits to be sent      ✓   the node has it",
          "   ✓✓ delivered             ✓✓  in blue: read");

  private Help() {}

  static List<AttributedString> lines(int columns) {
    return TEXT.stream().map(line -> new AttributedString(Wrap.cut(line, columns))).toList();
  }
}
