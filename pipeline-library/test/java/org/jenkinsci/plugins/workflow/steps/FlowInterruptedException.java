package org.jenkinsci.plugins.workflow.steps;

/** As Jenkins throws it into a run that somebody stops; the result is Jenkins' Result there. */
public final class FlowInterruptedException extends InterruptedException {

  private static final long serialVersionUID = 1;

  private final String result;

  /** With the result that the run is to have. */
  public FlowInterruptedException(String result) {
    super("stopped");
    this.result = result;
  }

  /** The result that the run is to have. */
  public String getResult() {
    return result;
  }
}
