package dev.godwit.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.cli.text.Plain;
import dev.godwit.client.DeviceInfo;
import dev.godwit.client.Me;
import dev.godwit.client.Progress;
import dev.godwit.client.Verification;
import java.io.PrintStream;
import java.util.List;

/// What the commands around devices tell, to people or as one JSON object a line.
final class DeviceOutput {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;

  DeviceOutput(PrintStream out, PrintStream err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /// The code that a new device shows.
  void code(String code, String qr) {
    if (json) {
      line(event("code").put("code", code));
      return;
    }
    out.println(QrText.of(qr));
    out.println("Scan this on a device that you have, or type there:");
    out.println("  godwit approve " + code);
    out.println("The code is good for 5 minutes, and once.");
    out.flush();
  }

  void linked(Me me) {
    if (json) {
      line(event("linked").put("device", me.device().toString()).put("handle", me.handle()));
    } else {
      out.println("This is a device of @" + me.handle() + " now.");
      out.flush();
    }
  }

  /// How much of the history has come.
  void history(Progress progress) {
    if (json) {
      line(
          event("history")
              .put("done", progress.done())
              .put("total", progress.total())
              .put("complete", progress.complete()));
    } else {
      String of = progress.total() > 0 ? " of about " + progress.total() : "";
      err.println(
          progress.complete()
              ? "The history is complete."
              : progress.done() + of + " messages of the history");
    }
  }

  void approved(DeviceInfo device) {
    if (json) {
      line(device("approved", device));
    } else {
      out.println(
          "Linked: %s (%s). It gets your conversations and history from here."
              .formatted(Plain.line(device.platform()), device.id()));
    }
  }

  void devices(List<DeviceInfo> devices) {
    if (json) {
      devices.forEach(each -> line(device("device", each)));
    } else {
      DeviceTable.lines(devices).forEach(out::println);
    }
  }

  void revoked(DeviceInfo device) {
    if (json) {
      line(event("revoked").put("device", device.id().toString()));
    } else {
      out.println("Removed: " + DeviceTable.title(device) + ". It reads nothing more.");
    }
  }

  void renamed(DeviceInfo device) {
    if (json) {
      line(device("renamed", device));
    } else {
      out.println("Called so on all your devices: " + DeviceTable.title(device));
    }
  }

  void number(Verification with) {
    if (json) {
      line(
          event("safety-number")
              .put("handle", with.handle())
              .put("number", with.number())
              .put("verified", with.verified())
              .put("changed", with.changed()));
      return;
    }
    out.println(QrText.of(with.qr()));
    out.println("The safety number of you and @" + with.handle() + ":");
    out.println("  " + with.number().substring(0, with.number().length() / 2).strip());
    out.println("  " + with.number().substring(with.number().length() / 2).strip());
    out.println(
        with.changed()
            ? "IT HAS CHANGED since you compared it, and nothing is sent until you say so: compare"
                + " it again, then --mark; or go on without that: --accept"
            : with.verified() ? "You have compared it." : "If it is theirs too, mark it: --mark");
  }

  void compared(Verification with, boolean same) {
    if (json) {
      line(event("compared").put("handle", with.handle()).put("same", same));
    } else {
      out.println(
          same
              ? "The same: nobody is between you and @" + with.handle() + "."
              : "NOT the same: somebody may be between you and @" + with.handle() + ".");
    }
  }

  void accepted(Verification with) {
    if (json) {
      line(event("accepted").put("handle", with.handle()));
    } else {
      out.println("You go on with @" + with.handle() + ", not compared.");
    }
  }

  void marked(Verification with) {
    if (json) {
      line(event("verified").put("handle", with.handle()));
    } else {
      out.println("Marked as compared: @" + with.handle());
    }
  }

  private static ObjectNode device(String name, DeviceInfo device) {
    return event(name)
        .put("device", device.id().toString())
        .put("name", device.name())
        .put("platform", device.platform())
        .put("linked", device.linkedMillis())
        .put("seen", device.seenMillis())
        .put("here", device.here())
        .put("revoked", device.revoked())
        .put("certified", device.certified())
        .put("hidden", device.hidden());
  }

  private static ObjectNode event(String name) {
    return JsonNodeFactory.instance.objectNode().put("event", name);
  }

  private void line(ObjectNode node) {
    out.println(node);
    out.flush();
  }
}
