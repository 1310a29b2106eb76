package dev.serin.cli.doctor;

import dev.serin.cli.doctor.Check.State;
import dev.serin.cli.doctor.Probe.Answer;
import dev.serin.delivery.problem.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks at one thing after the other; what it asks goes through a probe, so that tests can lie. */
public final class Doctor {
  private static final Pattern VERSION = Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?");
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final int JAVA = 17;

  private final Probe probe;
  private final Runtime.Version java;

  /**
   * Makes a doctor.
   *
   * @param probe runs programs
   * @param java the Java that runs Serin
   */
  public Doctor(Probe probe, Runtime.Version java) {
    this.probe = probe;
    this.java = java;
  }

  /**
   * Looks at everything.
   *
   * @param toolchains the toolchains that the repository's components need
   * @param kubeconfig the cluster to look at, if any
   */
  public List<Check> examine(Set<String> toolchains, Optional<Path> kubeconfig)
      throws InterruptedException {
    List<Check> checks = new ArrayList<>();
    boolean javaWillDo = java.feature() >= JAVA;
    checks.add(
        new Check(
            "java",
            javaWillDo ? State.OK : State.MISSING,
            java.toString(),
            javaWillDo ? "runs Serin" : "install a JDK 17 or newer, or set JAVA_HOME"));
    for (Tool tool : Tool.ALL) {
      checks.add(check(tool, toolchains.stream().anyMatch(tool.toolchains()::contains)));
    }
    checks.addAll(cluster(kubeconfig));
    return List.copyOf(checks);
  }

  private Check check(Tool tool, boolean needed) throws InterruptedException {
    Optional<Answer> answer = probe.run(tool.command());
    State lacking = needed ? State.MISSING : State.OPTIONAL;
    String remedy = tool.purpose() + ": " + tool.remedy();
    if (answer.isEmpty()) {
      return new Check(tool.name(), lacking, "", "not found; " + remedy);
    }
    String text = COLOUR.matcher(answer.get().text()).replaceAll("");
    Matcher matcher = VERSION.matcher(text);
    if (!answer.get().success() || !matcher.find()) {
      return new Check(tool.name(), lacking, "", firstLine(text) + "; " + remedy);
    }
    String version = matcher.group();
    if (isOlder(matcher, tool.atLeast())) {
      String wanted = tool.atLeast().stream().map(String::valueOf).collect(Collectors.joining("."));
      return new Check(tool.name(), lacking, version, "older than " + wanted + "; " + remedy);
    }
    return new Check(tool.name(), State.OK, version, tool.purpose());
  }

  private List<Check> cluster(Optional<Path> kubeconfig) throws InterruptedException {
    Optional<Answer> client = probe.run(List.of("kubectl", "version", "--client", "--output=json"));
    State lacking = kubeconfig.isPresent() ? State.MISSING : State.OPTIONAL;
    List<Check> checks = new ArrayList<>();
    if (client.isEmpty() || !client.get().success()) {
      checks.add(
          new Check(
              "kubectl",
              lacking,
              "",
              "not found; looks at clusters: install kubectl and put it on the PATH"));
      return checks;
    }
    checks.add(
        new Check("kubectl", State.OK, gitVersion(client.get().text()), "looks at clusters"));
    if (kubeconfig.isPresent()) {
      Optional<Answer> server =
          probe.run(
              List.of(
                  "kubectl",
                  "--kubeconfig=" + kubeconfig.get(),
                  "--request-timeout=5s",
                  // Not "get --raw": that leaves out a path in the server's address.
                  "version",
                  "--output=json"));
      boolean reached = server.map(Answer::success).orElse(false);
      String text = server.map(Answer::text).orElse("");
      checks.add(
          reached
              ? new Check("cluster", State.OK, gitVersion(serverPart(text)), "answers")
              : new Check(
                  "cluster",
                  State.MISSING,
                  "",
                  "not reached: "
                      + lastLine(text)
                      + "; check the server's address and the credentials in "
                      + kubeconfig.get()));
    }
    return checks;
  }

  private static boolean isOlder(Matcher version, List<Integer> atLeast) {
    for (int i = 0; i < atLeast.size(); i++) {
      String digits = version.group(i + 1);
      int part =
          digits == null ? 0 : Integer.parseInt(digits.substring(0, Math.min(9, digits.length())));
      if (part != atLeast.get(i)) {
        return part < atLeast.get(i);
      }
    }
    return false;
  }

  /** Leaves out kubectl's own version, which comes first. */
  private static String serverPart(String json) {
    return json.substring(Math.max(0, json.indexOf("\"serverVersion\"")));
  }

  private static String gitVersion(String json) {
    Matcher matcher = Pattern.compile("\"gitVersion\"\\s*:\\s*\"v?([^\"]*)\"").matcher(json);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String firstLine(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(Printable::text)
        .orElse("no answer");
  }

  private static String lastLine(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((before, last) -> last)
        .map(Printable::text)
        .orElse("no answer");
  }
}
