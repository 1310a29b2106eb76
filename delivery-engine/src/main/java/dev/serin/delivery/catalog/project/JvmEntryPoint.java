package dev.serin.delivery.catalog.project;

import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.regex.Pattern;

/** Tells whether the sources of a JVM module hold a program: a class with a main method. */
public final class JvmEntryPoint {
  private static final Pattern JAVA =
      Pattern.compile("\\bpublic\\s+static\\s+void\\s+main\\s*\\(\\s*(final\\s+)?String");
  private static final Pattern KOTLIN = Pattern.compile("(?m)^(?:suspend\\s+)?fun\\s+main\\s*\\(");
  private static final int SOURCE_FILES_LIMIT = 2000;

  private JvmEntryPoint() {}

  /** Looks at {@code src/main/java} and {@code src/main/kotlin} below a module's folder. */
  public static boolean isBelow(String folder, TreeIndex tree) {
    return isIn(RepositoryPath.child(folder, "src/main/java"), ".java", JAVA, tree)
        || isIn(RepositoryPath.child(folder, "src/main/kotlin"), ".kt", KOTLIN, tree);
  }

  private static boolean isIn(String sources, String ending, Pattern main, TreeIndex tree) {
    return tree.filesBelow(sources).stream()
        .filter(path -> path.endsWith(ending))
        .limit(SOURCE_FILES_LIMIT)
        .flatMap(path -> tree.source(path, new Problems()).stream())
        .anyMatch(text -> main.matcher(text).find());
  }
}
