package dev.serin.delivery.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepositoryPathTest {
  @Test
  void pathsAreComparedByParts() {
    assertTrue(RepositoryPath.contains("a/cart", "a/cart"));
    assertTrue(RepositoryPath.contains("a/cart", "a/cart/x"));
    assertFalse(RepositoryPath.contains("a/cart", "a/cart-api/x"));
    assertTrue(RepositoryPath.contains(".", "anything/at/all"));
  }

  @Test
  void relativePathsAreResolvedWithinTheRepository() {
    assertEquals(Optional.of("libs/money"), RepositoryPath.resolve("a/b", "../../libs/money"));
    assertEquals(Optional.of("a/b/c"), RepositoryPath.resolve("a/b", "./c/"));
    assertEquals(Optional.of("."), RepositoryPath.resolve("a", ".."));
    assertEquals(Optional.of("x"), RepositoryPath.resolve(".", "x"));
  }

  @Test
  void pathsThatLeadOutAreNone() {
    assertEquals(Optional.empty(), RepositoryPath.resolve("a", "../../x"));
    assertEquals(Optional.empty(), RepositoryPath.resolve(".", ".."));
    assertEquals(Optional.empty(), RepositoryPath.resolve("a", "/etc"));
    assertEquals(Optional.empty(), RepositoryPath.resolve("a", "b\\..\\c"));
  }
}
