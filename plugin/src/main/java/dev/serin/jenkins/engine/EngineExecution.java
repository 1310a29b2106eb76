package dev.serin.jenkins.engine;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.durable_task.ShellStep;
import org.jspecify.annotations.Nullable;

/**
 * Runs one call of the engine on the agent.
 *
 * <ol>
 *   <li>Off the pipeline's thread: find the agent's Java, bring the engine there, write the
 *       registry's credentials beside the workspace.
 *   <li>Hand a script to the shell step, which runs it under durable-task: its log streams, it
 *       survives a restart of Jenkins, it dies with the build.
 *   <li>{@link EngineContext} turns what the script printed into the step's result.
 * </ol>
 *
 * A restart before 2 does 1 again, which changes nothing; after 2 the shell step resumes.
 */
public final class EngineExecution extends StepExecution {

  private static final long serialVersionUID = 1;

  private final EngineCall call;
  private @Nullable StepExecution shell;
  private transient @Nullable Future<?> preparation;

  /** Called by the steps. */
  public EngineExecution(StepContext context, EngineCall call) {
    super(context);
    this.call = call;
  }

  @Override
  public boolean start() {
    preparation = Computer.threadPoolForRemoting.submit(this::prepare);
    return false;
  }

  private void prepare() {
    try {
      launch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      getContext().onFailure(e);
    } catch (Exception e) {
      getContext().onFailure(e);
    }
  }

  private void launch() throws Exception {
    StepContext context = getContext();
    FilePath workspace = needed(context, FilePath.class);
    TaskListener listener = needed(context, TaskListener.class);
    Launcher launcher = needed(context, Launcher.class);
    Node node = needed(context, Node.class);
    if (!launcher.isUnix()) {
      throw new AbortException(
          "serin runs on Unix agents, and "
              + node.getDisplayName()
              + " is none. Ask for another by its label.");
    }
    String java =
        AgentJava.program(workspace, needed(context, EnvVars.class), node.getDisplayName());
    EngineFiles files = EngineTool.on(node, launcher, java, listener);
    RegistryLogin login = RegistryLogin.of(call, context, workspace);
    List<String> arguments = new ArrayList<>(call.arguments());
    if (call.sinceBuilt()) {
      arguments.add("--since-built=" + SinceBuilt.write(needed(context, Run.class), workspace));
    }
    ShellStep step = new ShellStep(EngineScript.of(java, files, arguments));
    step.setReturnStdout(true);
    step.setEncoding("UTF-8");
    step.setLabel(call.label());
    StepExecution started = step.start(new EngineContext(context, call, login));
    shell = started;
    started.start();
    Future<Void> unused = context.saveState();
  }

  private static <T> T needed(StepContext context, Class<T> type)
      throws IOException, InterruptedException {
    T value = context.get(type);
    if (value == null) {
      throw new AbortException(
          "The step needs an agent: put it inside node { … } or a stage with an agent.");
    }
    return value;
  }

  @Override
  public void onResume() {
    StepExecution running = shell;
    if (running == null) {
      start();
    } else {
      running.onResume();
    }
  }

  @Override
  public void stop(Throwable cause) throws Exception {
    StepExecution running = shell;
    Future<?> preparing = preparation;
    if (running != null) {
      running.stop(cause);
    } else {
      if (preparing != null) {
        preparing.cancel(true);
      }
      getContext().onFailure(cause);
    }
  }

  @Override
  public String getStatus() {
    StepExecution running = shell;
    return running == null ? "bringing serin to the agent" : running.getStatus();
  }
}
