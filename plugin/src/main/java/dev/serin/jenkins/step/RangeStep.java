package dev.serin.jenkins.step;

import hudson.Util;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundSetter;

/** A step on a range of commits. */
abstract class RangeStep extends Step {

  private @Nullable String from;
  private @Nullable String to;
  private boolean mergeBase;
  private boolean sinceBuilt;

  /** The commit that was built last; without it every service is affected. */
  public @Nullable String getFrom() {
    return from;
  }

  /** See {@link #getFrom()}. */
  @DataBoundSetter
  public void setFrom(@Nullable String from) {
    this.from = Util.fixEmptyAndTrim(from);
  }

  /** The commit to build; HEAD when left out. */
  public @Nullable String getTo() {
    return to;
  }

  /** See {@link #getTo()}. */
  @DataBoundSetter
  public void setTo(@Nullable String to) {
    this.to = Util.fixEmptyAndTrim(to);
  }

  /** Whether to compare with the best common ancestor, as for a change request. */
  public boolean isMergeBase() {
    return mergeBase;
  }

  /** See {@link #isMergeBase()}. */
  @DataBoundSetter
  public void setMergeBase(boolean mergeBase) {
    this.mergeBase = mergeBase;
  }

  /** Whether to compare each service with the commit that this job last built it from. */
  public boolean isSinceBuilt() {
    return sinceBuilt;
  }

  /** See {@link #isSinceBuilt()}. */
  @DataBoundSetter
  public void setSinceBuilt(boolean sinceBuilt) {
    this.sinceBuilt = sinceBuilt;
  }

  /** The options of the command line that say the range. */
  final void range(List<String> arguments) {
    option(arguments, "--from", from);
    option(arguments, "--to", to);
    if (mergeBase) {
      arguments.add("--merge-base");
    }
  }

  static void option(List<String> arguments, String name, @Nullable String value) {
    if (value != null) {
      arguments.add(name + "=" + value);
    }
  }
}
