package dev.godwit.node;

import dev.godwit.core.account.AccessTokens;
import dev.godwit.core.account.AccountDesk;
import dev.godwit.core.account.AccountLimits;
import dev.godwit.core.account.Accounts;
import dev.godwit.core.account.Argon2Cost;
import dev.godwit.core.account.AttemptLimiter.Rate;
import dev.godwit.core.account.Challenges;
import dev.godwit.core.account.DeviceDesk;
import dev.godwit.core.account.KeyPackageDesk;
import dev.godwit.core.account.KeyPackages;
import dev.godwit.core.account.LinkingDesk;
import dev.godwit.core.account.PasswordHasher;
import dev.godwit.core.account.SignIns;
import dev.godwit.core.account.SigningKeyRing;
import dev.godwit.core.log.Logs;
import dev.godwit.core.media.ArchiveDesk;
import dev.godwit.core.media.Blobs;
import dev.godwit.core.routing.DeviceNews;
import dev.godwit.core.routing.Topology;
import dev.godwit.core.routing.Worker;
import dev.godwit.core.routing.WorkerConfig;
import dev.godwit.gateway.ConnectionLimits;
import dev.godwit.gateway.Gateway;
import dev.godwit.gateway.GatewayConfig;
import dev.godwit.gateway.rest.DeviceServices;
import dev.godwit.gateway.rest.RestLimits;
import dev.godwit.gateway.rest.Services;
import dev.godwit.gateway.socket.SocketLimits;
import dev.godwit.wire.Limits;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Puts a node together: constructor calls and nothing else.
final class Wiring {
  /// Reads of the store that wait; more are refused.
  private static final int READS_WAITING_MAX = 20_000;

  private static final int RECEIPT_MILLIS = 500;
  private static final int RECEIPT_MEMBERS_AT_ONCE = 16;

  private final NodeConfig config;
  private final Engine engine;
  private final InstantSource time = InstantSource.system();
  private final SecureRandom random = new SecureRandom();
  private final Prepared prepared;
  private final PrometheusMeterRegistry metrics;
  private final Readiness readiness;
  private final SessionRegistry sessions = new SessionRegistry();
  private final PendingAnswers answers = new PendingAnswers();
  private final Topology topology;
  private final Workers workers;
  private final ExecutorService readerThreads;

  /// The ports of an engine, whether it takes writes at this moment, and how to close it.
  record Engine(
      Logs logs,
      Accounts accounts,
      KeyPackages keyPackages,
      Blobs blobs,
      BooleanSupplier writable,
      AutoCloseable closing) {}

  private Wiring(NodeConfig config, Engine engine, Prepared prepared) {
    this.config = config;
    this.engine = engine;
    this.prepared = prepared;
    this.metrics = prepared.measurements().registry();
    this.readiness = new Readiness(metrics, engine.writable());
    this.topology = new Topology(orCores(config.work().workers()));
    this.workers = new Workers(topology, config.work().inputsMax());
    this.readerThreads = readers(config.store().readers());
  }

  /// Starts a node. Throws IOException when it cannot listen; the engine is closed then.
  static Node start(NodeConfig config, Engine engine, Prepared prepared) throws Exception {
    try {
      return new Wiring(config, engine, prepared).start();
    } catch (IOException | RuntimeException e) {
      engine.closing().close();
      throw e;
    }
  }

  private Node start() throws IOException {
    addWorkers();
    var ring = new SigningKeyRing(engine.accounts(), time, random);
    ring.refresh();
    Services services = services(ring);
    var housekeeping =
        new Housekeeping(engine.logs(), ring, workers, services.devices(), staleMillis(), time);
    Gateway gateway =
        Gateway.start(
            gatewayConfig(),
            services,
            new NodeDevices(sessions, workers),
            prepared.site(),
            metrics,
            time);
    metrics.gauge("godwit.sessions", sessions, SessionRegistry::count);
    workers.start();
    housekeeping.start();
    readiness.set(true);
    return new Node(
        gateway,
        workers,
        readiness,
        config.work(),
        gatewayConfig().tls().isPresent() ? "https" : "http",
        List.of(housekeeping, readerThreads, engine.closing(), prepared.measurements()));
  }

  private void addWorkers() {
    var readers = new StoreReaders(engine.logs(), readerThreads, time);
    var meters = new WorkerMeters(metrics);
    for (int index = 0; index < topology.workers(); index++) {
      var outputs = new WorkerOutputs(index, workers, sessions, readers, answers);
      var worker = new Worker(index, topology, workerConfig(), outputs);
      String name = "worker-" + index;
      workers.add(new WorkerLoop(name, worker, engine.logs(), time, sessions, meters));
      int number = index;
      metrics.gauge(
          "godwit.worker.inputs",
          Tags.of("worker", Integer.toString(index)),
          workers,
          all -> all.waiting(number));
    }
  }

