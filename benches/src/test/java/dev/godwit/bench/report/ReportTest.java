package dev.godwit.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final Machine MACHINE = new Machine(2, 24, "Linux 6", "Java 25", "abc1234");

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
        "acked_total":123456789,"machine":"2 cores, 24 GiB, Linux 6, Java 25","commit":"abc1234"}\
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

  @Test
  void aFigureStandsBesideWhatItCouldBeAtBest() {
    Report besideFloors =
        new Report("mls")
            .addTime("join_ms", "join", 150, "ms", 100)
            .addRate("pairs_per_s", "messages", 6_000, "per s", 7_500);
    assertEquals(
        """
        mls on 2 cores, 24 GiB, Linux 6, Java 25
          join                 150 ms      floor 100  × 1.50
          messages           6,000 per s   floor 7,500  × 1.25
        """,
        besideFloors.toTable(MACHINE));
    assertEquals(
        """
        {"bench":"mls","join_ms":150,"join_ms_floor":100,"pairs_per_s":6000,\
        "pairs_per_s_floor":7500,"machine":"2 cores, 24 GiB, Linux 6, Java 25","commit":"abc1234"}\
        """,
        besideFloors.toJson(MACHINE));
  }
}
