package dev.serin.delivery.evidence.sbom;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Go's modules, as a {@code go.mod} requires them. From Go 1.17 on it lists all that the program
 * needs, and the versions are exact. What a {@code replace} puts in a module's place is left out
 * with it.
 */
final class GoModules {
  private static final Pattern REQUIREMENT =
      Pattern.compile(
          "^\\s*(?:require\\s+)?([\\w.~-]+\\.[\\w.~/-]+)\\s+(v[\\w.+-]+)\\s*(?://.*)?$");
  private static final Pattern REPLACEMENT =
      Pattern.compile("^\\s*(?:replace\\s+)?(\\S+)(?:\\s+v\\S+)?\\s+=>.*");

  private GoModules() {}

  /** The modules that the text of a {@code go.mod} requires. */
  static List<SoftwarePackage> in(String text) {
    List<String> replaced = new ArrayList<>();
    text.lines()
        .map(REPLACEMENT::matcher)
        .filter(Matcher::matches)
        .forEach(line -> replaced.add(line.group(1)));
    List<SoftwarePackage> modules = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher requirement = REQUIREMENT.matcher(line);
      if (requirement.matches() && !replaced.contains(requirement.group(1))) {
        String path = requirement.group(1);
        int slash = path.lastIndexOf('/');
        SoftwarePackage.of(
                "golang",
                slash < 0 ? "" : path.substring(0, slash),
                path.substring(slash + 1),
                requirement.group(2),
                "")
            .ifPresent(modules::add);
      }
    }
    return modules;
  }
}
