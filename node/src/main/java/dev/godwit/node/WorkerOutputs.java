package dev.godwit.node;

import dev.godwit.core.routing.Input;
import dev.godwit.core.routing.Outputs;
import dev.godwit.core.routing.ReadRequest;
import dev.godwit.core.session.SessionId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the effects of one worker to sockets, other workers and the store.
final class WorkerOutputs implements Outputs {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerOutputs.class);

  private final int worker;
  private final Workers workers;
  private final SessionRegistry sessions;
  private final StoreReaders readers;
  private final PendingAnswers answers;

  WorkerOutputs(
      int worker,
      Workers workers,
      SessionRegistry sessions,
      StoreReaders readers,
      PendingAnswers answers) {
    this.worker = worker;
    this.workers = workers;
    this.sessions = sessions;
    this.readers = readers;
    this.answers = answers;
  }

  @Override
  public void write(SessionId session, Bytes frame) {
    sessions.write(session, frame);
  }

  @Override
  public void close(SessionId session, CloseCode code) {
    sessions.close(session, code);
  }

  @Override
  public long silentMillis(SessionId session) {
    return sessions.silentMillis(session);
  }

  @Override
  public void forward(int to, Input input) {
    workers.put(to, input);
  }

  @Override
  public void read(ReadRequest request) {
    readers.read(request, result -> workers.put(worker, new Input.ReadDone(request, result)));
  }

  @Override
  public void mistake(Throwable cause) {
    LOG.atError().setCause(cause).addKeyValue("worker", worker).log("A machine failed");
  }

  @Override
  public void answer(long request, Bytes frame) {
    answers.answer(request, frame);
  }
}
