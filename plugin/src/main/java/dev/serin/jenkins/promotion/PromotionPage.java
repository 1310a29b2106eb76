package dev.serin.jenkins.promotion;

import dev.serin.jenkins.SerinPermissions;
import hudson.Util;
import hudson.model.Failure;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** A promotion as its page and the tables show it. Made only for those who may see it. */
public final class PromotionPage {

  private final Promotion promotion;

  PromotionPage(Promotion promotion) {
    this.promotion = promotion;
  }

  /** Its id. */
  public String getId() {
    return promotion.id();
  }

  /** Full name of its job. */
  public String getJob() {
    return promotion.job();
  }

  /** Address of its run, below Jenkins'. */
  public String getRunUrl() {
    return "job/" + String.join("/job/", encoded()) + "/" + promotion.build() + "/";
  }

  private List<String> encoded() {
    return Arrays.stream(promotion.job().split("/", -1)).map(Util::rawEncode).toList();
  }

  /** Number of its run. */
  public int getBuild() {
    return promotion.build();
  }

  /** Where to. */
  public String getEnvironment() {
    return promotion.environment();
  }

  /** Name of the release. */
  public String getRelease() {
    return promotion.release();
  }

  /** Who asked. */
  public String getRequestedBy() {
    return promotion.requestedBy();
  }

  /** What is in it. */
  public List<ServiceImage> getServices() {
    return promotion.services();
  }

  /** The commits in it. */
  public List<Change> getChanges() {
    return promotion.changes();
  }

  /** The decisions, in order. */
  public List<Decision> getDecisions() {
    return promotion.decisions();
  }

  /** How far it is, as the bundles call it. */
  public String getState() {
    return promotion.state().name().toLowerCase(Locale.ROOT);
  }

  /** Why it is so far. */
  public String getNote() {
    return promotion.note();
  }

  /** When it was asked for, to the second. */
  public Instant getCreated() {
    return promotion.created().truncatedTo(ChronoUnit.SECONDS);
  }

  /** When it last changed, to the second. */
  public Instant getChanged() {
    return promotion.changed().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whether the viewer is offered to decide. */
  public boolean isDecidable() {
    return !promotion.state().isFinal() && Viewer.may(promotion, SerinPermissions.APPROVE);
  }

  /** Whether the viewer is offered to take it off the list. */
  public boolean isAbortable() {
    return !promotion.state().isFinal() && Viewer.may(promotion, SerinPermissions.ABORT);
  }

  /** Approves it. */
  @RequirePOST
  public HttpResponse doApprove(@QueryParameter String comment) throws IOException {
    return decide(Decision.Verdict.APPROVE, comment);
  }

  /** Rejects it. */
  @RequirePOST
  public HttpResponse doReject(@QueryParameter String comment) throws IOException {
    return decide(Decision.Verdict.REJECT, comment);
  }

  private HttpResponse decide(Decision.Verdict verdict, String comment) throws IOException {
    Viewer.check(promotion, SerinPermissions.APPROVE);
    try {
      Promotions.approvals().decide(promotion.id(), Viewer.voter(promotion), verdict, comment);
      return HttpResponses.redirectTo(".");
    } catch (RefusedException e) {
      return new Failure(e.getMessage());
    }
  }

  /** Takes it off the list. */
  @RequirePOST
  public HttpResponse doAbort(@QueryParameter String comment) throws IOException {
    Viewer.check(promotion, SerinPermissions.ABORT);
    Promotions.approvals().abort(promotion.id(), Viewer.name(), comment.strip());
    return HttpResponses.redirectTo(".");
  }
}
