package dev.serin.jenkins.rollout;

import dev.serin.jenkins.agent.AgentClient;
import dev.serin.jenkins.agent.AgentUnavailableException;
import dev.serin.jenkins.agent.RolloutState;
import dev.serin.jenkins.config.SerinConfiguration;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jenkins.util.Timer;

/**
 * What the deploy agent said last, and when. Asked in the background, so that no page waits for an
 * agent that is slow or away.
 */
@Extension
public final class AgentView extends AsyncPeriodicWork {

  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Answer last = new Answer(List.of(), Instant.EPOCH, "");

  /** Called by Jenkins. */
  public AgentView() {
    super("Serin deploy agent");
  }

  /**
   * What it said.
   *
   * @param rollouts the last that it said
   * @param at when; {@link Instant#EPOCH} for never
   * @param problem why it is not newer; empty when all is well
   */
  public record Answer(List<RolloutState> rollouts, Instant at, String problem) {}

  /** The last answer. */
  public static Answer answer() {
    return ExtensionList.lookupSingleton(AgentView.class).last;
  }

  /** Asks the agent now, in the background; nothing when that is under way already. */
  public static void refresh() {
    AgentView view = ExtensionList.lookupSingleton(AgentView.class);
    if (view.asking.compareAndSet(false, true)) {
      Timer.get()
          .execute(
              () -> {
                try {
                  view.ask();
                } finally {
                  view.asking.set(false);
                }
              });
    }
  }

  @Override
  public long getRecurrencePeriod() {
    return TimeUnit.SECONDS.toMillis(15);
  }

  @Override
  protected void execute(TaskListener listener) {
    ask();
  }

  private void ask() {
    SerinConfiguration configuration = SerinConfiguration.get();
    String address = configuration.getAgentUrl();
    if (!AgentClient.isAddress(address)) {
      last = new Answer(List.of(), Instant.EPOCH, "");
      return;
    }
    try {
      AgentClient client = AgentClient.of(address, configuration.getAgentCredentialsId());
      last = new Answer(client.rollouts(), Instant.now(), "");
    } catch (AgentUnavailableException e) {
      Answer before = last;
      String problem = e.getMessage() == null ? "away" : e.getMessage();
      last = new Answer(before.rollouts(), before.at(), problem);
    }
  }
}
