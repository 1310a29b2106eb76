package dev.serin.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.cli.output.Console;
import dev.serin.delivery.build.BuildEvent;
import dev.serin.delivery.build.toolchain.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-11-23T20:00:00Z");

  @Test
  void eachServiceHasALineThatIsWrittenAnew() {
    PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
    Console console = new Console(stream, stream, Map.of("NO_COLOR", "1"), Path.of("."), true);
    try (LiveProgress progress = new LiveProgress(console, () -> now)) {
      progress.on(new BuildEvent.Queued("cart"));
      progress.on(new BuildEvent.Queued("web"));
      progress.on(new BuildEvent.Started("cart"));
      progress.on(new BuildEvent.StageBegun("cart", Stage.BUILD));
      now = now.plusSeconds(61);
      progress.on(new BuildEvent.StageBegun("cart", Stage.TEST));
      progress.on(new BuildEvent.Flaky("cart", List.of("sometimes")));
    }
    String screen = written.toString(StandardCharsets.UTF_8);
    assertTrue(screen.contains("  cart  test  61 s\n  and 1 more\n"), screen);
    assertTrue(
        screen.contains("\u001b[2A\r\u001b[Jcart: flaky: failed at first, then passed: sometimes"),
        screen);
    assertEquals(screen.length(), screen.lastIndexOf("\u001b[J") + 3, "nothing is left below");
  }
}
