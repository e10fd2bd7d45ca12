package dev.godwit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.testing.Await;
import dev.godwit.client.testing.NodeProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A node in another process and the homes of people's devices, for the tests of one class.
final class Homes implements BeforeAllCallback, AfterAllCallback {
  private static final String PASSWORD = "a password for tests";

  private @Nullable Path made;
  private @Nullable NodeProcess started;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    made = Files.createTempDirectory("godwit-homes");
    started = NodeProcess.start(made);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Objects.requireNonNull(started).close();
    try (Stream<Path> files = Files.walk(folder(""))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  URI url() {
    return Objects.requireNonNull(started).url();
  }

  Path folder(String name) {
    return Objects.requireNonNull(made).resolve(name);
  }

  Path register(String handle) {
    Path home = folder(handle);
    Me me = Godwit.register(home, new Secret.KeyFile(), url(), handle, PASSWORD);
    assertEquals(handle, me.handle());
    return home;
  }

  /// The device of a home, connected.
  Godwit open(Path home) {
    return open(home, url());
  }

  /// The same over another way to the node.
  static Godwit open(Path home, URI way) {
    Godwit godwit = Godwit.open(home, new Secret.KeyFile(), Optional.of(way));
    godwit.connect();
    return godwit;
  }

  /// Links a new home by what is shown on it and typed on the old device.
  Path link(Godwit old, String name) {
    return link(old, name, url(), new CompletableFuture<>());
  }

  Path link(Godwit old, String name, URI way, CompletableFuture<String> shown) {
    CompletableFuture<Me> linking = linking(name, way, shown);
    DeviceInfo linked = old.approve(shown.join(), 0);
    Me me = linking.join();
    assertEquals(old.me().account(), me.account());
    assertEquals(linked.id(), me.device());
    return folder(name);
  }

  /// A new home that shows its code and waits to be let in.
  CompletableFuture<Me> linking(String name, URI way, CompletableFuture<String> shown) {
    return CompletableFuture.supplyAsync(
        () ->
            Godwit.link(folder(name), new Secret.KeyFile(), way, (code, _) -> shown.complete(code)),
        Thread::startVirtualThread);
  }

  static Recipient to(String handle) {
    return Recipient.parse("@" + handle);
  }

  static List<String> texts(Godwit godwit, String with) {
    if (godwit.conversations().stream().noneMatch(each -> each.handle().equals(with))) {
      return List.of();
    }
    return godwit.history(to(with), 0, 10_000).reversed().stream()
        .filter(each -> each.kind() == Message.Kind.TEXT)
        .map(Message::text)
        .toList();
  }

  static void awaitTexts(Godwit godwit, String with, String... texts) {
    Await.until(
        "the history is " + List.of(texts), () -> texts(godwit, with).equals(List.of(texts)));
  }
}
