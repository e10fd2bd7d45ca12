package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A member of a group that is run by `ts-mls` on Node: see `interop/driver.mjs`, which answers.
final class TsMember implements AutoCloseable {
  private static final Path DRIVER = Path.of("interop", "driver.mjs");
  private static final int ANSWERS_MAX = 4;
  private static final long ANSWER_SECONDS_MAX = 120;
  private static final long END_SECONDS_MAX = 10;
  private static final String ENDED = "";
  private static final String OK = "ok";
  private static final String NONE = "-";

  private final Process node;
  private final java.io.Writer questions;
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(ANSWERS_MAX);

  /// A commit with what follows from it; the welcome is empty when nobody was added.
  record Made(Bytes commit, Bytes welcome, Bytes tree) {}

  /// What all members of an epoch agree on, and where this one sits.
  record State(long epoch, Bytes authenticator, int leaf, int members, Bytes exported) {}

  private TsMember(Process node) {
    this.node = node;
    questions = node.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::readAnswers);
  }

  static TsMember start() {
    ProcessBuilder builder = new ProcessBuilder("node", DRIVER.toString());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      return new TsMember(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("node does not start: install Node 20", e);
    }
  }

  private void readAnswers() {
    try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
      @Nullable String line = lines.readLine();
      while (line != null) {
        answers.put(line);
        line = lines.readLine();
      }
      answers.put(ENDED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asks for one thing and gives the words of the answer behind `ok`.
  private String[] does(String... words) {
    try {
      questions.write(String.join(" ", words) + "\n");
      questions.flush();
      String answer = answers.poll(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
      if (answer == null || !answer.startsWith(OK)) {
        throw new AssertionError(words[0] + ": " + answer);
      }
      return answer.substring(OK.length()).strip().split(" ");
    } catch (IOException e) {
      throw new UncheckedIOException("node has ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Bytes unhex(String word) {
    return word.equals(NONE) ? Bytes.EMPTY : Saved.unhex(word);
  }

  private static String hex(byte[] bytes) {
    return Bytes.of(bytes).hex();
  }

  /// Forgets everything and becomes a new client.
  void begin(CipherSuite suite, String name, long nowSeconds) {
    does("begin", Integer.toString(suite.id()), Scene.bytes(name).hex(), Long.toString(nowSeconds));
  }

  KeyPackage keyPackage() {
    return KeyPackage.decode(unhex(does("keyPackage")[0]).toByteArray());
  }

  void create(Bytes groupId) {
    does("create", groupId.hex());
  }

  void join(Welcome welcome) {
    does("join", hex(welcome.encode()), NONE);
  }

  void join(Welcome welcome, byte[] tree) {
    does("join", hex(welcome.encode()), hex(tree));
  }

  Made commit(Settings settings) {
    return commit(settings, NONE, NONE);
  }

  Made add(Settings settings, KeyPackage joiner) {
    return commit(settings, hex(joiner.encode()), NONE);
  }

  Made remove(Settings settings, int leaf) {
    return commit(settings, NONE, Integer.toString(leaf));
  }

  private Made commit(Settings settings, String added, String removed) {
    String tree = settings.treeInWelcome() ? "inside" : "apart";
    String[] made = does("commit", wire(settings), tree, added, removed);
    return new Made(unhex(made[0]), unhex(made[1]), unhex(made[2]));
  }

  byte[] proposeAdd(Settings settings, KeyPackage joiner) {
    return propose(settings, hex(joiner.encode()), NONE);
  }

  byte[] proposeRemove(Settings settings, int leaf) {
    return propose(settings, NONE, Integer.toString(leaf));
  }

  private byte[] propose(Settings settings, String added, String removed) {
    return unhex(does("propose", wire(settings), added, removed)[0]).toByteArray();
  }

  private static String wire(Settings settings) {
    return switch (settings.handshakes()) {
      case PUBLIC -> "public";
      case PRIVATE -> "private";
    };
  }

  void receive(byte[] handshake) {
    does("receive", hex(handshake));
  }

  byte[] send(byte[] data) {
    return unhex(does("send", hex(data))[0]).toByteArray();
  }

  byte[] read(byte[] message) {
    return unhex(does("read", hex(message))[0]).toByteArray();
  }

  State state() {
    String[] state = does("state");
    return new State(
        Long.parseLong(state[0]),
        unhex(state[1]),
        Integer.parseInt(state[2]),
        Integer.parseInt(state[3]),
        unhex(state[4]));
  }

  @Override
  public void close() {
    try {
      questions.close();
      if (!node.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        node.destroyForcibly();
      }
    } catch (IOException e) {
      node.destroyForcibly();
    } catch (InterruptedException e) {
      node.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
