package dev.serin.delivery.build.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment of a build's processes: a short list of variables of this machine, and fixed
 * values for the rest, so that neither a secret nor a habit of the machine reaches a build.
 */
public final class ChildEnvironment {
  /** The variable that marks every process of one workspace. */
  static final String MARKER = "SERIN_WORKSPACE";

  private static final Set<String> ALLOWED =
      Set.of(
          "PATH",
          "JAVA_HOME",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "CURL_CA_BUNDLE",
          "REQUESTS_CA_BUNDLE",
          "NODE_EXTRA_CA_CERTS",
          "PIP_CERT",
          "PIP_INDEX_URL",
          "NPM_CONFIG_REGISTRY");
  private static final List<String> PROXIES =
      List.of("http_proxy", "https_proxy", "all_proxy", "no_proxy");

  /**
   * The versions of the tools that these lead to stand for them: folders differ and do not matter.
   */
  private static final Set<String> LEAD_TO_TOOLS = Set.of("PATH", "JAVA_HOME");

  /** Who asks a proxy or an index does not change what it gives. */
  private static final Pattern USER = Pattern.compile("//[^/@]*@");

  private ChildEnvironment() {}

  /**
   * What the processes see of a machine's environment, by name and without passwords. The values
   * that are the same for every build are left out.
   *
   * @param machine the environment of this machine
   */
  public static Map<String, String> inputs(Map<String, String> machine) {
    Map<String, String> inputs = new TreeMap<>();
    machine.forEach(
        (name, value) -> {
          if (isSeen(name) && !LEAD_TO_TOOLS.contains(name)) {
            inputs.put(name, USER.matcher(value).replaceAll("//"));
          }
        });
    return inputs;
  }

  private static boolean isSeen(String name) {
    return ALLOWED.contains(name) || PROXIES.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * The environment for the processes of one workspace.
   *
   * @param machine the environment of this machine
   * @param workspace marks the processes
   * @param home their private home
   * @param temporary their private folder for temporary files
   */
  public static Map<String, String> of(
      Map<String, String> machine, Path workspace, Path home, Path temporary) {
    Map<String, String> environment = new TreeMap<>();
    machine.forEach(
        (name, value) -> {
          if (isSeen(name)) {
            environment.put(name, value);
          }
        });
    environment.put(MARKER, workspace.toString());
    environment.put("HOME", home.toString());
    environment.put("TMPDIR", temporary.toString());
    environment.put("CI", "true");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TZ", "UTC");
    environment.put("NO_COLOR", "1");
    return environment;
  }
}
