package dev.serin.jenkins.promotion;

import dev.serin.jenkins.config.EnvironmentPolicy;
import dev.serin.jenkins.config.SerinConfiguration;
import dev.serin.jenkins.policy.Policy;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Future;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/** Jenkins' own approvals, opened when first asked for. */
@Extension
public final class Promotions implements ExtensionPoint {

  private @Nullable LocalApprovals opened;

  /** Called by Jenkins. */
  public Promotions() {}

  /** What everybody asks. */
  public static Approvals approvals() {
    return local();
  }

  static LocalApprovals local() {
    return ExtensionList.lookupSingleton(Promotions.class).open();
  }

  private synchronized LocalApprovals open() {
    LocalApprovals approvals = opened;
    if (approvals == null) {
      Path folder = Jenkins.get().getRootDir().toPath().resolve("serin").resolve("promotions");
      try {
        approvals =
            new LocalApprovals(
                folder, Promotions::policy, Clock.systemUTC(), promotion -> wakeSteps());
      } catch (IOException e) {
        throw new UncheckedIOException("Promotions cannot be read from " + folder, e);
      }
      opened = approvals;
    }
    return approvals;
  }

  private static Policy policy(String environment) {
    return SerinConfiguration.get()
        .environment(environment)
        .map(EnvironmentPolicy::policy)
        .orElse(Policy.CLOSED);
  }

  /** Lets the steps that wait look again. */
  @SuppressWarnings("NullAway") // a Void function has nothing else to return
  static void wakeSteps() {
    Future<?> unused =
        StepExecution.applyAll(
            PromoteExecution.class,
            execution -> {
              execution.look();
              return null;
            });
  }
}
