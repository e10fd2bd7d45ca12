package dev.godwit.device.trust;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The identity key that each account is remembered with, believed on first use.
///
/// A key that turns up in a group is never believed in the place of another one. When the node says
/// of the account itself that its identity is another now ([#told]), that is believed and told,
/// unless the person has compared the safety number before: then it is told, and nothing goes to
/// that account until the person has looked at it ([#trust]).
public final class Identities {
  private static final String PREFIX = "identity/";
  private static final String HANDLES = "handle/";
  private static final String NAMES = "name/";

  private record Known(Bytes believed, Bytes shown, boolean verified) {
    boolean differs() {
      return !believed.equals(shown);
    }
  }

  private final Draft draft;
  private final Suspects suspects;
  private final Set<AccountId> news = new LinkedHashSet<>();
  private final Set<AccountId> looked = new LinkedHashSet<>();

  public Identities(Draft draft) {
    this.draft = draft;
    this.suspects = new Suspects(draft);
  }

  /// Whether the account was never seen before, or is remembered with this key.
  public boolean isAcceptable(AccountId account, Bytes identityKey) {
    return load(account).map(known -> known.believed().equals(identityKey)).orElse(true);
  }

  /// The key that the account is remembered with.
  public Optional<Bytes> believed(AccountId account) {
    return load(account).map(Known::believed);
  }

  /// The key that the account showed last, believed or not: the one that there is to compare.
  public Optional<Bytes> shown(AccountId account) {
    return load(account).map(Known::shown);
  }

  /// Takes the key that a device's certificate names: remembers a first one. Answers whether it is
  /// believed; for another one the account is to be looked up.
  public boolean meet(AccountId account, Bytes identityKey) {
    Optional<Known> known = load(account);
    if (known.isEmpty()) {
      put(account, new Known(identityKey, identityKey, false));
      return true;
    }
    boolean acceptable = known.get().believed().equals(identityKey);
    if (!acceptable) {
      lookUp(account);
    }
    return acceptable;
  }

  /// The account is to be looked up: something of it has changed.
  public void lookUp(AccountId account) {
    suspects.add(account);
  }

  /// Who is to be looked up.
  public Suspects suspects() {
    return suspects;
  }

  /// Takes out the accounts whose identity turned out to be another one.
  public List<AccountId> takeChanged() {
    List<AccountId> taken = List.copyOf(news);
    news.clear();
    return taken;
  }

  /// Takes out the accounts that the person has looked at.
  public List<AccountId> takeLooked() {
    List<AccountId> taken = List.copyOf(looked);
    looked.clear();
    return taken;
  }

  /// Takes the key that the node says is the account's: remembers a first one, and tells of a
  /// changed one, once. Answers whether it is believed.
  public boolean told(AccountId account, Bytes identityKey) {
    Known known = load(account).orElse(new Known(identityKey, identityKey, false));
    boolean changed = !known.believed().equals(identityKey);
    if (changed && !known.shown().equals(identityKey)) {
      news.add(account);
      draft.tell(new Event.IdentityChanged(account, known.believed(), identityKey));
    }
    Bytes believed = changed && !known.verified() ? identityKey : known.believed();
    store(account, new Known(believed, identityKey, known.verified()));
    return believed.equals(identityKey);
  }

  /// Believes what the account showed last, which counts as not verified from then on.
  public void trust(AccountId account) {
    load(account)
        .ifPresent(known -> store(account, new Known(known.shown(), known.shown(), false)));
    looked.add(account);
  }

  /// The person has compared the safety number of this key, on whichever of their devices: it is
  /// believed, whatever was before. When the account showed another one here, it is looked up.
  public void compared(AccountId account, Bytes key) {
    Known before = load(account).orElse(new Known(key, key, false));
    store(account, new Known(key, before.shown(), true));
    if (!before.shown().equals(key)) {
      lookUp(account);
    }
    if (!before.believed().equals(key) && !before.differs()) {
      news.add(account);
      draft.tell(new Event.IdentityChanged(account, before.believed(), key));
    }
    looked.add(account);
  }

  /// Whether the person has compared the safety number of the key that the account shows.
  public boolean isVerified(AccountId account) {
    return load(account).map(known -> known.verified() && !known.differs()).orElse(false);
  }

  /// Whether the account shows another key than the verified one, and nobody has looked at it.
  public boolean isBlocked(AccountId account) {
    return load(account).map(known -> known.verified() && known.differs()).orElse(false);
  }

  /// Remembers whose a handle is.
  public void handle(String handle, AccountId account) {
    draft.put(HANDLES + handle, account.toBytes());
    draft.put(NAMES + account, new Packer().text(handle).toBytes());
  }

  /// The handle that an account had when it was last looked up, from a device's store.
  public static Optional<String> handleOf(DeviceStore store, AccountId account) {
    return store.get(NAMES + account).map(value -> new Unpacker(value).text());
  }

  /// The handle that an account had when it was last looked up, empty when it never was.
  public String handleOf(AccountId account) {
    return draft.get(NAMES + account).map(value -> new Unpacker(value).text()).orElse("");
  }

  public Optional<AccountId> accountOf(String handle) {
    return draft.get(HANDLES + handle).map(AccountId::of);
  }

  private Optional<Known> load(AccountId account) {
    return draft.get(PREFIX + account).map(Identities::decode);
  }

  private static Known decode(Bytes record) {
    Unpacker in = new Unpacker(record);
    return new Known(in.bytes(), in.bytes(), in.hasMore() && in.flag());
  }

  private void store(AccountId account, Known known) {
    if (!load(account).equals(Optional.of(known))) {
      put(account, known);
    }
  }

  private void put(AccountId account, Known known) {
    Bytes record =
        new Packer().bytes(known.believed()).bytes(known.shown()).flag(known.verified()).toBytes();
    draft.put(PREFIX + account, record);
  }
}
