package dev.serin.cli.doctor;

import java.util.List;
import java.util.Set;

/**
 * A program that Serin may need.
 *
 * @param name what people call it
 * @param command how to ask for its version
 * @param atLeast the oldest version that will do, in numbers
 * @param toolchains the toolchains that need it; empty when none does
 * @param purpose what it is for
 * @param remedy how to get it
 */
record Tool(
    String name,
    List<String> command,
    List<Integer> atLeast,
    Set<String> toolchains,
    String purpose,
    String remedy) {

  static final List<Tool> ALL =
      List.of(
          new Tool(
              "git",
              List.of("git", "--version"),
              List.of(2, 20),
              Set.of(),
              "makes commits; Serin reads them by itself",
              "install git with the package manager of this machine"),
          new Tool(
              "mvn",
              List.of("mvn", "-v"),
              List.of(3, 8, 7),
              Set.of("maven"),
              "builds Maven services",
              "install Maven 3.8.7 or newer and put mvn on the PATH"),
          new Tool(
              "javac",
              List.of("javac", "-version"),
              List.of(17),
              Set.of("maven"),
              "compiles Maven services",
              "install a JDK 17 or newer (a JRE has no compiler) and set JAVA_HOME"),
          new Tool(
              "go",
              List.of("go", "version"),
              List.of(1, 21),
              Set.of("go"),
              "builds Go services",
              "install Go 1.21 or newer and put its bin folder on the PATH"),
          new Tool(
              "node",
              List.of("node", "--version"),
              List.of(20),
              Set.of("npm"),
              "builds and runs Node services",
              "install Node 20 or newer and put node on the PATH"),
          new Tool(
              "npm",
              List.of("npm", "--version"),
              List.of(9),
              Set.of("npm"),
              "builds Node services",
              "install npm, which comes with Node, and put it on the PATH"),
          new Tool(
              "python3",
              List.of("python3", "--version"),
              List.of(3, 9),
              Set.of("python"),
              "builds and runs Python services",
              "install Python 3.9 or newer and put python3 on the PATH"));
}
