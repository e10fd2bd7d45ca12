package dev.godwit.core.conversation;

import dev.godwit.core.log.StateReader;
import dev.godwit.core.log.StateWriter;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How accounts come into a group by themselves: its invitation links, and who waits to be let in.
/// Immutable. Bounded by [Limits#LINKS_PER_CONVERSATION_MAX] and [Limits#JOIN_REQUESTS_MAX].
public record Lobby(List<Invitation> links, List<JoinRequest> requests) {
  static final Lobby NONE = new Lobby(List.of(), List.of());

  public Lobby {
    links = List.copyOf(links);
    requests = List.copyOf(requests);
  }

  /// What is still good at `nowMillis`.
  public Lobby at(long nowMillis) {
    return new Lobby(
        links.stream().filter(link -> link.isGood(nowMillis)).toList(),
        requests.stream()
            .filter(request -> nowMillis - request.timeMillis() < Limits.RETENTION_MILLIS)
            .toList());
  }

  public Optional<Invitation> link(EntryId key) {
    return links.stream().filter(link -> link.key().equals(key)).findFirst();
  }

  Optional<JoinRequest> request(AccountId account) {
    return requests.stream().filter(request -> request.account().equals(account)).findFirst();
  }

  /// Whether any member may let the account in.
  boolean lets(AccountId account) {
    return request(account).filter(request -> !request.needsApproval()).isPresent();
  }

  Lobby plus(Invitation link) {
    List<Invitation> all = new ArrayList<>(links);
    all.add(link);
    return new Lobby(all, requests);
  }

  /// A link is gone, and with it whoever was to be let in by it without approval.
  Lobby minus(EntryId link) {
    return new Lobby(
        links.stream().filter(kept -> !kept.key().equals(link)).toList(),
        requests.stream()
            .filter(kept -> kept.needsApproval() || !kept.link().equals(link))
            .toList());
  }

  /// An account asks by a link; this takes the place of what it asked before.
  Lobby plus(JoinRequest request) {
    List<JoinRequest> all = new ArrayList<>(minus(request.account()).requests());
    all.add(request);
    return new Lobby(
        links.stream().map(link -> link.key().equals(request.link()) ? link.used() : link).toList(),
        all);
  }

  /// The account was let in or refused.
  Lobby minus(AccountId account) {
    return requests.isEmpty()
        ? this
        : new Lobby(
            links,
            requests.stream().filter(request -> !request.account().equals(account)).toList());
  }

  void encode(StateWriter out) {
    out.number(links.size());
    for (Invitation link : links) {
      out.id(link.key().high(), link.key().low());
      out.id(link.maker().high(), link.maker().low());
      out.number(link.madeMillis()).number(link.expiresMillis());
      out.number(link.usesMax()).number(link.uses());
      out.flag(link.needsApproval()).bytes(link.preview());
    }
    out.number(requests.size());
    for (JoinRequest request : requests) {
      out.id(request.account().high(), request.account().low());
      out.id(request.link().high(), request.link().low());
      out.number(request.sequence()).number(request.timeMillis()).flag(request.needsApproval());
    }
  }

  static Lobby decode(StateReader in) {
    List<Invitation> links = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      links.add(
          new Invitation(
              new EntryId(in.half(), in.half()),
              new AccountId(in.half(), in.half()),
              in.number(),
              in.number(),
              (int) in.number(),
              (int) in.number(),
              in.flag(),
              in.bytes()));
    }
    List<JoinRequest> requests = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      requests.add(
          new JoinRequest(
              new AccountId(in.half(), in.half()),
              new EntryId(in.half(), in.half()),
              in.number(),
              in.number(),
              in.flag()));
    }
    return new Lobby(links, requests);
  }
}
