package dev.serin.demo.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.demo.place.local.LocalBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir Path folder;
  private final Map<String, String> tools = new HashMap<>();

  @BeforeEach
  void haveEverything() throws IOException {
    Files.createDirectory(folder.resolve("shop"));
    Files.createFile(folder.resolve("agent.jar"));
    tools.put("javac", "javac 17.0.15");
    tools.put("mvn", "Apache Maven 3.8.7");
    tools.put("node", "v20.20.2");
    tools.put("python3", "Python 3.11.7");
  }

  @Test
  void aMachineWithEverythingHasNoProblems() throws InterruptedException {
    assertEquals(List.of(), problems(0));
  }

  @Test
  void everythingThatIsMissingIsSaidAtOnceAndWhatItIsFor() throws Exception {
    tools.remove("node");
    tools.put("javac", "javac 11.0.2");
    Files.delete(folder.resolve("agent.jar"));

    List<String> problems = problems(0);

    assertEquals(3, problems.size(), problems.toString());
    assertTrue(problems.get(0).startsWith("The deploy agent is not at "), problems.get(0));
    assertEquals(
        "javac says 'javac 11.0.2', but a JDK 17 or newer builds the Java services.",
        problems.get(1));
    assertEquals(
        "node is missing: Node 20 or newer builds and runs the cart."
            + " Install it, or put it on the PATH.",
        problems.get(2));
  }

  @Test
  void anOccupiedPortIsFoundBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> problems = problems(taken.getLocalPort());

      assertEquals(1, problems.size());
      assertTrue(
          problems.get(0).startsWith("Port " + taken.getLocalPort() + " on 127.0.0.1 is taken"),
          problems.get(0));
    }
  }

  private List<String> problems(int port) throws InterruptedException {
    Settings settings =
        new Settings(
            folder.resolve("shop"),
            folder.resolve("agent.jar"),
            new LocalBackend("shop", folder.resolve("agent.jar"), port, 1),
            50,
            1,
            false,
            false,
            List.of());
    return Preflight.problems(
        settings,
        (tool, question) ->
            tools.containsKey(tool)
                ? new ToolLookup.Answer(true, tools.get(tool))
                : ToolLookup.Answer.MISSING);
  }
}
