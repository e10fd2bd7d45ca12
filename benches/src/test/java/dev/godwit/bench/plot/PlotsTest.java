package dev.godwit.bench.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

final class PlotsTest {
  private static final String MACHINE = "\"machine\":\"2 cores\",\"commit\":\"abc1234\"}";

  private static final List<String> MEASURED =
      List.of(
          "{\"bench\":\"throughput\",\"in_flight\":20,\"messages_per_s\":80000,",
          "{\"bench\":\"throughput\",\"in_flight\":1,\"messages_per_s\":10000,",
          "{\"bench\":\"crash\",\"kills\":3,\"serving_again_s_all\":[3,1,2],"
              + "\"caught_up_s_all\":[4,5,6],",
          "{\"bench\":\"compare-ejabberd\",\"messages_per_s\":9,\"peer_messages_per_s\":3,",
          "{\"bench\":\"login\",\"logins_per_s\":1,");

  @Test
  void whatIsThereIsDrawnAsXmlWithMachineAndCommit() throws Exception {
    Map<String, String> pictures = Plots.of(measured());
    assertEquals(Set.of("throughput", "crash", "compare-rate", "compare-cpu"), pictures.keySet());
    for (String picture : pictures.values()) {
      var xml = new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8));
      DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
      assertTrue(picture.contains("2 cores, commit abc1234"));
    }
  }

  @Test
  void ratesAreInTheOrderOfWhatIsInFlight() throws Exception {
    String picture = Plots.of(measured()).getOrDefault("throughput", "");
    assertTrue(picture.indexOf(">10,000<") < picture.indexOf(">80,000</text>\n<polyline"), picture);
  }

  @Test
  void anAxisEndsInRoundNumbersAboveAllValues() {
    assertEquals(List.of(0.0, 20.0, 40.0, 60.0, 80.0, 100.0), axis(81).ticks());
    assertEquals(0.5, axis(81).share(50));
    assertEquals(List.of(0.1, 1.0, 10.0, 100.0), Axis.logarithmic(lines(0.3, 40)).ticks());
  }

  private static Axis axis(double highest) {
    return Axis.linear(lines(1, highest), 5);
  }

  private static Chart lines(double low, double high) {
    Chart.Series series = new Chart.Series("", List.of(low, high), false);
    return new Chart("", "", "", "", Chart.Shape.LINES, List.of("a", "b"), List.of(series));
  }

  private static List<JsonNode> measured() throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> all = new ArrayList<>();
    for (String one : MEASURED) {
      all.add(json.readTree(one + MACHINE));
    }
    return all;
  }
}
