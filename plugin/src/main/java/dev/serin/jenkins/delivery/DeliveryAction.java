package dev.serin.jenkins.delivery;

import dev.serin.jenkins.Messages;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.Run;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.model.RunAction2;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The page Delivery of a run, and what it shows. Kept in the run's build.xml. */
public final class DeliveryAction implements RunAction2 {

  private Delivery delivery = Delivery.empty();
  private transient @Nullable Run<?, ?> run;

  /** Changes what the run shows, and saves it. Steps of parallel branches may call it at once. */
  public static void record(Run<?, ?> run, UnaryOperator<Delivery> change) throws IOException {
    synchronized (run) {
      DeliveryAction action = run.getAction(DeliveryAction.class);
      if (action == null) {
        action = new DeliveryAction();
        action.delivery = change.apply(action.delivery);
        run.addAction(action);
      } else {
        action.delivery = change.apply(action.delivery);
      }
      run.save();
    }
  }

  @Override
  public void onAttached(Run<?, ?> attached) {
    run = attached;
  }

  @Override
  public void onLoad(Run<?, ?> loaded) {
    run = loaded;
  }

  /** The run that it belongs to. */
  public @Nullable Run<?, ?> getRun() {
    return run;
  }

  /** What the run did. */
  public Delivery getDelivery() {
    return delivery;
  }

  /** Whether more may come, so that the page asks again. */
  public boolean isLive() {
    Run<?, ?> owner = run;
    return owner != null && owner.isBuilding();
  }

  /** Whether the viewer is offered to build a service again. */
  public boolean isRetryable() {
    Run<?, ?> owner = run;
    return owner != null && !owner.isBuilding() && owner.getParent().hasPermission(Item.BUILD);
  }

  /**
   * Starts a run that builds one service again, from the same commit, and takes the other images
   * from this run.
   */
  @RequirePOST
  public HttpResponse doRetry(@QueryParameter String service) {
    Run<?, ?> owner = run;
    if (owner == null) {
      return HttpResponses.notFound();
    }
    owner.getParent().checkPermission(Item.BUILD);
    if (owner.isBuilding() || !delivery.hasFailed(service)) {
      return new Failure(Messages.DeliveryAction_NothingToRetry());
    }
    List<String> carried = delivery.built().stream().map(ServiceDelivery::getName).toList();
    DeliveryAction start = new DeliveryAction();
    start.delivery = delivery.again(service);
    ParameterizedJobMixIn.scheduleBuild2(
        owner.getParent(),
        0,
        new CauseAction(new Cause.UserIdCause()),
        new RetryAction(service, delivery.getHead(), carried),
        start);
    return HttpResponses.redirectTo("../..");
  }

  @Override
  public String getIconFileName() {
    return "symbol-cube";
  }

  @Override
  public String getDisplayName() {
    return Messages.DeliveryAction_DisplayName();
  }

  @Override
  public String getUrlName() {
    return "delivery";
  }
}
