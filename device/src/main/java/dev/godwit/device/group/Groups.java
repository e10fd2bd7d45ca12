package dev.godwit.device.group;

import dev.godwit.device.conversation.Cursors;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.roster.Roles;
import dev.godwit.device.step.Draft;
import dev.godwit.device.trust.Names;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Change;
import dev.godwit.mls.Credential;
import dev.godwit.mls.Group;
import dev.godwit.mls.MlsClient;
import dev.godwit.mls.Settings;
import dev.godwit.mls.Settings.Lifetimes;
import dev.godwit.mls.Support;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The state of each conversation's group. What changes in one is saved in the step in which it
/// changes, so no key is ever used twice.
public final class Groups {
  /// How this device uses MLS: content is padded a little, and lifetimes are checked by who adds.
  public static final Settings SETTINGS =
      Settings.DEFAULT
          .withPaddingBytes(32)
          .withSupport(
              new Support(List.of(Roles.EXTENSION_TYPE), List.of(), List.of(Credential.BASIC)))
          .withLifetimes(new Lifetimes(Lifetimes.Checked.OWN_ADDS, Lifetimes.DEFAULT.secondsMax()));

  /// Groups held in memory; others are restored from the store when they are needed.
  private static final int CACHED_MAX = 64;

  private static final String CURRENT = "mls/";
  private static final String STAGED = "rejoin/";

  private final MlsClient client;
  private final Membership membership;
  private final Draft draft;
  private final Map<ConversationId, Group> cache = new LinkedHashMap<>(16, 0.75f, true);

  public Groups(Trust trust, Cursors cursors, GroupRecords records, Names names, Draft draft) {
    this.client = trust.mls();
    this.membership = new Membership(trust, cursors, records, names);
    this.draft = draft;
  }

  Membership membership() {
    return membership;
  }

  public boolean has(ConversationId conversation) {
    return find(conversation).isPresent();
  }

  public Optional<Group> find(ConversationId conversation) {
    Group cached = cache.get(conversation);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<Group> restored = restore(CURRENT + conversation + "/");
    restored.ifPresent(group -> keep(conversation, group));
    return restored;
  }

  /// Stores what has changed in the group. To be called in the step of the change.
  public void save(ConversationId conversation, Group group) {
    save(CURRENT + conversation + "/", group);
    keep(conversation, group);
  }

  public void forget(ConversationId conversation) {
    cache.remove(conversation);
    draft.deleteAll(CURRENT + conversation + "/");
  }

  /// Keeps the group that a rejoin will lead to, beside the one there is.
  void stage(ConversationId conversation, Group group) {
    unstage(conversation);
    save(STAGED + conversation + "/", group);
  }

  void unstage(ConversationId conversation) {
    draft.deleteAll(STAGED + conversation + "/");
  }

  /// Puts the staged group in the place of the one there is.
  void adoptStaged(ConversationId conversation) {
    String from = STAGED + conversation + "/";
    Map<String, Bytes> parts = draft.scan(from);
    forget(conversation);
    parts.forEach(
        (key, value) -> {
          draft.delete(key);
          draft.put(CURRENT + conversation + "/" + key.substring(from.length()), value);
        });
  }

  private void save(String prefix, Group group) {
    for (Change change : group.unsaved()) {
      switch (change) {
        case Change.Put(var key, var value) -> draft.put(prefix + key, MlsBytes.from(value));
        case Change.Delete(var key) -> draft.delete(prefix + key);
      }
    }
  }

  private Optional<Group> restore(String prefix) {
    Map<String, Bytes> stored = draft.scan(prefix);
    return stored.isEmpty()
        ? Optional.empty()
        : Optional.of(client.restore(MlsBytes.parts(prefix, stored)));
  }

  private void keep(ConversationId conversation, Group group) {
    cache.put(conversation, group);
    if (cache.size() > CACHED_MAX) {
      cache.remove(cache.keySet().iterator().next());
    }
  }
}
