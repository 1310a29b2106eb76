package dev.serin.delivery.build.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTest {
  private static final Path TEMPORARY = Path.of("/tmp");

  @Test
  void aUserWithoutANameHasTheHomeOfTheEnvironment() {
    Machine machine = Machine.of(Map.of("HOME", "/agent"), "?", TEMPORARY);

    assertEquals(Path.of("/agent"), machine.home());
    assertEquals(Path.of("/agent/.cache/serin"), machine.cache());
  }

  @Test
  void aUserWithoutAnyHomeNeverWritesIntoTheCurrentFolder() {
    Machine machine = Machine.of(Map.of("XDG_CACHE_HOME", "cache"), "?", TEMPORARY);

    assertEquals(Path.of("/tmp/serin-home/.cache/serin"), machine.cache());
  }

  @Test
  void theCacheIsWhereTheUserWantsIt() {
    Machine machine = Machine.of(Map.of("XDG_CACHE_HOME", "/cache"), "/home/ada", TEMPORARY);

    assertEquals(Path.of("/home/ada"), machine.home());
    assertEquals(Path.of("/cache/serin"), machine.cache());
  }
}
