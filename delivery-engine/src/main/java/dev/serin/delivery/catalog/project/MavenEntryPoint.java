package dev.serin.delivery.catalog.project;

import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeEntry;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether a Maven module holds a program: its own POM names a main class or a plugin that
 * packs programs, or a class below {@code src/main/java} has a main method.
 */
final class MavenEntryPoint {
  private static final Set<String> PACKERS =
      Set.of("spring-boot-maven-plugin", "quarkus-maven-plugin", "jib-maven-plugin");
  private static final Set<String> MAIN_CLASS =
      Set.of("mainClass", "start-class", "exec.mainClass");
  private static final Pattern MAIN_METHOD =
      Pattern.compile("\\bpublic\\s+static\\s+void\\s+main\\s*\\(\\s*(final\\s+)?String");
  private static final int SOURCE_LIMIT = 512 * 1024;
  private static final int SOURCE_FILES_LIMIT = 2000;

  private MavenEntryPoint() {}

  static boolean isIn(Pom pom, TreeIndex tree) {
    boolean war = pom.root().childText("packaging").orElse("jar").equals("war");
    return war || isNamed(pom) || hasMainMethod(pom, tree);
  }

  private static boolean isNamed(Pom pom) {
    return pom.root()
        .all()
        .anyMatch(
            element ->
                MAIN_CLASS.contains(element.name())
                    || (element.name().equals("plugin")
                        && PACKERS.contains(element.childText("artifactId").orElse(""))));
  }

  private static boolean hasMainMethod(Pom pom, TreeIndex tree) {
    String sources = RepositoryPath.child(pom.folder(), "src/main/java");
    return tree.tree().files(sources).stream()
        .filter(file -> file.isFile() && file.path().endsWith(".java"))
        .limit(SOURCE_FILES_LIMIT)
        .map(TreeEntry::path)
        .map(path -> tree.tree().readText(path, SOURCE_LIMIT))
        .flatMap(Optional::stream)
        .anyMatch(text -> MAIN_METHOD.matcher(text).find());
  }
}
