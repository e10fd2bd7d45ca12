package dev.godwit.web.facade;

import dev.godwit.device.Device;
import dev.godwit.device.Linking;
import dev.godwit.device.Registration;
import dev.godwit.device.content.Content;
import dev.godwit.device.step.Setting;
import dev.godwit.device.step.Step;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.web.crypto.SodiumCrypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Goodbye;
import dev.godwit.wire.MalformedFrame;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.typedarrays.Uint8Array;

/// The face of a [Device] for the worker, which drives it as its package says. Ids are text of 32
/// hexadecimal digits; an id that is none throws.
public final class CompiledDevice {
  /// A frame that says nothing about coming back.
  private static final double STAYS = -1;

  private static final double MALFORMED = -2;

  private final Device device;

  private CompiledDevice(Device device) {
    this.device = device;
  }

  /// Makes a new account: what the node is told, and the changes to make durable before.
  @JSExport
  public static JSObject register(String platform, double serverTimeMillis) {
    return view(Device.register(crypto(), platform, (long) serverTimeMillis));
  }

  /// The same for an account that is there, under a new identity with this as its only device.
  @JSExport
  public static JSObject beginAnew(String account, String platform, double serverTimeMillis) {
    AccountId id = AccountId.parse(account);
    return view(Linking.beginAnew(crypto(), id, platform, (long) serverTimeMillis));
  }

  private static JSObject view(Registration made) {
    return Plain.of()
        .text("account", made.account().toString())
        .text("device", made.device().toString())
        .bytes("identityKey", made.identityKey())
        .bytes("certificate", made.certificate())
        .list("keyPackages", made.keyPackages(), Calls::upload)
        .list("changes", made.changes(), Rows::change)
        .end();
  }

  @JSExport
  public static CompiledDevice restore(CompiledStore store, String client) {
    return new CompiledDevice(Device.restore(store, crypto(), client));
  }

  private static Crypto crypto() {
    return new SodiumCrypto();
  }

  @JSExport
  public void onConnected(double now) {
    device.onConnected((long) now);
  }

  /// Takes a frame as it came. Of a Goodbye, gives the longest time to wait before coming back in
  /// milliseconds; -2 when it could not be read, which is a violation; -1 otherwise.
  @JSExport
  public double onFrame(Uint8Array bytes, double now) {
    try {
      Bytes read = Plain.bytes(bytes);
      Frame frame = Frame.decode(read.shared(), 0, read.size());
      device.onFrame(frame, (long) now);
      return frame instanceof Goodbye goodbye ? goodbye.reconnectMillisMax() : STAYS;
    } catch (MalformedFrame e) {
      return MALFORMED;
    }
  }

  @JSExport
  public void onDisconnected(double now) {
    device.onDisconnected((long) now);
  }

  @JSExport
  public void onTick(double now) {
    device.onTick((long) now);
  }

  @JSExport
  public void onAnswer(double call, JSObject answer, double now) {
    device.onAnswer((long) call, Calls.answer(answer), (long) now);
  }

  @JSExport
  public JSObject take() {
    Step step = device.take();
    return Plain.of()
        .list("changes", step.changes(), Rows::change)
        .list("frames", step.frames(), CompiledDevice::frame)
        .list("calls", step.calls(), Calls::view)
        .list("events", step.events(), Events::view)
        .flag("reconnect", step.reconnect())
        .end();
  }

  private static JSObject frame(Frame frame) {
    return Plain.of().bytes("bytes", Frame.encode(frame)).end();
  }

  @JSExport
  public void find(String handle, double now) {
    device.find(handle, (long) now);
  }

  /// The account that the handle belonged to when it was last looked up; empty when never.
  @JSExport
  public String accountOf(String handle) {
    return device.accountOf(handle).map(AccountId::toString).orElse("");
  }

  @JSExport
  public String openDirect(String account, double now) {
    return device.openDirect(AccountId.parse(account), (long) now).toString();
  }

  /// @param mentions objects with `account`, `start` and `length`
  @JSExport
  public String send(String conversation, String text, JSArray<JSObject> mentions, double now) {
    Content content = new Content.Text(text, Given.list(mentions, CompiledDevice::mention));
    return device.send(ConversationId.parse(conversation), content, (long) now).toString();
  }

  static Content.Mention mention(Given given) {
    return new Content.Mention(
        AccountId.parse(given.text("account")),
        (int) given.number("start"),
        (int) given.number("length"));
  }

  @JSExport
  public CompiledDevices devices() {
    return new CompiledDevices(device);
  }

  @JSExport
  public CompiledGroups groups() {
    return new CompiledGroups(device);
  }

  @JSExport
  public void markRead(String conversation, double sequence, double now) {
    device.markRead(ConversationId.parse(conversation), (long) sequence, (long) now);
  }

  /// Mutes, pins and archives on all devices of the account; 0 is for notices again.
  @JSExport
  public void mute(String conversation, double untilMillis, double now) {
    set(Setting.muted(ConversationId.parse(conversation), (long) untilMillis), now);
  }

  @JSExport
  public void pin(String conversation, boolean pinned, double now) {
    set(Setting.pinned(ConversationId.parse(conversation), pinned), now);
  }

  @JSExport
  public void archive(String conversation, boolean archived, double now) {
    set(Setting.archived(ConversationId.parse(conversation), archived), now);
  }

  /// Keeps a text that is not sent yet on all devices of the account, empty for none.
  @JSExport
  public void draft(String conversation, String text, double now) {
    set(Setting.drafted(ConversationId.parse(conversation), text), now);
  }

  private void set(Setting setting, double now) {
    device.devices().set(setting, (long) now);
  }

  @JSExport
  public void typing(String conversation, boolean typing, double now) {
    device.typing(ConversationId.parse(conversation), typing, (long) now);
  }

  @JSExport
  public void watch(JSArray<JSString> accounts, double now) {
    device.watch(Given.texts(accounts).stream().map(AccountId::parse).toList(), (long) now);
  }

  @JSExport
  public void trust(String account, double now) {
    device.devices().trust(AccountId.parse(account), (long) now);
  }

  @JSExport
  public JSArray<JSObject> conversations() {
    return Plain.array(device.conversations(), Rows::conversation);
  }
}
