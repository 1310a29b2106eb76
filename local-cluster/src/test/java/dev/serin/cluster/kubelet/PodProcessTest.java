package dev.serin.cluster.kubelet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class PodProcessTest {
  @TempDir private Path folder;

  @Test
  void aPodThatPrintsWithoutEndDoesNotFillTheDisk() throws Exception {
    PodProcess process = start("yes | head -c 60000000; echo the end");
    assertEquals(0, process.exit().get(60, TimeUnit.SECONDS));
    long bytes = 0;
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    assertTrue(bytes <= 2 * BoundedLog.LIMIT, bytes + " bytes");
    assertTrue(Files.readString(folder.resolve("log")).endsWith("the end\n"));
  }

  @Test
  void aDaemonOfAPodEndsWithIt() throws Exception {
    PodProcess process =
        start("setsid sleep 600 & echo $! > daemon.new; mv daemon.new daemon; exec sleep 600");
    Path file = folder.resolve("daemon");
    while (!Files.exists(file)) {
      Thread.onSpinWait();
    }
    ProcessHandle daemon =
        ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
    process.kill();
    daemon.onExit().get(20, TimeUnit.SECONDS);
    assertEquals(137, process.exit().get(20, TimeUnit.SECONDS));
  }

  @Test
  void theLatestOutputIsKept() throws Exception {
    BoundedLog log = new BoundedLog(folder.resolve("small"), 10);
    for (String line : List.of("first\n", "second\n", "third\n")) {
      log.copy(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
    }
    assertEquals("third\n", Files.readString(folder.resolve("small")));
    assertEquals("second\n", Files.readString(folder.resolve("small.1")));
    assertFalse(Files.exists(folder.resolve("small.2")));
  }

  private PodProcess start(String script) throws Exception {
    return PodProcess.start(
        new ContainerCommand(
            List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), folder),
        "test-" + folder.getFileName(),
        folder.resolve("log"),
        new ProcessRecords(folder.resolve("records")));
  }
}
