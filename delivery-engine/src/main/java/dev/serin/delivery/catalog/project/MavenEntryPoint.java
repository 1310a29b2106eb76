package dev.serin.delivery.catalog.project;

import java.util.Set;

/**
 * Tells whether a Maven module holds a program: its own POM names a main class or a plugin that
 * packs programs, or a class below {@code src/main/java} has a main method.
 */
final class MavenEntryPoint {
  private static final Set<String> PACKERS =
      Set.of("spring-boot-maven-plugin", "quarkus-maven-plugin", "jib-maven-plugin");
  private static final Set<String> MAIN_CLASS =
      Set.of("mainClass", "start-class", "exec.mainClass");

  private MavenEntryPoint() {}

  static boolean isIn(Pom pom, TreeIndex tree) {
    boolean war = pom.root().childText("packaging").orElse("jar").equals("war");
    return war || isNamed(pom) || JvmEntryPoint.isBelow(pom.folder(), tree);
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
}
