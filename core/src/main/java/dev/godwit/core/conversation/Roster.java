package dev.godwit.core.conversation;

import dev.godwit.core.log.StateReader;
import dev.godwit.core.log.StateWriter;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Role;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Who is in a conversation. Immutable, shared by all that deliver an entry.
///
/// A large group is mostly this, so it is numbers in a few arrays, not objects: about 40 bytes for
/// a member with one device. A member's place is its index in the order of adding.
public final class Roster {
  public static final Roster NONE = new Roster(List.of());

  /// What [#placeOf] answers for an account that is no member.
  static final int NO_PLACE = -1;

  /// Halves of the accounts' ids, by place.
  private final long[] accounts;

  private final byte[] roles;

  /// Where the devices of each place start in `devices`, and where the last ones end.
  private final char[] firstDevices;

  /// Halves of the devices' ids.
  private final long[] devices;

  /// Which of `joins` brought the member in; most come in together.
  private final char[] joinOf;

  /// Sequence and time of the commits that added members, in turn.
  private final long[] joins;

  /// Places plus one, by hash of the account; 0 where there is none.
  private final char[] index;

  public Roster(Collection<Member> members) {
    int count = members.size();
    if (count > Character.MAX_VALUE / 2) {
      throw new IllegalArgumentException("a roster has a bound");
    }
    accounts = new long[2 * count];
    roles = new byte[count];
    firstDevices = new char[count + 1];
    joinOf = new char[count];
    index = new char[slots(count)];
    devices = new long[2 * members.stream().mapToInt(member -> member.devices().size()).sum()];
    Joins found = new Joins(count);
    int place = 0;
    for (Member member : members) {
      put(place, member);
      joinOf[place] = (char) found.of(member.since(), member.sinceMillis());
      place++;
    }
    joins = found.toArray();
  }

  /// A power of two, at most half of it taken.
  private static int slots(int count) {
    return 2 * Integer.highestOneBit(Math.max(1, 2 * count - 1));
  }

  private void put(int place, Member member) {
    accounts[2 * place] = member.account().high();
    accounts[2 * place + 1] = member.account().low();
    roles[place] = (byte) member.role().number();
    int next = firstDevices[place];
    for (DeviceId device : member.devices()) {
      devices[2 * next] = device.high();
      devices[2 * next + 1] = device.low();
      next++;
    }
    firstDevices[place + 1] = (char) next;
    int slot = slotOf(member.account());
    if (index[slot] != 0) {
      throw new IllegalArgumentException("an account is a member once");
    }
    index[slot] = (char) (place + 1);
  }

  public int size() {
    return roles.length;
  }

  public boolean contains(AccountId account) {
    return placeOf(account) != NO_PLACE;
  }

  public Optional<Member> member(AccountId account) {
    int place = placeOf(account);
    return place == NO_PLACE ? Optional.empty() : Optional.of(memberAt(place));
  }

  /// Whether this device of a member takes part.
  boolean has(AccountId account, DeviceId device) {
    int place = placeOf(account);
    if (place == NO_PLACE) {
      return false;
    }
    for (int at = firstDevices[place]; at < firstDevices[place + 1]; at++) {
      if (devices[2 * at] == device.high() && devices[2 * at + 1] == device.low()) {
        return true;
      }
    }
    return false;
  }

  /// [Role#UNKNOWN] for an account that is no member.
  public Role role(AccountId account) {
    int place = placeOf(account);
    return place == NO_PLACE ? Role.UNKNOWN : Role.of(roles[place]);
  }

  /// Devices of all members.
  int devices() {
    return devices.length / 2;
  }

  /// In the order in which they were added. Members are made as they are asked for.
  public List<Member> members() {
    return new AbstractList<>() {
      @Override
      public Member get(int place) {
        return memberAt(place);
      }

      @Override
      public int size() {
        return roles.length;
      }
    };
  }

  /// The members' accounts, by place. Ids are made as they are asked for.
  List<AccountId> accounts() {
    return new AbstractList<>() {
      @Override
      public AccountId get(int place) {
        return accountAt(place);
      }

      @Override
      public int size() {
        return roles.length;
      }
    };
  }

  AccountId accountAt(int place) {
    return new AccountId(accounts[2 * place], accounts[2 * place + 1]);
  }

  int placeOf(AccountId account) {
    return index[slotOf(account)] - 1;
  }

  private Member memberAt(int place) {
    List<DeviceId> own = new ArrayList<>();
    for (int device = firstDevices[place]; device < firstDevices[place + 1]; device++) {
      own.add(new DeviceId(devices[2 * device], devices[2 * device + 1]));
    }
    int join = 2 * joinOf[place];
    return new Member(accountAt(place), Role.of(roles[place]), own, joins[join], joins[join + 1]);
  }

  /// Where the account is in the index, or the free slot where it would be.
  private int slotOf(AccountId account) {
    int mask = index.length - 1;
    int slot = hash(account) & mask;
    while (index[slot] != 0 && !isAt(index[slot] - 1, account)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int place, AccountId account) {
    return accounts[2 * place] == account.high() && accounts[2 * place + 1] == account.low();
  }

  private static int hash(AccountId account) {
    long mixed = (account.high() ^ account.low()) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> Integer.SIZE);
  }

  void encode(StateWriter out) {
    out.number(size());
    for (Member member : members()) {
      out.id(member.account().high(), member.account().low());
      out.number(member.role().number()).number(member.since()).number(member.sinceMillis());
      out.number(member.devices().size());
      member.devices().forEach(device -> out.id(device.high(), device.low()));
    }
  }

  /// @param timed whether it says when members were added
  static Roster decode(StateReader in, boolean timed) {
    int count = in.count();
    List<Member> members = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      members.add(decodeMember(in, timed));
    }
    return new Roster(members);
  }

  private static Member decodeMember(StateReader in, boolean timed) {
    AccountId account = new AccountId(in.half(), in.half());
    Role role = Role.of(in.number());
    long since = in.number();
    long sinceMillis = timed ? in.number() : 0;
    int count = in.count();
    List<DeviceId> devices = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      devices.add(new DeviceId(in.half(), in.half()));
    }
    return new Member(account, role, devices, since, sinceMillis);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Roster roster && members().equals(roster.members()));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(accounts);
  }

  @Override
  public String toString() {
    return "Roster" + members();
  }

  /// The distinct commits that added members. Members of one commit stand together, so the newest
  /// is looked at first.
  private static final class Joins {
    private final long[] found;
    private int size;

    Joins(int members) {
      found = new long[2 * members];
    }

    int of(long sequence, long millis) {
      for (int join = size - 1; join >= 0; join--) {
        if (found[2 * join] == sequence && found[2 * join + 1] == millis) {
          return join;
        }
      }
      found[2 * size] = sequence;
      found[2 * size + 1] = millis;
      return size++;
    }

    long[] toArray() {
      return Arrays.copyOf(found, 2 * size);
    }
  }
}
