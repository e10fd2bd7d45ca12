package dev.godwit.gateway.rest;

import dev.godwit.core.account.Reply;
import dev.godwit.gateway.rest.Route.Document;
import dev.godwit.gateway.rest.Route.Message;
import dev.godwit.gateway.rest.Route.Parameter;
import dev.godwit.gateway.rest.Route.Place;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.util.ArrayList;
import java.util.List;

/// The table of all routes.
final class Routes {
  private static final int HANDLE_CHARACTERS_MAX = 64;

  private final AccountHandlers accounts;
  private final ConversationHandlers conversations;
  private final Services services;

  Routes(Services services) {
    this.services = services;
    this.accounts = new AccountHandlers(services);
    this.conversations = new ConversationHandlers(services);
  }

  List<Route> all() {
    List<Route> all = new ArrayList<>();
    all.addAll(signingIn());
    all.addAll(people());
    all.addAll(new DeviceRoutes(services).all());
    all.addAll(keyPackages());
    all.addAll(talking());
    all.addAll(new GroupRoutes(services).all());
    all.addAll(node());
    all.add(
        Route.get(
                "/openapi.json",
                "This interface as an OpenAPI 3.1 document.",
                Document.class,
                _ -> Reply.given(OpenApi.document(all)))
            .open());
    all.add(
        Route.get(
                "/docs",
                "This interface for people.",
                Document.class,
                _ -> Reply.given(DocsPage.of(all)))
            .open());
    return all;
  }

  private List<Route> signingIn() {
    return List.of(
        Route.post(
                "/v1/accounts",
                "Make an account with its first device, and sign it in.",
                Bodies.RegisterBody.class,
                Bodies.GrantedBody.class,
                accounts::register)
            .open()
            .refusing(
                ErrorCode.HANDLE_INVALID,
                ErrorCode.HANDLE_TAKEN,
                ErrorCode.PASSWORD_INVALID,
                ErrorCode.ACCOUNT_EXISTS,
                ErrorCode.CERTIFICATE_INVALID,
                ErrorCode.DEVICE_KEY_IN_USE,
                ErrorCode.KEY_PACKAGE_INVALID),
        Route.post(
                "/v1/sessions",
                "Sign a device in; a new device is linked to the account.",
                Bodies.SignInBody.class,
                Bodies.GrantedBody.class,
                accounts::signIn)
            .open()
            .refusing(
                ErrorCode.BAD_CREDENTIALS,
                ErrorCode.CERTIFICATE_INVALID,
                ErrorCode.DEVICE_REVOKED,
                ErrorCode.DEVICE_KEY_IN_USE,
                ErrorCode.TOO_MANY_DEVICES),
        Route.post(
                "/v1/sessions/refresh",
                "Get new tokens. Each refresh token is good once.",
                Bodies.RefreshBody.class,
                Bodies.GrantedBody.class,
                accounts::refresh)
            .open()
            .refusing(ErrorCode.UNAUTHORIZED, ErrorCode.TOKEN_REUSED, ErrorCode.DEVICE_REVOKED),
        Route.delete("/v1/sessions/current", "Sign this device out.", accounts::signOut));
  }

  private List<Route> people() {
    return List.of(
        Route.get(
                "/v1/accounts/{id}",
                "Find an account by its id.",
                Bodies.AccountBody.class,
                accounts::byId)
            .with(id("id", AccountId.class, "The account's id."))
            .refusing(ErrorCode.ACCOUNT_UNKNOWN),
        Route.get(
                "/v1/handles/{handle}",
                "Find an account by its handle.",
                Bodies.AccountBody.class,
                accounts::byHandle)
            .with(
                new Parameter(
                    "handle",
                    Place.PATH,
                    String.class,
                    HANDLE_CHARACTERS_MAX,
                    "The handle, in any case."))
            .refusing(ErrorCode.ACCOUNT_UNKNOWN, ErrorCode.HANDLE_INVALID),
        Route.post(
                "/v1/handles",
                "Find many accounts by their handles.",
                Bodies.HandlesBody.class,
                Bodies.FoundBody.class,
                accounts::byHandles)
            .refusing(ErrorCode.RATE_LIMITED),
        Route.get(
            "/v1/devices",
            "The devices of the account that is signed in.",
            Bodies.DevicesBody.class,
            accounts::devices));
  }

