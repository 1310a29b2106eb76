package dev.serin.jenkins.agent;

import dev.serin.jenkins.config.SerinConfiguration;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the deploy agent said last, and when. Asked in the background, so that no page waits for an
 * agent that is slow or away.
 */
@Extension
public final class AgentView extends AsyncPeriodicWork {

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

  @Override
  public long getRecurrencePeriod() {
    return TimeUnit.SECONDS.toMillis(15);
  }

  @Override
  protected void execute(TaskListener listener) {
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
