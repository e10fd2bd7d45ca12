package dev.godwit.cli.chat;

import dev.godwit.client.Conversation;
import dev.godwit.client.Event;
import dev.godwit.client.Godwit;
import dev.godwit.client.GodwitException;
import dev.godwit.client.Message;
import dev.godwit.client.Recipient;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Limits;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/// The chat's loop. Everything in it happens on the thread that calls [#run].
public final class ChatApp {
  private static final int PAGE = 100;
  private static final int PAGE_LINES = 10;
  private static final long REDRAW_MILLIS = 1_000;
  private static final long TYPING_AGAIN_MILLIS = 3_000;
  private static final String PASTE_ON = "\033[?2004h";
  private static final String PASTE_OFF = "\033[?2004l";

  /// What the loop takes in.
  private sealed interface Input {
    record Pressed(Key key) implements Input {}

    record Happened(Event event) implements Input {}

    /// Somebody was looked up.
    record Opened(Conversation conversation) implements Input {}

    record NotOpened(String sentence) implements Input {}

    record Resized() implements Input {}
  }

  private final Godwit godwit;
  private final Chat chat;
  private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
  private boolean running = true;
  private boolean pasting;
  private long typedMillis;

  private ChatApp(Godwit godwit) {
    this.godwit = godwit;
    chat = new Chat(godwit.me());
  }

