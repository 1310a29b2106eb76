package dev.serin.agent.provider;

import dev.serin.argo.analysis.provider.Authentication;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Signs requests to AWS. */
final class AwsRequests {
  private final AwsKeys keys;
  private final InstantSource clock;

  AwsRequests(AwsKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Where the agent is, by its environment; empty if that does not say. */
  String region() {
    return keys.region();
  }

  /**
   * Signs a request.
   *
   * @throws ProviderException if the agent has no keys
   */
  HttpCall signed(HttpCall call, String region, String service) throws ProviderException {
    if (keys.missing()) {
      throw new ProviderException(
          "the agent has no keys for AWS: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }
    if (region.isEmpty()) {
      throw new ProviderException("the region of AWS is not known: set AWS_REGION");
    }
    return new AwsSignature(keys, region, service).sign(call, clock.instant());
  }

  /** Signs requests to Amazon's managed Prometheus, where the metric asks for it. */
  HttpCall signedIfManaged(HttpCall call, @Nullable Authentication how) throws ProviderException {
    boolean managed = call.address().getAuthority().contains("aps-workspaces");
    if (!managed || how == null || how.sigv4() == null) {
      return call;
    }
    String region = how.sigv4().region();
    return signed(call, region == null || region.isEmpty() ? keys.region() : region, "aps");
  }
}
