package dev.serin.delivery.build.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.serin.delivery.build.process.ChildProcess.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();

  @Test
  void outputGoesToTheLogAndLineByLineToTheReader() throws Exception {
    Ending ending = run("echo one; echo two >&2; exit 3", Duration.ofSeconds(30));

    assertEquals(new Ending.Exited(3), ending);
    assertEquals(List.of("one", "two"), lines);
    assertEquals(
        "$ sh -c echo one; echo two >&2; exit 3\none\ntwo\n",
        Files.readString(folder.resolve("log")));
  }

  @Test
  void whatItLeavesBehindIsKilledWhenItEnds() throws Exception {
    Ending ending = run("sleep 600 > /dev/null 2>&1 & echo $!", Duration.ofSeconds(30));

    assertEquals(new Ending.Exited(0), ending);
    assertFalse(isAlive(lines.get(0)));
  }

  @Test
  void whenItsTimeIsUpItIsKilledWithAllThatItStarted() throws Exception {
    Ending ending =
        run("sleep 600 & echo $!; trap '' TERM; wait; sleep 600", Duration.ofSeconds(2));

    assertInstanceOf(Ending.TimedOut.class, ending);
    assertFalse(isAlive(lines.get(0)));
  }

  private static boolean isAlive(String processId) {
    return ProcessHandle.of(Long.parseLong(processId)).map(ProcessHandle::isAlive).orElse(false);
  }

  private Ending run(String script, Duration timeout) throws IOException, InterruptedException {
    Map<String, String> environment =
        ChildEnvironment.of(System.getenv(), folder, folder.resolve("home"), folder);
    Command command = new Command(List.of("sh", "-c", script), folder, environment, timeout);
    return ChildProcess.run(command, folder.resolve("log"), lines::add);
  }
}
