package dev.godwit.core.routing;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// Brings messages to the workers that own what they are about; those to oneself stay here until
/// the machine at work is done.
final class Mail {
  private final Homes homes;
  private final Links links;
  private final Outputs outputs;
  private final int index;
  private final Queue<Message> local = new ArrayDeque<>();

  Mail(Homes homes, Links links, Outputs outputs) {
    this.homes = homes;
    this.links = links;
    this.outputs = outputs;
    this.index = homes.here().worker();
  }

  Homes homes() {
    return homes;
  }

  void send(Message.ToConversation message) {
    send(homes.of(message.conversation()), message);
  }

  void send(Message.ToAccount message) {
    send(homes.of(message.account()), message);
  }

  /// @param share of [Homes]
  void send(int share, Message message) {
    if (homes.isAlone()) {
      sendHere(share, message);
    } else {
      send(homes.seatOf(share), message);
    }
  }

  void send(Seat to, Message message) {
    if (to.node() == homes.here().node()) {
      sendHere(to.worker(), message);
    } else {
      links.add(to, message);
    }
  }

  private void sendHere(int worker, Message message) {
    if (worker == index) {
      local.add(message);
    } else {
      outputs.forward(worker, message);
    }
  }

  /// Tells the other workers of this node.
  void sendToOthersHere(Message message) {
    for (int worker = 0; worker < homes.workersHere(); worker++) {
      if (worker != index) {
        outputs.forward(worker, message);
      }
    }
  }

  /// Brings about another turn of this worker.
  void wake() {
    outputs.forward(index, new Message.Woken());
  }

  Optional<Message> next() {
    return Optional.ofNullable(local.poll());
  }
}
