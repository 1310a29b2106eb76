package dev.serin.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.MergePatch;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * fabric8's mock of an API server, with merge patches as RFC 7386 has them. The mock's own appends
 * the lists of a patch to those of the object, where a real API server replaces them.
 */
final class MergingDispatcher extends KubernetesCrudDispatcher {

  private volatile @Nullable String failing;

  MergingDispatcher() {
    super(List.of());
  }

  @Override
  public JsonNode merge(JsonNode resource, String patch) {
    return MergePatch.apply(resource, Serialization.unmarshal(patch, JsonNode.class));
  }

  /** Answers 500 to every patch of paths that end like this; null ends it. */
  void failPatchesOf(@Nullable String end) {
    failing = end;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    String end = failing;
    if (end != null && request.getMethod().equals("PATCH") && request.getPath().endsWith(end)) {
      return new MockResponse().setResponseCode(500).setBody("{\"message\": \"on purpose\"}");
    }
    return super.dispatch(request);
  }
}
