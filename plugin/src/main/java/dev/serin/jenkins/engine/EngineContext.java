package dev.serin.jenkins.engine;

import com.google.common.util.concurrent.ListenableFuture;
import dev.serin.jenkins.Json;
import dev.serin.jenkins.checks.CodeHost;
import dev.serin.jenkins.delivery.DeliveryAction;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jspecify.annotations.Nullable;

/**
 * What the shell step runs in: the step's own context, with the registry login in its environment.
 * The shell's output becomes the step's result, and part of what the run's page shows.
 */
final class EngineContext extends StepContext {

  private static final long serialVersionUID = 1;

  private final StepContext step;
  private final EngineCall call;
  private final RegistryLogin login;

  EngineContext(StepContext step, EngineCall call, RegistryLogin login) {
    this.step = step;
    this.call = call;
    this.login = login;
  }

  @Override
  public <T> @Nullable T get(Class<T> key) throws IOException, InterruptedException {
    T value = step.get(key);
    if (value instanceof EnvVars environment) {
      EnvVars extended = new EnvVars(environment);
      extended.put("CI", "true");
      login.into(extended);
      return key.cast(extended);
    }
    return value;
  }

  @Override
  public void onSuccess(@Nullable Object output) {
    login.remove(step);
    try {
      finish(EngineOutput.of(Json.text(output)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      step.onFailure(e);
    } catch (IOException | RuntimeException e) {
      step.onFailure(new AbortException(e.getMessage()));
    }
  }

  private void finish(EngineOutput output) throws IOException, InterruptedException {
    if (output.text().isEmpty()) {
      if (output.exitCode() == 0) {
        step.onSuccess(Map.of());
      } else {
        step.onFailure(ended(output));
      }
      return;
    }
    Map<String, Object> result = Json.object(output.text());
    Run<?, ?> run = step.get(Run.class);
    if (run != null) {
      DeliveryAction.record(run, delivery -> call.answer().onto(delivery, result));
      tellCodeHost(run, result);
    }
    String problem = call.answer().problem(result);
    if (!problem.isEmpty()) {
      report(result, problem);
    } else if (output.exitCode() == 0 || call.tolerant()) {
      step.onSuccess(result);
    } else {
      step.onFailure(ended(output));
    }
  }

  private void tellCodeHost(Run<?, ?> run, Map<String, Object> result)
      throws IOException, InterruptedException {
    TaskListener listener = step.get(TaskListener.class);
    if (listener != null && call.answer() == EngineAnswer.RELEASE) {
      Future<?> unused =
          Computer.threadPoolForRemoting.submit(() -> CodeHost.tell(run, listener, result));
    }
  }

  private void report(Map<String, Object> result, String problem)
      throws IOException, InterruptedException {
    if (call.tolerant()) {
      TaskListener listener = step.get(TaskListener.class);
      if (listener != null) {
        listener.error(problem);
      }
      step.setResult(Result.UNSTABLE);
      step.onSuccess(result);
    } else {
      step.onFailure(new AbortException(problem));
    }
  }

  private AbortException ended(EngineOutput output) {
    return new AbortException(
        call.label()
            + " ended with exit code "
            + output.exitCode()
            + "; its messages are in the log above.");
  }

  @Override
  public void onFailure(Throwable cause) {
    login.remove(step);
    step.onFailure(cause);
  }

  @Override
  public boolean isReady() {
    return step.isReady();
  }

  @Override
  public ListenableFuture<Void> saveState() {
    return step.saveState();
  }

  @Override
  public void setResult(Result result) {
    step.setResult(result);
  }

  @Override
  public BodyInvoker newBodyInvoker() {
    return step.newBodyInvoker();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EngineContext context && step.equals(context.step);
  }

  @Override
  public int hashCode() {
    return step.hashCode();
  }
}
