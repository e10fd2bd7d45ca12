package dev.godwit.gateway.rest;

import dev.godwit.core.account.Account;
import dev.godwit.core.account.AccountDevice;
import dev.godwit.core.account.ClaimedKeyPackage;
import dev.godwit.core.account.Found;
import dev.godwit.core.account.Granted;
import dev.godwit.core.account.NewKeyPackage;
import dev.godwit.core.account.Registration;
import dev.godwit.core.account.Reply;
import dev.godwit.core.account.SignInRequest;
import dev.godwit.wire.AccountId;
import java.util.List;

/// Answers what concerns accounts, devices and key packages.
final class AccountHandlers {
  private static final long MILLIS_PER_SECOND = 1_000;

  private final Services services;

  AccountHandlers(Services services) {
    this.services = services;
  }

  Reply<Bodies.GrantedBody> register(Asked asked) {
    var body = asked.body(Bodies.RegisterBody.class);
    var wanted =
        new Registration(
            body.account(),
            body.handle(),
            body.password(),
            body.identityKey(),
            body.device().id(),
            body.device().certificate(),
            offered(body.keyPackages()),
            asked.address());
    return services.accounts().register(wanted).map(AccountHandlers::granted);
  }

  Reply<Bodies.GrantedBody> signIn(Asked asked) {
    var body = asked.body(Bodies.SignInBody.class);
    var wanted =
        new SignInRequest(
            body.handle(),
            body.password(),
            body.device().id(),
            body.device().certificate(),
            asked.address());
    return services.accounts().signIn(wanted).map(AccountHandlers::granted);
  }

  Reply<Bodies.GrantedBody> refresh(Asked asked) {
    String token = asked.body(Bodies.RefreshBody.class).refreshToken();
    return services.signIns().refresh(token).map(AccountHandlers::granted);
  }

  Reply<Bodies.Nothing> signOut(Asked asked) {
    services.signIns().end(asked.who());
    return Reply.given(new Bodies.Nothing());
  }

  Reply<Bodies.AccountBody> byId(Asked asked) {
    return services.accounts().find(asked.path("id", AccountId.class)).map(AccountHandlers::view);
  }

  Reply<Bodies.AccountBody> byHandle(Asked asked) {
    return services.accounts().find(asked.path("handle", String.class)).map(AccountHandlers::view);
  }

  Reply<Bodies.FoundBody> byHandles(Asked asked) {
    List<String> handles = asked.body(Bodies.HandlesBody.class).handles();
    return services
        .accounts()
        .findMany(asked.who().account(), handles)
        .map(found -> new Bodies.FoundBody(found.stream().map(AccountHandlers::view).toList()));
  }

  private static Bodies.FoundView view(Account found) {
    return new Bodies.FoundView(found.id(), found.handle(), found.identityKey());
  }

  Reply<Bodies.DevicesBody> devices(Asked asked) {
    return services
        .accounts()
        .find(asked.who().account())
        .map(found -> new Bodies.DevicesBody(views(found.devices())));
  }

  Reply<Bodies.CountBody> addKeyPackages(Asked asked) {
    var body = asked.body(Bodies.KeyPackagesBody.class);
    return services
        .keyPackages()
        .add(asked.who().account(), asked.who().device(), offered(body.keyPackages()))
        .map(Bodies.CountBody::new);
  }

  Reply<Bodies.CountBody> countKeyPackages(Asked asked) {
    int count = services.keyPackages().count(asked.who().account(), asked.who().device());
    return Reply.given(new Bodies.CountBody(count));
  }

  Reply<Bodies.ClaimedBody> claimKeyPackages(Asked asked) {
    return services
        .keyPackages()
        .claim(asked.who().account(), asked.path("id", AccountId.class))
        .map(AccountHandlers::claimed);
  }

  static Bodies.ClaimedBody claimed(List<ClaimedKeyPackage> claimed) {
    return new Bodies.ClaimedBody(claimed.stream().map(each -> view(each)).toList());
  }

  private static Bodies.ClaimedView view(ClaimedKeyPackage claimed) {
    AccountDevice device = claimed.device();
    return new Bodies.ClaimedView(device.id(), device.certificate(), claimed.keyPackage());
  }

  private static List<NewKeyPackage> offered(List<Bodies.KeyPackageBody> bodies) {
    return bodies.stream()
        .map(body -> new NewKeyPackage(body.bytes(), body.expires(), body.lastResort()))
        .toList();
  }

  static Bodies.GrantedBody granted(Granted granted) {
    return new Bodies.GrantedBody(
        granted.account(),
        granted.device(),
        granted.accessToken(),
        granted.refreshToken(),
        granted.accessMillis() / MILLIS_PER_SECOND);
  }

  private static Bodies.AccountBody view(Found found) {
    return new Bodies.AccountBody(
        found.account().id(),
        found.account().handle(),
        found.account().identityKey(),
        views(found.devices()));
  }

  private static List<Bodies.DeviceView> views(List<AccountDevice> devices) {
    return devices.stream()
        .map(
            device ->
                new Bodies.DeviceView(
                    device.id(),
                    device.certificate(),
                    device.linkedMillis(),
                    device.isRevoked(),
                    device.revocation(),
                    device.seenMillis()))
        .toList();
  }
}
