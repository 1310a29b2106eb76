package dev.serin.simulator.judge;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.MetricResult;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serin judge explain}. */
@Command(
    name = "explain",
    description = "Says why an AnalysisRun ended as it did: each metric with its evidence.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl get analysisrun cart-5-2 -o yaml | ./serin judge explain -",
      "  ./serin judge explain run.json"
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "The AnalysisRun as YAML or JSON; - for standard input.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Override
  public Integer call() {
    AnalysisRunStatus status = status();
    PrintWriter out = spec.commandLine().getOut();
    String message = status.message() == null ? "" : ": " + status.message();
    out.printf("%s%s%n", name(status.phase()), message);
    for (MetricResult result : status.metricResults()) {
      String dry = Boolean.TRUE.equals(result.dryRun()) ? " (dry run)" : "";
      String why = result.message() == null ? "" : ": " + result.message();
      out.printf("  %s %s%s%s%n", result.name(), name(result.phase()), dry, why);
      for (Measurement measurement : result.measurements()) {
        out.printf(
            "    %s %s %s%n",
            measurement.startedAt(), name(measurement.phase()), text(measurement));
      }
    }
    out.flush();
    boolean good = status.phase() == AnalysisPhase.SUCCESSFUL || !over(status);
    return good ? CommandLine.ExitCode.OK : JudgeCommand.UNHEALTHY;
  }

  private AnalysisRunStatus status() {
    try {
      String text =
          file.toString().equals("-")
              ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(file);
      AnalysisRun run = new KubernetesSerialization().unmarshal(text, AnalysisRun.class);
      if (run == null || run.getStatus() == null) {
        throw new ParameterException(spec.commandLine(), file + " is no AnalysisRun with a status");
      }
      return run.getStatus();
    } catch (IOException | IllegalArgumentException | ClassCastException problem) {
      throw new ParameterException(spec.commandLine(), file + " cannot be read: " + problem);
    }
  }

  private static boolean over(AnalysisRunStatus status) {
    return status.phase() != null && status.phase().completed();
  }

  private static String text(Measurement measurement) {
    return String.join(
            " ",
            List.of(
                measurement.value() == null ? "" : measurement.value(),
                measurement.message() == null ? "" : measurement.message()))
        .strip();
  }

  private static String name(@Nullable AnalysisPhase phase) {
    return phase == null ? "Pending" : phase.wireName();
  }
}
