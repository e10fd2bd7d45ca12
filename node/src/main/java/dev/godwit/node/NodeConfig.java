package dev.godwit.node;

/// Everything that can be set, section by section. A key of the file is `section.name` with the
/// name written in lower case and dashes.
record NodeConfig(
    Listen listen, Store store, Work work, Limit limit, Password password, Device device) {

  record Listen(
      @Setting(
              value = "The address to listen on; 0.0.0.0 for everybody who can reach the machine.",
              otherwise = "127.0.0.1")
          String address,
      @Setting(
              value = "The port to listen on; 0 picks a free one.",
              otherwise = "8080",
              max = 65_535)
          int port,
      @Setting(value = "PEM file with the certificate chain; empty: no TLS.", otherwise = "")
          String tlsCertificate,
      @Setting(value = "PEM file with the private key (PKCS #8) of it.", otherwise = "")
          String tlsKey,
      @Setting(
              value = "Threads that serve connections; 0: one per core.",
              otherwise = "0",
              max = 1_024)
          int loops) {}

  record Store(
      @Setting(value = "The data folder.", otherwise = "data") String data,
      @Setting(value = "How long entries are kept, days.", otherwise = "30", min = 1, max = 36_500)
          int retentionDays,
      @Setting(value = "Threads that read from the store.", otherwise = "4", min = 1, max = 1_024)
          int readers) {}

  record Work(
      @Setting(value = "Worker threads; 0: one per core.", otherwise = "0", max = 1_024)
          int workers,
      @Setting(
              value = "Inputs that wait for one worker; beyond that connections are not read.",
              otherwise = "20000",
              min = 100)
          int inputsMax,
      @Setting(
              value =
                  "Memory for conversations and accounts that nobody needs at the moment, and for"
                      + " where logs end, MiB; 0: up to seven twelfths of the heap.",
              otherwise = "0",
              max = 1_000_000)
          int cachedMib,
      @Setting(
              value =
                  "How long the node still takes connections after it was told to stop, so that"
                      + " a load balancer sees it is not ready, milliseconds.",
              otherwise = "0",
              max = 600_000)
          int drainMillis,
      @Setting(
              value = "Devices come back within this time when the node stops, milliseconds.",
              otherwise = "2000",
              max = 600_000)
          int reconnectMillisMax) {}

  record Limit(
      @Setting(value = "Connections over all.", otherwise = "18000", min = 1) int connections,
      @Setting(
              value = "Connections from one IPv4 address or IPv6 /64.",
              otherwise = "1024",
              min = 1)
          int connectionsPerAddress,
      @Setting(
              value = "Whether the limits by address hold for this machine itself too.",
              otherwise = "false")
          boolean loopback,
      @Setting(
              value =
                  "How long a connection may take until it has said a whole request, milliseconds.",
              otherwise = "10000",
              min = 100,
              max = 600_000)
          int requestMillis,
      @Setting(
              value = "REST requests per second of one account, and from one address.",
              otherwise = "20",
              min = 1,
              max = 1_000_000)
          int requestsPerSecond,
      @Setting(value = "Accounts made per hour from one address.", otherwise = "360", min = 1)
          int registrationsPerHour,
      @Setting(
              value = "Failed sign-ins per hour of one handle, after the first 10.",
              otherwise = "120",
              min = 1)
          int signInsPerHour,
      @Setting(
              value = "Entries per second that one session sends in the long run.",
              otherwise = "100",
              min = 1,
              max = 1_000_000)
          int sendsPerSecond,
      @Setting(value = "Entries that one session sends at once.", otherwise = "1000", min = 1)
          int sendsBurst) {}

  record Password(
      @Setting(
              value = "Memory of one password hash, KiB.",
              otherwise = "19456",
              min = 8,
              max = 1_048_576)
          int memoryKib,
      @Setting(value = "Passes of one password hash.", otherwise = "2", min = 1, max = 64)
          int passes,
      @Setting(value = "Passwords hashed at once; 0: one per core.", otherwise = "0", max = 1_024)
          int atOnce) {}

  record Device(
      @Setting(
              value = "A device that was not seen for so long is revoked, days.",
              otherwise = "30",
              min = 1,
              max = 36_500)
          int staleDays) {}
}
