package dev.serin.delivery.build.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.build.process.ChildProcess.Ending;
import dev.serin.delivery.catalog.BuildDescription.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  @Test
  void aDaemonThatHidesItsEnvironmentIsFoundByItsWorkingDirectory() throws Exception {
    Ending ending =
        run(
            "env -i setsid sh -c 'echo $$ > id; exec sleep 600' > /dev/null 2>&1 &"
                + " while ! [ -s id ]; do :; done; cat id",
            Duration.ofSeconds(30));

    assertEquals(new Ending.Exited(0), ending);
    assertFalse(isAlive(lines.get(0)));
  }

  @Test
  @Timeout(60)
  void aProgramThatPrintsWithoutEndIsStopped() throws Exception {
    Command command =
        new Command(List.of("yes"), folder, environment(), Duration.ofDays(1_000_000));

    Ending ending =
        ChildProcess.run(command, folder.resolve("log"), line -> {}, Limits.NONE, 1024 * 1024);

    assertEquals(new Ending.PrintedTooMuch(1024 * 1024), ending);
  }

  @Test
  @Timeout(20)
  void aProgramThatPrintsFasterThanItIsReadStillRunsOutOfTime() throws Exception {
    List<String> fast = List.of("sh", "-c", "yes | head -c 80000000; sleep 600");
    Command command = new Command(fast, folder, environment(), Duration.ofMillis(100));

    Ending ending =
        ChildProcess.run(
            command, folder.resolve("log"), line -> slowly(), Limits.NONE, Long.MAX_VALUE);

    assertInstanceOf(Ending.TimedOut.class, ending);
  }

  @Test
  @Timeout(20)
  void aProgramThatCtrlCEndsBeforeItInterruptsThisThreadHasNotFailed() {
    Thread waiting = Thread.currentThread();
    for (int code : List.of(1, 130)) {
      Command command =
          new Command(
              List.of("sh", "-c", "echo the end; exit " + code),
              folder,
              environment(),
              Duration.ofSeconds(10));

      assertThrows(
          InterruptedException.class,
          () ->
              ChildProcess.run(
                  command,
                  folder.resolve("log"),
                  line -> new Thread(() -> interruptWhenItWaits(waiting)).start()));
    }
  }

  @Test
  @Timeout(60)
  void aProgramThatForksWithoutEndIsStoppedWithAllOfThem() throws Exception {
    Limits limits = new Limits(OptionalLong.empty(), OptionalInt.of(10), OptionalLong.empty());
    Ending ending = run("for i in $(seq 30); do sleep 600 & echo $!; done; wait", limits);

    assertEquals(new Ending.OverLimit("more than 10 processes", "processes"), ending);
    assertTrue(lines.stream().noneMatch(ChildProcessTest::isAlive));
  }

  @Test
  @Timeout(60)
  void aProgramThatTakesTooMuchMemoryOrDiskIsStopped() throws Exception {
    long little = 8L * 1024 * 1024;
    Limits memory = new Limits(OptionalLong.of(little), OptionalInt.empty(), OptionalLong.empty());
    assertEquals(
        new Ending.OverLimit("more than 8 MiB of memory", "memory"),
        run("x=$(head -c 30000000 /dev/zero | tr '\\0' a); sleep 600", memory));
    Limits disk = new Limits(OptionalLong.empty(), OptionalInt.empty(), OptionalLong.of(little));
    assertEquals(
        new Ending.OverLimit("more than 8 MiB of disk", "disk"),
        run("head -c 30000000 /dev/zero > big; sleep 600", disk));
  }

  private static void interruptWhenItWaits(Thread waiting) {
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    waiting.interrupt();
  }

  private static void slowly() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < 1000) {
      Thread.onSpinWait();
    }
  }

  private static boolean isAlive(String processId) {
    return ProcessHandle.of(Long.parseLong(processId)).map(ProcessHandle::isAlive).orElse(false);
  }

  private Ending run(String script, Duration timeout) throws IOException, InterruptedException {
    Command command = new Command(List.of("sh", "-c", script), folder, environment(), timeout);
    return ChildProcess.run(command, folder.resolve("log"), lines::add);
  }

  private Ending run(String script, Limits limits) throws IOException, InterruptedException {
    Command command =
        new Command(List.of("sh", "-c", script), folder, environment(), Duration.ofMinutes(1));
    return ChildProcess.run(command, folder.resolve("log"), lines::add, limits);
  }

  private Map<String, String> environment() {
    return ChildEnvironment.of(System.getenv(), folder, folder.resolve("home"), folder);
  }
}
