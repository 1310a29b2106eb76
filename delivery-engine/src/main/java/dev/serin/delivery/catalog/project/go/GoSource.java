package dev.serin.delivery.catalog.project.go;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the head of a Go source file says: its package and its imports. Imports come before anything
 * else in a file, so nothing behind the first other declaration is read.
 *
 * @param packageName name of its package
 * @param imports paths that it imports
 * @param ignored whether a build constraint leaves it out of every build
 */
record GoSource(String packageName, Set<String> imports, boolean ignored) {
  private static final Pattern COMMENTS = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+(\\w+)");
  private static final Pattern DECLARATION = Pattern.compile("(?m)^\\s*(?:func|type|var|const)\\b");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^\\s*import\\s*(?:\\(([^)]*)\\)|([\\w.]+\\s+)?(\"[^\"]*\"|`[^`]*`))");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|`([^`]*)`");
  private static final Pattern NEVER_BUILT =
      Pattern.compile("(?m)^//\\s*(?:go:|\\+)build\\s+ignore\\s*$");

  /** Copies the imports. */
  GoSource {
    imports = Set.copyOf(imports);
  }

  static GoSource parse(String text) {
    boolean ignored = NEVER_BUILT.matcher(text).find();
    String code = COMMENTS.matcher(text).replaceAll(" ");
    Matcher declaration = DECLARATION.matcher(code);
    String head = declaration.find() ? code.substring(0, declaration.start()) : code;
    Matcher name = PACKAGE.matcher(head);
    Set<String> imports = new TreeSet<>();
    Matcher statement = IMPORT.matcher(head);
    while (statement.find()) {
      Matcher path = QUOTED.matcher(statement.group());
      while (path.find()) {
        imports.add(path.group(1) != null ? path.group(1) : path.group(2));
      }
    }
    return new GoSource(name.find() ? name.group(1) : "", imports, ignored);
  }
}
