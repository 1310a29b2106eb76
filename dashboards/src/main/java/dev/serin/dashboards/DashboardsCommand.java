package dev.serin.dashboards;

import dev.serin.dashboards.check.Answer;
import dev.serin.dashboards.check.PrometheusCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes the files, or asks a Prometheus every query. Exit codes: 0 done, 1 a query has no data, 2
 * wrong usage.
 */
public final class DashboardsCommand {

  private static final String USAGE =
      """
      Usage: DashboardsCommand generate FOLDER
             DashboardsCommand check PROMETHEUS-URL NAMESPACE ROLLOUT MINUTES

      generate   writes the dashboards and rules into the folder
      check      asks a Prometheus every query about a rollout that was updated in the last minutes
      """;

  private DashboardsCommand() {}

  /** Runs the command. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) throws IOException, InterruptedException {
    if (arguments.size() == 2 && arguments.get(0).equals("generate")) {
      GeneratedFiles.writeTo(Path.of(arguments.get(1)));
      return 0;
    }
    if (arguments.size() == 5 && arguments.get(0).equals("check")) {
      return check(arguments);
    }
    System.err.print(USAGE);
    return 2;
  }

  private static int check(List<String> arguments) throws IOException, InterruptedException {
    Instant to = Instant.now();
    Instant from = to.minus(Duration.ofMinutes(Long.parseLong(arguments.get(4))));
    List<Answer> answers =
        new PrometheusCheck(URI.create(arguments.get(1)))
            .ask(arguments.get(2), arguments.get(3), from, to, Duration.ofMinutes(1));
    List<Answer> bad = answers.stream().filter(answer -> !answer.good()).toList();
    bad.forEach(System.out::println);
    System.out.println(answers.size() + " queries, " + bad.size() + " without data");
    return bad.isEmpty() ? 0 : 1;
  }
}
