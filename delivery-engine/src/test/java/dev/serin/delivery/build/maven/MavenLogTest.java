package dev.serin.delivery.build.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.build.toolchain.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MavenLogTest {
  private final MavenLog log = new MavenLog("/w/source");

  @Test
  void goalsTellTheStageInTheWordsOfMaven3AndOf4() {
    assertEquals(
        Optional.of(Stage.BUILD),
        log.read("[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ cart ---"));
    assertEquals(
        Optional.of(Stage.TEST),
        log.read("[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ cart ---"));
    assertEquals(
        Optional.of(Stage.TEST),
        log.read("[INFO] --- surefire:3.5.4:test (default-test) @ cart ---"));
    assertEquals(Optional.empty(), log.read("[INFO] Building Cart 1.0.0"));
  }

  @Test
  void compilerErrorsAreShownOnceAndByTheirPathsInTheRepository() {
    for (int time = 0; time < 2; time++) {
      log.read("[ERROR] /w/source/services/cart/src/Cart.java:[3,7] cannot find symbol");
      log.read("[ERROR]   symbol:   class Item");
    }
    log.read(
        "[ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.14.1:compile"
            + " (default-compile) on project cart: Compilation failure -> [Help 1]");

    assertEquals("services/cart/src/Cart.java:3:7: cannot find symbol", log.explanation());
    assertFalse(log.testsFailed());
  }

  @Test
  void aFailedGoalOfSurefireIsATestFailure() {
    log.read(
        "[ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.5.4:test"
            + " (default-test) on project cart: There are test failures.");

    assertTrue(log.testsFailed());
  }

  @Test
  void otherErrorsAreShownWithoutMavensAdvice() {
    for (String line :
        List.of(
            "[ERROR] Failed to execute goal on project cart: Could not resolve dependencies -> [Help 1]",
            "[ERROR] ",
            "[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.",
            "[ERROR] [Help 1] http://example")) {
      log.read(line);
    }

    assertEquals(
        "Failed to execute goal on project cart: Could not resolve dependencies",
        log.explanation());
    assertFalse(log.testsFailed());
  }
}
