package dev.godwit.device.trust;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import java.util.Optional;

/// The identity key that each account is remembered with: believed on first use, and from then on
/// no other, until the person says so.
public final class Identities {
  private static final String PREFIX = "identity/";
  private static final String HANDLES = "handle/";
  private static final String NAMES = "name/";

  private record Known(Bytes believed, Bytes shown) {}

  private final Draft draft;

  public Identities(Draft draft) {
    this.draft = draft;
  }

  /// Whether the account was never seen before, or showed this key then too.
  public boolean isAcceptable(AccountId account, Bytes identityKey) {
    return load(account).map(known -> known.believed().equals(identityKey)).orElse(true);
  }

  /// Takes the key that an account shows: remembers a first one, and tells of a changed one, once.
  /// Answers whether it is believed.
  public boolean meet(AccountId account, Bytes identityKey) {
    Known known = load(account).orElse(new Known(identityKey, identityKey));
    if (!known.shown().equals(identityKey) && !known.believed().equals(identityKey)) {
      draft.tell(new Event.IdentityChanged(account, known.believed(), identityKey));
    }
    store(account, new Known(known.believed(), identityKey));
    return known.believed().equals(identityKey);
  }

  /// Believes what the account showed last. Answers whether that is a change.
  public boolean trust(AccountId account) {
    Optional<Known> known = load(account);
    known.ifPresent(k -> store(account, new Known(k.shown(), k.shown())));
    return known.map(k -> !k.believed().equals(k.shown())).orElse(false);
  }

  /// Remembers whose a handle is.
  public void handle(String handle, AccountId account) {
    draft.put(HANDLES + handle, account.toBytes());
    draft.put(NAMES + account, new Packer().text(handle).toBytes());
  }

  /// The handle that an account had when it was last looked up, empty when it never was.
  public String handleOf(AccountId account) {
    return draft.get(NAMES + account).map(value -> new Unpacker(value).text()).orElse("");
  }

  public Optional<AccountId> accountOf(String handle) {
    return draft.get(HANDLES + handle).map(AccountId::of);
  }

  private Optional<Known> load(AccountId account) {
    return draft
        .get(PREFIX + account)
        .map(Unpacker::new)
        .map(in -> new Known(in.bytes(), in.bytes()));
  }

  private void store(AccountId account, Known known) {
    Bytes record = new Packer().bytes(known.believed()).bytes(known.shown()).toBytes();
    if (!draft.get(PREFIX + account).equals(Optional.of(record))) {
      draft.put(PREFIX + account, record);
    }
  }
}
