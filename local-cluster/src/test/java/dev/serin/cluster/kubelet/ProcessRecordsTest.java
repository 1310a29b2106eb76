package dev.serin.cluster.kubelet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class ProcessRecordsTest {
  @TempDir private Path folder;

  @Test
  void endsWhatAKilledRunLeftBehindAndTheProcessesThatItStarted() throws Exception {
    Process left = start("/bin/sh", "-c", "sleep 600 & echo started; wait");
    assertEquals("started", left.inputReader().readLine());
    List<ProcessTable.Entry> session = ProcessTable.session(left.pid());
    assertEquals(2, session.size());
    new ProcessRecords(folder).add(left.pid(), "pod-1");
    assertEquals(2, new ProcessRecords(folder).endLeftBehind());
    assertTrue(left.waitFor(10, TimeUnit.SECONDS));
    for (ProcessTable.Entry member : session) {
      ProcessHandle.of(member.pid()).ifPresent(process -> process.onExit().join());
    }
    assertEquals(0, new ProcessRecords(folder).endLeftBehind(), "they are forgotten");
  }

  @Test
  void endsADaemonThatHasLeftItsSession() throws Exception {
    Process left = start("/bin/sh", "-c", "setsid sleep 600 & echo $!; exec sleep 600");
    long daemon = Long.parseLong(left.inputReader().readLine());
    while (ProcessTable.find(daemon).filter(entry -> entry.session() == daemon).isEmpty()) {
      Thread.onSpinWait();
    }
    new ProcessRecords(folder).add(left.pid(), "pod-1");
    assertEquals(2, new ProcessRecords(folder).endLeftBehind());
    ProcessHandle.of(daemon).ifPresent(process -> process.onExit().join());
    assertTrue(left.waitFor(10, TimeUnit.SECONDS));
  }

  @Test
  void leavesAProcessAloneThatHasTheIdOfARecordedOneButAnotherStart() throws Exception {
    Process other = start("sleep", "600");
    try {
      new ProcessRecords(folder).add(other.pid(), "pod-1");
      Path file = folder.resolve(Long.toString(other.pid()));
      String[] record = Files.readString(file).strip().split(" ");
      long earlier = Long.parseLong(record[1]) - 1;
      Files.writeString(file, record[0] + " " + earlier + " " + record[2]);
      assertEquals(0, new ProcessRecords(folder).endLeftBehind());
      Files.writeString(file, "another-boot " + record[1] + " " + record[2]);
      assertEquals(0, new ProcessRecords(folder).endLeftBehind());
      assertTrue(other.isAlive());
    } finally {
      other.destroyForcibly();
    }
  }

  private static Process start(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.command().add(0, "/usr/bin/setsid");
    builder.environment().put(ProcessRecords.MARK, "pod-1");
    return builder.start();
  }
}