  /// Runs until the person quits.
  public static void run(Godwit godwit) throws IOException, InterruptedException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(false).build()) {
      new ChatApp(godwit).run(terminal);
    }
  }

  private void run(Terminal terminal) throws InterruptedException {
    Attributes before = terminal.enterRawMode();
    terminal.handle(Terminal.Signal.WINCH, _ -> inputs.add(new Input.Resized()));
    terminal.handle(Terminal.Signal.INT, _ -> inputs.add(new Input.Pressed(Key.Control.INTERRUPT)));
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.writer().write(PASTE_ON);
    try (Godwit.Listening _ = godwit.listen(event -> inputs.add(new Input.Happened(event)))) {
      Thread.ofPlatform().name("godwit-keys").daemon().start(() -> readKeys(terminal));
      godwit.connect();
      loop(terminal);
    } finally {
      terminal.writer().write(PASTE_OFF);
      terminal.puts(Capability.keypad_local);
      terminal.puts(Capability.exit_ca_mode);
      terminal.flush();
      terminal.setAttributes(before);
    }
  }

  private void readKeys(Terminal terminal) {
    Keyboard keyboard = new Keyboard(terminal);
    Key key;
    do {
      key = keyboard.read();
      inputs.add(new Input.Pressed(key));
    } while (key != Key.Control.END_OF_INPUT || !chat.line().isEmpty());
  }

  private void loop(Terminal terminal) throws InterruptedException {
    Display display = new Display(terminal, true);
    chat.connection(godwit.connection());
    refresh();
    watch();
    draw(terminal, display, true);
    while (running) {
      Input input = inputs.poll(REDRAW_MILLIS, TimeUnit.MILLISECONDS);
      boolean resized = false;
      boolean stale = false;
      while (input != null) {
        resized |= input instanceof Input.Resized;
        stale |= !(input instanceof Input.Resized);
        take(input);
        input = running ? inputs.poll() : null;
      }
      if (stale) {
        refresh();
      }
      draw(terminal, display, resized);
    }
  }

  private void take(Input input) {
    try {
      switch (input) {
        case Input.Pressed(var key) -> press(key);
        case Input.Happened(var event) -> chat.onEvent(event, System.currentTimeMillis());
        case Input.Opened(var conversation) -> show(conversation);
        case Input.NotOpened(var sentence) -> chat.hint(sentence);
        case Input.Resized _ -> {}
      }
    } catch (GodwitException e) {
      chat.hint(e.sentence());
    }
  }

  private void draw(Terminal terminal, Display display, boolean resized) {
    Size size = terminal.getSize();
    if (resized) {
      display.resize(size.getRows(), size.getColumns());
      display.clear();
      terminal.puts(Capability.clear_screen);
    }
    Screen screen = new Screen(size.getRows(), size.getColumns());
    chat.scroll(Math.min(chat.scrolled(), screen.scrollMax(chat)));
    Screen.Drawn drawn = screen.draw(chat, System.currentTimeMillis());
    display.update(drawn.lines(), size.cursorPos(drawn.cursorRow(), drawn.cursorColumn()));
  }

  /// Reads again what is shown.
  private void refresh() {
    try {
      chat.conversations(godwit.conversations());
      chat.open().ifPresent(open -> load(open.conversation().id(), open.messages().size()));
    } catch (GodwitException e) {
      chat.hint(e.sentence());
    }
  }

  private void load(ConversationId id, int shown) {
    int wanted = Math.max(PAGE, shown);
    List<Message> newest = godwit.history(new Recipient.InConversation(id), 0, wanted);
    chat.conversations().stream()
        .filter(each -> each.id().equals(id))
        .forEach(each -> chat.open(new Chat.Open(each, newest.reversed(), newest.size() < wanted)));
    long head = newest.stream().mapToLong(Message::sequence).max().orElse(0);
    chat.conversations().stream()
        .filter(each -> each.id().equals(id) && each.readThrough() < head && chat.isLooking(id))
        .forEach(each -> godwit.markRead(id, head));
  }

  private void watch() {
    godwit.watch(
        chat.conversations().stream()
            .limit(Limits.WATCHED_ACCOUNTS_MAX)
            .map(Conversation::peer)
            .toList());
  }

  private void press(Key key) {
    boolean leavesHelp = chat.help() && key != Key.Control.INTERRUPT;
    chat.hint("");
    chat.help(false);
    if (leavesHelp && key instanceof Key.Control) {
      return;
    }
    switch (key) {
      case Key.Typed(var text) -> type(text);
      case Key.Control control -> control(control);
    }
  }

  private void type(String text) {
    chat.line().insert(text);
    long now = System.currentTimeMillis();
    if (chat.open().isPresent()
        && !chat.line().text().startsWith("/")
        && now - typedMillis > TYPING_AGAIN_MILLIS) {
      typedMillis = now;
      chat.open().ifPresent(open -> godwit.typing(open.conversation().id(), true));
    }
  }

  private void control(Key.Control control) {
    LineEditor line = chat.line();
    switch (control) {
      case ENTER -> enter();
      case BACKSPACE -> line.backspace();
      case DELETE -> line.delete();
      case LEFT -> line.left();
      case RIGHT -> line.right();
      case HOME -> line.home();
      case END -> line.end();
      case DELETE_WORD -> line.deleteWord();
      case DELETE_TO_START -> line.deleteToStart();
      case DELETE_TO_END -> line.deleteToEnd();
      case UP -> move(-1);
      case DOWN -> move(1);
      case PAGE_UP -> scroll(PAGE_LINES);
      case PAGE_DOWN -> scroll(-PAGE_LINES);
      case ESCAPE -> chat.close();
      case PASTE_BEGINS -> pasting = true;
      case PASTE_ENDS -> pasting = false;
      case END_OF_INPUT -> running = !line.isEmpty();
      case INTERRUPT -> running = false;
      case REDRAW -> inputs.add(new Input.Resized());
      case TAB, UNKNOWN -> {}
    }
  }

  private void move(int rows) {
    if (chat.open().isPresent()) {
      scroll(-rows);
    } else {
      chat.select(chat.selected() + rows);
    }
  }

  private void scroll(int lines) {
    chat.open()
        .ifPresent(
            open -> {
              chat.scroll(chat.scrolled() + lines);
              if (chat.scrolled() > open.messages().size() - PAGE && !open.complete()) {
                load(open.conversation().id(), open.messages().size() + PAGE);
              }
            });
  }

  private void enter() {
    if (pasting) {
      chat.line().insert("\n");
      return;
    }
    String typed = chat.line().take().strip();
    if (typed.startsWith("/") && !typed.startsWith("//")) {
      command(typed);
    } else if (chat.open().isPresent()) {
      say(typed.startsWith("//") ? typed.substring(1) : typed);
    } else {
      openTyped(typed);
    }
  }

  private void command(String typed) {
    switch (typed.split(" ", 2)[0]) {
      case "/quit", "/exit", "/q" -> running = false;
      case "/help", "/?" -> chat.help(true);
      case "/list", "/back" -> chat.close();
      case "/open" -> openTyped(typed.substring("/open".length()).strip());
      default -> chat.hint("There is no " + Wrap.cut(typed, 20) + "; /help lists what there is.");
    }
  }

  private void say(String text) {
    typedMillis = 0;
    chat.scroll(0);
    if (!text.isEmpty()) {
      chat.open().ifPresent(open -> send(open.conversation().id(), text));
    }
  }

  /// What is refused stays in the line.
  private void send(ConversationId to, String text) {
    try {
      godwit.send(new Recipient.InConversation(to), text);
    } catch (GodwitException e) {
      chat.line().insert(text);
      throw e;
    }
  }

  /// A number of the list, a handle, or nothing for the row that is marked.
  private void openTyped(String typed) {
    List<Conversation> all = chat.conversations();
    if (typed.isEmpty()) {
      all.stream().skip(chat.selected()).findFirst().ifPresent(this::show);
    } else if (typed.matches("[0-9]{1,6}")) {
      int index = Integer.parseInt(typed) - 1;
      if (index < 0 || index >= all.size()) {
        chat.hint("There is no conversation " + typed + ".");
      } else {
        show(all.get(index));
      }
    } else {
      lookUp(Recipient.parse(typed));
    }
  }

  private void lookUp(Recipient with) {
    chat.hint("Looking for " + with.format() + " …");
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                inputs.add(new Input.Opened(godwit.conversation(with)));
              } catch (GodwitException e) {
                inputs.add(new Input.NotOpened(e.sentence()));
              }
            });
  }

  private void show(Conversation conversation) {
    chat.close();
    chat.hint("");
    chat.conversations(godwit.conversations());
    chat.open(new Chat.Open(conversation, List.of(), false));
    load(conversation.id(), 0);
    watch();
  }
}
