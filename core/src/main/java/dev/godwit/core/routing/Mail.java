package dev.godwit.core.routing;

import dev.godwit.core.conversation.Shares;
import dev.godwit.wire.AccountId;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// Brings messages to the workers that own what they are about; those to oneself stay here until
/// the machine at work is done.
final class Mail implements Shares {
  private final int index;
  private final Topology topology;
  private final Outputs outputs;
  private final Queue<Message> local = new ArrayDeque<>();

  Mail(int index, Topology topology, Outputs outputs) {
    this.index = index;
    this.topology = topology;
    this.outputs = outputs;
  }

  void send(Message.ToConversation message) {
    send(topology.workerOf(message.conversation()), message);
  }

  void send(Message.ToAccount message) {
    send(topology.workerOf(message.account()), message);
  }

  void send(int worker, Message message) {
    if (worker == index) {
      local.add(message);
    } else {
      outputs.forward(worker, message);
    }
  }

  /// Brings about another turn of this worker.
  void wake() {
    outputs.forward(index, new Message.Woken());
  }

  Optional<Message> next() {
    return Optional.ofNullable(local.poll());
  }

  @Override
  public int count() {
    return topology.workers();
  }

  @Override
  public int of(AccountId account) {
    return topology.workerOf(account);
  }
}
