package dev.godwit.device.own;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.content.Content;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.outbox.Outbox;
import dev.godwit.device.session.Clock;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Suite;
import dev.godwit.device.trust.Trust;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.EntryId;
import java.util.Optional;

/// What the person sets, the same on all their devices: a setting has a name and a value, and the
/// one that was set last counts. Told to the other devices in the account's own conversation,
/// encrypted as any other.
///
/// | name | value |
/// |---|---|
/// | `mute/<conversation>` | until when, milliseconds since 1970 in decimal digits |
/// | `pin/<conversation>`, `archive/<conversation>` | `1`, or nothing |
/// | `draft/<conversation>` | a text that is not sent yet |
/// | `name/<account>` | what the person calls somebody |
/// | `device/<device>` | what the person calls one of their devices |
/// | `verified/<account>` | the identity key whose safety number was compared, or nothing |
///
/// What was told before a device came into that conversation, and what it cannot read, is lost to
/// it: then it asks (`ask`, which is never kept, with a digest of all it has), and those who have
/// something else tell all again. One that has missed something tells all again as well, since it
/// may have been asked.
public final class Settings {
  /// The longest value.
  public static final int VALUE_BYTES_MAX = 49_152;

  /// The longest name.
  public static final int NAME_CHARACTERS_MAX = 80;

  static final String PREFIX = "setting/";
  private static final String TO_ASK = "setting-ask";
  private static final String ASK = "ask";
  private static final int ID_BYTES = 16;
  public static final String VERIFIED = "verified/";

  private record Kept(Bytes value, long timeMillis) {
    Bytes encode() {
      return new Packer().bytes(value).number(timeMillis).toBytes();
    }

    static Kept decode(Bytes bytes) {
      Unpacker in = new Unpacker(bytes);
      return new Kept(in.bytes(), in.number());
    }

    /// Of two set at the same time all devices take the same one.
    boolean yieldsTo(Kept other) {
      return other.timeMillis > timeMillis
          || (other.timeMillis == timeMillis && other.value.compareTo(value) > 0);
    }
  }

  private final Trust trust;
  private final Clock clock;
  private final Conversations conversations;
  private final Outbox outbox;
  private final Draft draft;
  private final Untold untold;

  public Settings(
      Trust trust, Clock clock, Conversations conversations, Outbox outbox, Draft draft) {
    this.trust = trust;
    this.clock = clock;
    this.conversations = conversations;
    this.outbox = outbox;
    this.draft = draft;
    this.untold = new Untold(clock, draft);
    draft
        .scan(PREFIX)
        .forEach(
            (key, value) ->
                conversations
                    .arrangements()
                    .take(key.substring(PREFIX.length()), Kept.decode(value).value()));
  }

  /// What is set; empty when nothing is.
  public Bytes get(String name) {
    return find(name).map(Kept::value).orElse(Bytes.EMPTY);
  }

  /// The person sets something on this device.
  public void put(String name, Bytes value) {
    if (name.length() > NAME_CHARACTERS_MAX || value.size() > VALUE_BYTES_MAX) {
      throw new IllegalArgumentException(
          "A setting has a short name and a value of some tens of KiB");
    }
    if (get(name).equals(value)) {
      return;
    }
    long before = find(name).map(Kept::timeMillis).orElse(0L);
    keep(name, new Kept(value, Math.max(clock.serverMillis(), before + 1)));
    untold.add(name, value);
  }

  /// Another device of the account has set something.
  public void onSet(Content.Setting setting) {
    if (setting.name().equals(ASK)) {
      tellAgainUnless(setting.value());
      return;
    }
    Kept kept = new Kept(setting.value(), setting.timeMillis());
    boolean fits =
        setting.name().length() <= NAME_CHARACTERS_MAX && setting.value().size() <= VALUE_BYTES_MAX;
    if (fits && find(setting.name()).map(known -> known.yieldsTo(kept)).orElse(true)) {
      keep(setting.name(), kept);
      draft.tell(new Event.SettingChanged(setting.name()));
    }
  }

  /// Tells the other devices what they do not know yet.
  public void pump() {
    conversations.find(conversations.own()).ifPresent(this::pump);
  }

  /// What another device told could not be read or is past retention. It may have been an answer or
  /// a question: all is asked for, and all is told.
  public void missed() {
    if (toAsk()) {
      tellAll();
    }
  }

  /// False when that was to be done already.
  private boolean toAsk() {
    boolean isNew = draft.get(TO_ASK).isEmpty();
    if (isNew) {
      draft.put(TO_ASK, Bytes.EMPTY);
    }
    return isNew;
  }

  private void pump(ConversationState own) {
    if (own.standing() != Standing.OPEN) {
      if (own.wasIn()) {
        missed();
      } else {
        toAsk();
      }
    } else {
      if (draft.get(TO_ASK).isPresent()) {
        draft.delete(TO_ASK);
        tell(own, new Content.Setting(ASK, digest(), clock.serverMillis()));
      }
      untold.takeDue().forEach(name -> tell(own, name));
    }
  }

  private void tell(ConversationState own, String name) {
    Kept kept = find(name).orElseThrow();
    tell(own, new Content.Setting(name, kept.value(), kept.timeMillis()));
  }

  private void tell(ConversationState own, Content.Setting setting) {
    EntryId id = EntryId.of(Bytes.owned(trust.crypto().random(ID_BYTES)));
    outbox.add(own.id(), id, setting, clock.serverMillis());
  }

  private void tellAgainUnless(Bytes same) {
    if (!digest().equals(same)) {
      tellAll();
    }
  }

  private void tellAll() {
    draft
        .scan(PREFIX)
        .keySet()
        .forEach(key -> untold.add(key.substring(PREFIX.length()), Bytes.EMPTY));
  }

  /// The same on devices on which the same is set.
  private Bytes digest() {
    Packer all = new Packer();
    draft.scan(PREFIX).forEach((key, value) -> all.text(key).bytes(value));
    return Bytes.owned(trust.crypto().hash(Suite.SUITE, all.toBytes().toArray()));
  }

  private Optional<Kept> find(String name) {
    return draft.get(PREFIX + name).map(Kept::decode);
  }

  private void keep(String name, Kept kept) {
    draft.put(PREFIX + name, kept.encode());
    conversations
        .arrangements()
        .take(name, kept.value())
        .flatMap(conversations::find)
        .ifPresent(conversations::save);
    if (name.startsWith(VERIFIED)) {
      account(name.substring(VERIFIED.length())).ifPresent(id -> compared(id, kept.value()));
    }
  }

  private void compared(AccountId account, Bytes key) {
    if (key.isEmpty()) {
      trust.identities().trust(account);
    } else if (key.size() == Suite.KEY_BYTES) {
      trust.identities().compared(account, key);
    }
  }

  private static Optional<AccountId> account(String id) {
    try {
      return Optional.of(AccountId.parse(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
