package dev.serin.delivery.build.maven;

import dev.serin.delivery.build.toolchain.ToolVersion;
import dev.serin.delivery.build.toolchain.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Maven on this machine, as {@code mvn --version} describes it.
 *
 * @param version of Maven
 * @param home its folder
 * @param javaVersion of the Java that it runs on
 * @param javaHome folder of that Java
 */
record MavenInstallation(ToolVersion version, Path home, ToolVersion javaVersion, Path javaHome) {
  static final ToolVersion OLDEST = new ToolVersion(3, 8);
  private static final ToolVersion WITH_TAIL = new ToolVersion(3, 9);

  /** Nothing if there is no Maven, or it does not start. */
  static Optional<MavenInstallation> find(Tools tools) throws InterruptedException {
    Optional<String> answer = tools.ask(List.of("mvn", "--version"));
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    String text = answer.get();
    Optional<ToolVersion> version = value(text, "Apache Maven (\\S+)").flatMap(ToolVersion::in);
    Optional<ToolVersion> java =
        value(text, "Java version: ([^,\\s]+)")
            .map(number -> number.replaceFirst("^1\\.", ""))
            .flatMap(ToolVersion::in);
    Optional<String> home = value(text, "Maven home: (.+)");
    Optional<String> javaHome = value(text, "Java version: .*runtime: (.+)");
    if (version.isEmpty() || java.isEmpty() || home.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MavenInstallation(
            version.get(),
            Path.of(home.get().strip()),
            java.get(),
            Path.of(javaHome.orElse("").strip())));
  }

  /** The exact versions of Maven and its Java, which builds may come to depend on. */
  static Map<String, String> inputs(Tools tools) throws InterruptedException {
    String text = tools.ask(List.of("mvn", "--version")).orElse("");
    return Map.of(
        "tool maven",
        value(text, "Apache Maven (\\S+)").orElse(""),
        "tool java",
        value(text, "Java version: ([^,\\s]+(?:, vendor: [^,\\n]+)?)").orElse(""));
  }

  /** Whether it can read further local repositories without copying from them. */
  boolean readsTails() {
    return version.compareTo(WITH_TAIL) >= 0;
  }

  /** Its settings for all users. */
  Path globalSettings() {
    return home.resolve("conf").resolve("settings.xml");
  }

  private static Optional<String> value(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
