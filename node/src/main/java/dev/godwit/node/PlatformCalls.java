package dev.godwit.node;

import dev.godwit.core.log.StoreException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// Makes a port fit for virtual threads: its calls run on platform threads, so that an engine's
/// native code holds none of the few threads that carry the virtual ones.
final class PlatformCalls implements InvocationHandler {
  private final Object engine;
  private final ExecutorService threads;

  private PlatformCalls(Object engine, ExecutorService threads) {
    this.engine = engine;
    this.threads = threads;
  }

  /// @param threads platform threads behind a bounded queue; when it is full, a call is a
  ///     [StoreException.Unavailable]
  static <T> T of(Class<T> port, T engine, ExecutorService threads) {
    Object proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(), new Class<?>[] {port}, new PlatformCalls(engine, threads));
    return port.cast(proxy);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    try {
      return threads.submit(() -> method.invoke(engine, arguments)).get();
    } catch (RejectedExecutionException e) {
      throw new StoreException.Unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Uncertain(e);
    } catch (ExecutionException e) {
      throw cause(e);
    }
  }

  /// What the engine itself has thrown.
  private static Throwable cause(ExecutionException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && isWrapping(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean isWrapping(Throwable cause) {
    return cause instanceof ExecutionException || cause instanceof InvocationTargetException;
  }
}