  private List<Route> keyPackages() {
    return List.of(
        Route.post(
                "/v1/key-packages",
                "Add key packages of this device.",
                Bodies.KeyPackagesBody.class,
                Bodies.CountBody.class,
                accounts::addKeyPackages)
            .refusing(ErrorCode.KEY_PACKAGE_INVALID),
        Route.get(
            "/v1/key-packages",
            "How many one-time key packages of this device are left.",
            Bodies.CountBody.class,
            accounts::countKeyPackages),
        Route.post(
                "/v1/accounts/{id}/key-packages/claim",
                "Take one key package of each device of an account.",
                Bodies.Nothing.class,
                Bodies.ClaimedBody.class,
                accounts::claimKeyPackages)
            .with(id("id", AccountId.class, "Whose devices are to be added."))
            .refusing(ErrorCode.ACCOUNT_UNKNOWN, ErrorCode.NO_KEY_PACKAGE));
  }

  private List<Route> talking() {
    Parameter conversation = id("id", ConversationId.class, "The conversation's id.");
    return List.of(
        Route.post(
                "/v1/messages",
                "SendMessage: append a ciphertext to the direct conversation of two accounts.",
                Bodies.SendMessageBody.class,
                Bodies.SentBody.class,
                conversations::send)
            .refusing(
                ErrorCode.FORBIDDEN,
                ErrorCode.ACCOUNT_UNKNOWN,
                ErrorCode.CONVERSATION_UNKNOWN,
                ErrorCode.STALE_EPOCH,
                ErrorCode.ENTRY_TOO_LARGE,
                ErrorCode.ENTRY_ID_REUSED),
        Route.get(
                "/v1/conversations/{id}/messages",
                "Conversation: entries backwards from the newest, with their receipts.",
                Bodies.PageBody.class,
                conversations::page)
            .with(
                conversation,
                number("offset", 0, "How many of the newest entries to leave out."),
                number("messageCount", Limits.PAGE_ENTRIES_MAX, "How many entries at most."),
                number(
                    "timeStamp",
                    0,
                    "Only entries that are not newer, milliseconds since 1970 UTC."))
            .refusing(ErrorCode.CONVERSATION_UNKNOWN),
        Route.get(
                "/v1/conversations/{id}/welcomes/{sequence}",
                "What a commit came with for those who join by it: an encoded CommitAttachment.",
                Message.class,
                conversations::welcome)
            .with(
                conversation,
                new Parameter("sequence", Place.PATH, long.class, 0, "The sequence of the commit."))
            .refusing(ErrorCode.CONVERSATION_UNKNOWN, ErrorCode.NOT_FOUND),
        Route.get(
                "/v1/conversations/{id}/group-info",
                "The newest group info, for joining by an external commit.",
                Bodies.GroupInfoBody.class,
                conversations::groupInfo)
            .with(conversation)
            .refusing(ErrorCode.CONVERSATION_UNKNOWN, ErrorCode.NOT_FOUND));
  }

  private List<Route> node() {
    return List.of(
        Route.get("/", "What this is.", Document.class, _ -> Reply.given(FrontPage.DOCUMENT))
            .open(),
        Route.get(
                "/healthz",
                "Whether the process lives.",
                Bodies.Nothing.class,
                _ -> Reply.given(new Bodies.Nothing()))
            .open(),
        Route.get(
                "/readyz",
                "Whether new connections should come here.",
                Bodies.Nothing.class,
                _ ->
                    services.status().isReady()
                        ? Reply.given(new Bodies.Nothing())
                        : Reply.refused(ErrorCode.DRAINING))
            .open()
            .refusing(ErrorCode.DRAINING),
        Route.get(
                "/metrics",
                "Measurements in the text format of Prometheus.",
                Document.class,
                _ ->
                    Reply.given(
                        new Document(
                            "text/plain; version=0.0.4; charset=utf-8",
                            services.status().metrics())))
            .open());
  }

  private static Parameter id(String name, Class<?> type, String text) {
    return new Parameter(name, Place.PATH, type, 0, text);
  }

  private static Parameter number(String name, long max, String text) {
    return new Parameter(name, Place.QUERY, long.class, max, text);
  }
}
