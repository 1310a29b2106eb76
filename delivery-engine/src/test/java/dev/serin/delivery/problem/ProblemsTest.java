package dev.serin.delivery.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ProblemsTest {
  @Test
  void allProblemsAreReportedOnceAndInOrder() {
    Problems problems = new Problems();
    problems.add("b.yaml", 10, 2, "late");
    problems.add("b.yaml", 9, 4, "early");
    problems.add("b.yaml", 9, 4, "early");
    problems.add("a", "no file");
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> problems.throwIfAny("Bad:"));
    assertEquals(
        "Bad:\n  a: no file\n  b.yaml:9:4: early\n  b.yaml:10:2: late", error.getMessage());
    assertEquals(3, error.problems().size());
  }

  @Test
  void nothingIsThrownWithoutAProblem() {
    Problems problems = new Problems();
    problems.throwIfAny("Bad:");
    assertEquals(true, problems.isEmpty());
  }

  @Test
  void controlCharactersOfNamesDoNotReachATerminal() {
    assertEquals("a\\u001b[2J\\u202eb: x", new Problem("a\u001b[2J\u202eb", 0, 0, "x").toString());
  }
}
