package dev.godwit.device.own;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.content.Content;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.outbox.Outbox;
import dev.godwit.device.session.Clock;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Trust;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
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
/// | `verified/<account>` | the identity key whose safety number was compared, or nothing |
public final class Settings {
  /// The longest value.
  public static final int VALUE_BYTES_MAX = 16_384;

  /// The longest name.
  public static final int NAME_CHARACTERS_MAX = 80;

  static final String PREFIX = "setting/";
  private static final int ID_BYTES = 16;
  private static final String MUTE = "mute/";
  private static final String VERIFIED = "verified/";

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
  private final OwnDevices devices;
  private final Draft draft;

  public Settings(
      Trust trust,
      Clock clock,
      Conversations conversations,
      Outbox outbox,
      OwnDevices devices,
      Draft draft) {
    this.trust = trust;
    this.clock = clock;
    this.conversations = conversations;
    this.outbox = outbox;
    this.devices = devices;
    this.draft = draft;
  }

  /// What is set; empty when nothing is.
  public Bytes get(String name) {
    return find(name).map(Kept::value).orElse(Bytes.EMPTY);
  }

  /// The person sets something on this device.
  public void put(String name, Bytes value) {
    if (name.length() > NAME_CHARACTERS_MAX || value.size() > VALUE_BYTES_MAX) {
      throw new IllegalArgumentException("A setting has a short name and a value of some KiB");
    }
    if (get(name).equals(value)) {
      return;
    }
    long before = find(name).map(Kept::timeMillis).orElse(0L);
    Kept kept = new Kept(value, Math.max(clock.serverMillis(), before + 1));
    keep(name, kept);
    tell(new Content.Setting(name, value, kept.timeMillis()));
  }

  /// Another device of the account has set something.
  public void onSet(Content.Setting setting) {
    Kept kept = new Kept(setting.value(), setting.timeMillis());
    boolean fits =
        setting.name().length() <= NAME_CHARACTERS_MAX && setting.value().size() <= VALUE_BYTES_MAX;
    if (fits && find(setting.name()).map(known -> known.yieldsTo(kept)).orElse(true)) {
      keep(setting.name(), kept);
      draft.tell(new Event.SettingChanged(setting.name()));
    }
  }

  private Optional<Kept> find(String name) {
    return draft.get(PREFIX + name).map(Kept::decode);
  }

  private void keep(String name, Kept kept) {
    draft.put(PREFIX + name, kept.encode());
    if (name.startsWith(MUTE)) {
      conversation(name.substring(MUTE.length())).ifPresent(state -> mute(state, kept.value()));
    } else if (name.startsWith(VERIFIED)) {
      account(name.substring(VERIFIED.length())).ifPresent(id -> verify(id, kept.value()));
    }
  }

  private void mute(ConversationState state, Bytes value) {
    state.mute(number(value));
    conversations.save(state);
  }

  private void verify(AccountId account, Bytes key) {
    boolean same = trust.identities().believed(account).map(key::equals).orElse(false);
    trust.identities().verify(account, same);
  }

  private void tell(Content.Setting setting) {
    if (devices.hasOthers()) {
      ConversationState own = Inviting.ownConversation(trust, conversations);
      EntryId id = EntryId.of(Bytes.owned(trust.crypto().random(ID_BYTES)));
      outbox.add(own.id(), id, setting, clock.serverMillis());
    }
  }

  private Optional<ConversationState> conversation(String id) {
    try {
      return conversations.find(ConversationId.parse(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<AccountId> account(String id) {
    try {
      return Optional.of(AccountId.parse(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static long number(Bytes digits) {
    long number = 0;
    for (byte digit : digits.toArray()) {
      if (digit < '0' || digit > '9' || number > Long.MAX_VALUE / 10 - 10) {
        return 0;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }
}
