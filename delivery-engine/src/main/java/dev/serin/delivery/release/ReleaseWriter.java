package dev.serin.delivery.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.affected.Reason;
import dev.serin.delivery.build.toolchain.TestCounts;

/** Writes releases as JSON; the same release always gives the same text. */
final class ReleaseWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReleaseWriter() {}

  static String text(Release release) {
    ObjectNode root = JSON.createObjectNode();
    root.put("apiVersion", Release.API_VERSION);
    root.put("kind", Release.KIND);
    ObjectNode metadata = root.putObject("metadata");
    metadata.put("name", release.name());
    metadata.put("created", release.created().toString());
    ObjectNode source = root.putObject("source");
    source.put("repository", release.source().repository());
    source.put("commit", release.source().commit());
    release.source().base().ifPresent(base -> source.put("base", base));
    ArrayNode services = root.putArray("services");
    release.services().forEach(service -> write(service, services.addObject()));
    ArrayNode failed = root.putArray("failed");
    release.failed().forEach(failure -> write(failure, failed.addObject()));
    // The platform's own line ends would make the text depend on the machine.
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return JSON.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a release is plain data", impossible);
    }
  }

  private static void write(Release.Service service, ObjectNode target) {
    target.put("name", service.name());
    target.put("path", service.path());
    target.put("image", service.image());
    target.put("runtime", service.runtime());
    target.put("inputHash", service.inputHash());
    ArrayNode reasons = target.putArray("reasons");
    for (Reason reason : service.reasons()) {
      reasons.addObject().put("kind", reason.kind().word()).put("detail", reason.detail());
    }
    TestCounts tests = service.tests();
    target
        .putObject("tests")
        .put("passed", tests.passed())
        .put("failed", tests.failed())
        .put("skipped", tests.skipped());
    target.put("seconds", service.seconds());
  }

  private static void write(Release.Failure failure, ObjectNode target) {
    target.put("name", failure.name());
    target.put("stage", failure.stage().word());
    target.put("message", failure.message());
    target.put("log", failure.log());
  }
}
