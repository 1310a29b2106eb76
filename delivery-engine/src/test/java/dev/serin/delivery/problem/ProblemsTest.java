package dev.serin.delivery.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  @Test
  void aNameCannotBreakItsLineAndThousandsOfProblemsAreCounted() {
    Problems problems = new Problems();
    for (int line = 1; line <= 1000; line++) {
      problems.add("a\nb\u001b[31m\u202e", line, 1, "is odd");
    }

    InvalidInputException all =
        assertThrows(InvalidInputException.class, () -> problems.throwIfAny("Odd:"));

    List<String> lines = String.valueOf(all.getMessage()).lines().toList();
    assertEquals("  a\\nb\\u001b[31m\\u202e:1:1: is odd", lines.get(1));
    assertEquals("  and 900 more", lines.get(lines.size() - 1));
    assertEquals(102, lines.size());
  }

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
