package dev.serin.delivery.catalog;

/** Ids of what builds a component. */
public final class Toolchains {
  /** A Maven module: {@code pom.xml}. */
  public static final String MAVEN = "maven";

  /** A Node package: {@code package.json}. */
  public static final String NPM = "npm";

  /** A Python project: {@code pyproject.toml}, {@code setup.py} or {@code requirements.txt}. */
  public static final String PYTHON = "python";

  /** A Gradle project: {@code build.gradle} or {@code build.gradle.kts}. */
  public static final String GRADLE = "gradle";

  /** A Go module or package: {@code go.mod}. */
  public static final String GO = "go";

  /** Only a {@code Dockerfile} says how to build it. */
  public static final String DOCKERFILE = "dockerfile";

  /** Files that others read and that need no build of their own. */
  public static final String FILES = "files";

  private Toolchains() {}
}
