package dev.serin.jenkins.promotion;

import dev.serin.jenkins.config.SerinConfiguration;
import hudson.AbortException;
import hudson.console.HyperlinkNote;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Waits for a promotion. Holds its id alone, no executor and no thread; {@link Promotions} and a
 * restart let it look again.
 */
public final class PromoteExecution extends StepExecution {

  private static final long serialVersionUID = 1;
  private static final Logger LOGGER = Logger.getLogger(PromoteExecution.class.getName());

  private final String environment;
  private final String services;
  private final String id;
  private boolean ended;

  PromoteExecution(StepContext context, String environment, String services) {
    super(context);
    this.environment = environment;
    this.services = services;
    this.id = PromotionRequest.newId();
  }

  @Override
  public boolean start() throws IOException, InterruptedException {
    if (SerinConfiguration.get().environment(environment).isEmpty()) {
      throw new AbortException(
          "There is no environment '"
              + environment
              + "'. Those that are configured (Manage Jenkins, System, Serin): "
              + String.join(", ", SerinConfiguration.get().environmentNames()));
    }
    Run<?, ?> run = getContext().get(Run.class);
    if (run == null) {
      throw new AbortException("serinPromote needs a run.");
    }
    Promotion submitted =
        Promotions.approvals()
            .submit(PromotionRequest.of(run, id, environment, services, Instant.now()));
    announce(submitted);
    return endIfDecided(submitted);
  }

  private void announce(Promotion promotion) throws IOException, InterruptedException {
    TaskListener listener = getContext().get(TaskListener.class);
    if (listener != null && !promotion.state().isFinal()) {
      listener
          .getLogger()
          .println(
              HyperlinkNote.encodeTo(
                      "/" + PromotionsAction.URL + "/" + id, "Promotion into " + environment)
                  + ": "
                  + promotion.note());
    }
  }

  @Override
  public void onResume() {
    Timer.get().execute(this::look);
  }

  /** Ends the step when the promotion is decided. */
  void look() {
    try {
      Promotion promotion = Promotions.approvals().find(id).orElse(null);
      if (promotion == null) {
        end(() -> getContext().onFailure(new AbortException("Promotion " + id + " is gone.")));
      } else {
        endIfDecided(promotion);
      }
    } catch (RuntimeException e) {
      LOGGER.log(Level.WARNING, "Promotion " + id, e);
      end(() -> getContext().onFailure(e));
    }
  }

  private boolean endIfDecided(Promotion promotion) {
    switch (promotion.state()) {
      case APPROVED -> end(() -> getContext().onSuccess(result(promotion)));
      case REJECTED -> {
        Decision last = promotion.decisions().get(promotion.decisions().size() - 1);
        end(
            () ->
                getContext()
                    .onFailure(
                        new FlowInterruptedException(
                            Result.ABORTED,
                            true,
                            new PromotionRejected(last.user(), last.comment(), environment))));
      }
      case EXPIRED, ABORTED ->
          end(
              () ->
                  getContext()
                      .onFailure(
                          new AbortException(
                              "The promotion into "
                                  + environment
                                  + " has ended: "
                                  + promotion.note())));
      case WAITING -> {}
    }
    return promotion.state().isFinal();
  }

  private synchronized void end(Runnable how) {
    if (!ended) {
      ended = true;
      how.run();
    }
  }

  private static Map<String, Object> result(Promotion promotion) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("id", promotion.id());
    result.put("environment", promotion.environment());
    result.put("release", promotion.release());
    List<Object> images = new ArrayList<>();
    promotion.services().forEach(service -> images.add(new LinkedHashMap<>(service.toMap())));
    result.put("services", images);
    List<Object> approvals = new ArrayList<>();
    promotion.approvals().forEach(approval -> approvals.add(new LinkedHashMap<>(approval.toMap())));
    result.put("approvals", approvals);
    return result;
  }

  @Override
  public void stop(Throwable cause) throws IOException {
    end(() -> getContext().onFailure(cause));
    Promotions.approvals().abort(id, Viewer.name(), "The run was stopped.");
  }

  @Override
  public String getStatus() {
    return "waits for promotion " + id + " into " + environment;
  }
}
