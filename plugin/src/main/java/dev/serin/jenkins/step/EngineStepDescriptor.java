package dev.serin.jenkins.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** What the steps that run the engine on an agent have in common. */
abstract class EngineStepDescriptor extends StepDescriptor {

  @Override
  public Set<? extends Class<?>> getRequiredContext() {
    return Set.of(
        Run.class, TaskListener.class, FilePath.class, Launcher.class, EnvVars.class, Node.class);
  }
}
