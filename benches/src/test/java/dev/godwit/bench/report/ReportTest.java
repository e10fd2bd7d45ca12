package dev.godwit.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final Machine MACHINE = new Machine(2, 24, "Linux 6", "Java 25");

  private final Report report =
      new Report("throughput")
          .add("messages_per_s", "messages", 25_123.456, "per s")
          .add("server_cpu_s_per_100k", "CPU", 2.98765, "s per 100,000")
          .add("acked_lost", "lost", 0)
          .add("acked_total", "acknowledged", 123_456_789);

  @Test
  void machinesGetOneObjectWithFourDigits() {
    assertEquals(
        """
        {"bench":"throughput","messages_per_s":25120,"server_cpu_s_per_100k":2.988,"acked_lost":0,\
        "acked_total":123456789,"machine":"2 cores, 24 GiB, Linux 6, Java 25"}\
        """,
        report.toJson(MACHINE));
  }

  @Test
  void peopleGetATable() {
    assertEquals(
        """
        throughput on 2 cores, 24 GiB, Linux 6, Java 25
          messages              25,120 per s
          CPU                    2.988 s per 100,000
          lost                       0
          acknowledged     123,456,789
        """,
        report.toTable(MACHINE));
  }
}
