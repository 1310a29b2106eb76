package dev.serin.simulator.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JudgeCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter problems = new StringWriter();

  @TempDir private Path folder;

  private int run(String... arguments) {
    CommandLine command = JudgeCommand.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(problems));
    return command.execute(arguments);
  }

  private String recording(int canaryErrors) throws IOException {
    StringBuilder text = new StringBuilder("time,version,requests,errors\n");
    for (int second = 0; second < 60; second++) {
      text.append("%d,canary,5,%d%n%d,stable,45,0%n".formatted(second, canaryErrors, second));
    }
    return file("canary.csv", text.toString());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aCanaryThatFailsIsUnhealthyAsSoonAsThatIsSure() throws IOException {
    assertEquals(1, run(recording(2)));
    assertTrue(
        out.toString()
            .matches(
                "(?s)Unhealthy at [12]: canary fails 40 % of 1\\d requests, stable 0 % of \\d+; e-value"
                    + " .*, bound 100\\.\\R"),
        out.toString());
  }

  @Test
  void aCanaryThatDoesNotIsHealthyToTheEnd() throws IOException {
    assertEquals(0, run(recording(0), "--json"));
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertTrue(json.path("healthy").booleanValue());
    assertEquals(60, json.path("logEValues").size());
  }

  @Test
  void allProblemsOfAFileAreToldWithTheirLines() throws IOException {
    String bad =
        file("bad.csv", "time,version\n1,canary,5\n1,old,5,1\n1,canary,x,1\n1,canary,1,2\n");
    assertEquals(2, run(bad));
    assertEquals(
        """
        serin judge: FILE:1: expected the header time,version,requests,errors
        FILE:2: expected 4 cells, found 3
        FILE:3: version 'old' is neither canary nor stable
        FILE:4: requests and errors are whole numbers
        FILE:5: more errors than requests
        Try 'serin judge --help'.
        """,
        problems.toString().replace(bad, "FILE").replace("\r", ""));
    assertEquals(2, run());
    assertEquals(2, run(folder.resolve("nothing").toString()));
    assertEquals(2, run(recording(0), "--rate", "2"));
  }

  @Test
  void aFinishedRunIsExplained() throws IOException {
    String run =
        file(
            "run.yaml",
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AnalysisRun
            metadata: {name: r}
            status:
              phase: Failed
              message: why
              metricResults:
              - name: errors
                phase: Failed
                message: canary fails
                measurements:
                - {phase: Failed, startedAt: "2026-11-23T10:00:00Z", value: "12"}
            """);
    assertEquals(1, run("explain", run));
    assertEquals(
        """
        Failed: why
          errors Failed: canary fails
            2026-11-23T10:00:00Z Failed 12
        """,
        out.toString());
  }
}
