package dev.serin.jenkins.step;

import dev.serin.jenkins.Messages;
import dev.serin.jenkins.engine.EngineAnswer;
import dev.serin.jenkins.engine.EngineCall;
import dev.serin.jenkins.engine.EngineExecution;
import hudson.Extension;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code serinPlan}: which services a range of commits affects, and why. */
public final class PlanStep extends RangeStep {

  /** Called by the pipeline. */
  @DataBoundConstructor
  public PlanStep() {}

  @Override
  public StepExecution start(StepContext context) {
    List<String> arguments = new ArrayList<>(List.of("plan", "--json"));
    range(arguments);
    return new EngineExecution(
        context,
        new EngineCall(EngineAnswer.PLAN, "serin plan", arguments).sinceBuilt(isSinceBuilt()));
  }

  /** Describes it. */
  @Extension
  public static final class DescriptorImpl extends EngineStepDescriptor {

    @Override
    public String getFunctionName() {
      return "serinPlan";
    }

    @Override
    public String getDisplayName() {
      return Messages.PlanStep_DisplayName();
    }
  }
}
