package dev.serin.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
  private static final Path SCHEMA = Path.of("../docs/schemas/simulate.schema.json");

  private final StringWriter problems = new StringWriter();

  @Test
  void aSeedIsShownWithItsHistoryAndIsTheSameEachTime() {
    String history = printed(0, "--seed", "7");
    assertTrue(history.startsWith("seed 7, strategy "), history);
    assertTrue(history.contains("controller  creates cart-"), history);
    assertTrue(history.endsWith("Everything holds.\n"), history);
    assertEquals(history, printed(0, "--seed", "7"));
  }

  @Test
  void aRangeEndsWithOneLine() {
    String line = printed(0, "--from", "100", "--seeds", "5");
    assertTrue(line.startsWith("5 passed, 0 failed, of 5 seeds, in "), line);
  }

  @Test
  void theJsonOfBothIsAsItsSchemaSays() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(SCHEMA));
    for (String[] arguments :
        new String[][] {{"--seed", "7", "--json"}, {"--seeds", "3", "--json"}}) {
      JsonNode json = new ObjectMapper().readTree(printed(0, arguments));
      assertEquals(Set.of(), schema.validate(json));
    }
  }

  @Test
  void wrongUsageIsOneLineThatSaysWhatToDo() {
    assertEquals("", printed(2, "--seed", "7", "--seeds", "3"));
    assertEquals("", printed(2, "--seeds", "0"));
    assertEquals("", printed(2, "--seeds", "many"));
    assertEquals(
        """
        serin simulate: --seed is one seed, --from and --seeds are a range: give one or the other. \
        Try 'serin simulate --help'.
        serin simulate: --seeds is 0, but a range has at least one seed. Try 'serin simulate --help'.
        serin simulate: Invalid value for option '--seeds': 'many' is not a long. \
        Try 'serin simulate --help'.
        """,
        problems.toString());
  }

  private String printed(int code, String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      assertEquals(
          code,
          SimulateCommand.commandLine().setErr(new PrintWriter(problems, true)).execute(arguments));
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
