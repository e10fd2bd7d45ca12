package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is in a conversation. Immutable, shared by all that deliver an entry.
public final class Roster {
  public static final Roster NONE = new Roster(List.of());

  private final Map<AccountId, Member> members;

  public Roster(Collection<Member> members) {
    Map<AccountId, Member> byAccount = LinkedHashMap.newLinkedHashMap(members.size());
    members.forEach(member -> byAccount.put(member.account(), member));
    this.members = Collections.unmodifiableMap(byAccount);
  }

  public int size() {
    return members.size();
  }

  public boolean contains(AccountId account) {
    return members.containsKey(account);
  }

  public Optional<Member> member(AccountId account) {
    return Optional.ofNullable(members.get(account));
  }

  /// In the order in which they were added.
  public Collection<Member> members() {
    return members.values();
  }

  /// The accounts of this and of `other`, divided: at index `i` those whose share is `i`.
  List<List<AccountId>> divided(Roster other, Shares shares) {
    List<List<AccountId>> divided = new ArrayList<>(shares.count());
    for (int i = 0; i < shares.count(); i++) {
      divided.add(new ArrayList<>());
    }
    members.keySet().forEach(account -> divided.get(shares.of(account)).add(account));
    for (AccountId account : other.members.keySet()) {
      if (!contains(account)) {
        divided.get(shares.of(account)).add(account);
      }
    }
    return divided.stream().map(List::copyOf).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Roster roster && members.equals(roster.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return "Roster" + members.values();
  }
}
