package dev.serin.e2e.support;

import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Shows the last lines of every process that a test started, when the test fails. */
public final class ShowLogs
    implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

  private static final System.Logger LOG = System.getLogger(ShowLogs.class.getName());
  private static final int LINES = 60;

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    show(context);
    throw failure;
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    show(context);
    throw failure;
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    show(context);
    throw failure;
  }

  private static void show(ExtensionContext context) {
    OwnProcess.running().stream()
        .sorted(Comparator.comparing(OwnProcess::name))
        .forEach(
            process ->
                LOG.log(
                    System.Logger.Level.ERROR,
                    "{0} failed; {1} ({2}) ends with:\n{3}",
                    context.getDisplayName(),
                    process.name(),
                    process.alive() ? "running" : "ended",
                    process.logTail(LINES)));
  }
}
