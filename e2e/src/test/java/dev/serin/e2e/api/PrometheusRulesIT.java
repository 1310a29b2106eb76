package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.e2e.support.Binaries;
import dev.serin.e2e.support.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prometheus' own tool reads and tests the rules. */
@Tag("api")
class PrometheusRulesIT {

  private static final Path DASHBOARDS = Checkout.HOME.resolve("dashboards");

  @Test
  void prometheusReadsTheRules() throws Exception {
    String output = promtool("check", DASHBOARDS.resolve("generated/prometheus/serin.rules.yml"));
    assertTrue(output.contains("SUCCESS"), output);
  }

  @Test
  void rulesRecordAndAlertAsTheirTestsSay() throws Exception {
    String output = promtool("test", DASHBOARDS.resolve("src/test/promtool/rules-test.yml"));
    assertTrue(output.contains("SUCCESS"), output);
  }

  private static String promtool(String verb, Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Binaries.path("promtool").toString(), verb, "rules", file.toString())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 ? output : "exit code " + process.exitValue() + ":\n" + output;
  }
}
