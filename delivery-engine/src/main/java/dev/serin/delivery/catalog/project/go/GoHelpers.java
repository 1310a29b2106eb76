package dev.serin.delivery.catalog.project.go;

import java.util.List;
import java.util.Set;

/** Tells programs that help to build a repository from those that it is there for. */
public final class GoHelpers {
  private static final Set<String> FOLDERS =
      Set.of(
          "tools",
          "tool",
          "scripts",
          "script",
          "hack",
          "examples",
          "example",
          "internal",
          "build",
          "ci",
          "test",
          "tests",
          "testdata",
          "e2e");

  private GoHelpers() {}

  /** Returns whether a program's folder, relative to its module or service, is one of helpers. */
  public static boolean isHelper(String folder) {
    return List.of(folder.split("/")).stream().anyMatch(FOLDERS::contains);
  }
}