  private Services services(SigningKeyRing ring) {
    Accounts accounts = PlatformCalls.of(Accounts.class, engine.accounts(), readerThreads);
    KeyPackages packages = PlatformCalls.of(KeyPackages.class, engine.keyPackages(), readerThreads);
    Logs logs = PlatformCalls.of(Logs.class, engine.logs(), readerThreads);
    var tokens = new AccessTokens(ring, time);
    var signIns = new SignIns(accounts, tokens, time, random);
    var keyPackageDesk = new KeyPackageDesk(accounts, packages, time);
    var stores = new AccountDesk.Stores(accounts, packages);
    var devices =
        new DeviceDesk(
            stores,
            signIns,
            new DeviceNews(accounts, logs, workers::put),
            new Challenges(ring, time, random),
            time);
    var accountDesk =
        new AccountDesk(stores, keyPackageDesk, hasher(), signIns, devices, accountLimits(), time);
    var archives =
        new ArchiveDesk(PlatformCalls.of(Blobs.class, engine.blobs(), readerThreads), time);
    var requests = new WorkerRequests(workers, answers);
    var conversations = new RestConversations(logs, requests, random, time);
    return new Services(
        accountDesk,
        signIns,
        tokens,
        keyPackageDesk,
        new DeviceServices(devices, new LinkingDesk(time), archives),
        conversations,
        readiness);
  }

  private PasswordHasher hasher() {
    NodeConfig.Password cost = config.password();
    return new PasswordHasher(
        new Argon2Cost(cost.memoryKib(), cost.passes(), 1), orCores(cost.atOnce()), random);
  }

  private AccountLimits accountLimits() {
    NodeConfig.Limit limit = config.limit();
    AccountLimits usual = AccountLimits.DEFAULT;
    int atOnce = usual.signInsByHandle().burst();
    int perAddress = usual.signInsByAddress().burst();
    long signInsByAddress = (long) limit.signInsPerHour() * perAddress / atOnce;
    Duration hour = Duration.ofHours(1);
    return new AccountLimits(
        Rate.of(usual.registrations().burst(), limit.registrationsPerHour(), hour),
        Rate.of(atOnce, limit.signInsPerHour(), hour),
        Rate.of(perAddress, signInsByAddress, hour));
  }

  private GatewayConfig gatewayConfig() {
    NodeConfig.Listen listen = config.listen();
    NodeConfig.Limit limit = config.limit();
    return new GatewayConfig(
        listen.address(),
        listen.port(),
        tls(listen),
        orCores(listen.loops()),
        new ConnectionLimits(
            limit.connections(),
            limit.connectionsPerAddress(),
            limit.loopback(),
            limit.requestMillis()),
        restLimits(limit.requestsPerSecond()),
        socketLimits(limit.sendsPerSecond()));
  }

  /// Each entry that a device sends is one frame, and each that it gets is answered by one.
  private static SocketLimits socketLimits(int sendsPerSecond) {
    SocketLimits usual = SocketLimits.DEFAULT;
    int frames = Math.max(usual.framesPerSecondMax(), 4 * sendsPerSecond);
    return new SocketLimits(usual.outboundBytesMax(), frames, usual.beatMillis());
  }

  private static RestLimits restLimits(int perSecond) {
    RestLimits usual = RestLimits.DEFAULT;
    Rate rate = Rate.of(usual.byAccount().burst(), perSecond, Duration.ofSeconds(1));
    return new RestLimits(rate, rate, usual.atOnceMax());
  }

  private static Optional<GatewayConfig.Tls> tls(NodeConfig.Listen listen) {
    return listen.tlsCertificate().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new GatewayConfig.Tls(Path.of(listen.tlsCertificate()), Path.of(listen.tlsKey())));
  }

  private WorkerConfig workerConfig() {
    Memory memory = Memory.of(config.work());
    int workers = orCores(config.work().workers());
    return new WorkerConfig(
        Limits.HEARTBEAT_MILLIS,
        Limits.SILENT_MILLIS_MAX,
        Limits.SESSION_WINDOW_ENTRIES_MAX,
        memory.conversationsBytes() / workers,
        memory.accountsBytes() / workers,
        RECEIPT_MILLIS,
        RECEIPT_MEMBERS_AT_ONCE,
        config.limit().sendsPerSecond(),
        config.limit().sendsBurst());
  }

  private long staleMillis() {
    return Duration.ofDays(config.device().staleDays()).toMillis();
  }

  private static int orCores(int configured) {
    return configured == 0 ? Runtime.getRuntime().availableProcessors() : configured;
  }

  private static ExecutorService readers(int count) {
    return new ThreadPoolExecutor(
        count,
        count,
        0,
        TimeUnit.MILLISECONDS,
        new ArrayBlockingQueue<>(READS_WAITING_MAX),
        Thread.ofPlatform().name("reader-", 0).factory());
  }
}
