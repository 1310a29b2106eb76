package dev.serin.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.cli.output.Console;
import dev.serin.cli.output.Json;
import dev.serin.delivery.evidence.Evidence;
import dev.serin.delivery.evidence.Verdict;
import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.statement.TestResult;
import dev.serin.delivery.problem.Printable;
import java.util.ArrayList;
import java.util.List;

/** Verdicts for people and for programs. */
final class VerificationReport {
  private final List<Verdict> verdicts;

  VerificationReport(List<Verdict> verdicts) {
    this.verdicts = List.copyOf(verdicts);
  }

  List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      String word = verdict.good() ? console.green("verified") : console.red("NOT verified");
      lines.add(word + "  " + verdict.image());
      verdict.unmet().forEach(problem -> lines.add("  missing   " + Printable.line(problem)));
      Evidence evidence = verdict.evidence();
      evidence.provenance().forEach(each -> add(each.content(), each.by().name(), lines));
      evidence.sboms().forEach(each -> lines.add("  sbom      " + parts(each.content())));
      evidence.tests().forEach(each -> lines.add("  tests     " + counts(each.content())));
      evidence.notes().forEach(note -> lines.add("  note      " + Printable.line(note)));
    }
    return lines;
  }

  private static void add(Provenance built, String key, List<String> lines) {
    lines.add("  built by  " + built.builder().id() + " (signed by " + key + ")");
    lines.add("  from      " + built.source().repository() + " at " + built.source().commit());
    if (!built.service().name().isEmpty()) {
      lines.add(
          "  as        service %s, scope %s, inputs %s"
              .formatted(built.service().name(), built.scope(), built.inputHash()));
    }
    String run = built.run().id().isEmpty() ? "" : " by " + built.run().id();
    lines.add("  at        " + built.run().finished() + run);
  }

  private static String parts(JsonNode sbom) {
    return sbom.path("components").size() + " parts";
  }

  private static String counts(TestResult tests) {
    return "%d passed, %d failed, %d skipped"
        .formatted(tests.passed(), tests.failed(), tests.skipped());
  }

  ObjectNode json() {
    ObjectNode document = Json.document("Verification");
    ArrayNode images = document.putArray("images");
    for (Verdict verdict : verdicts) {
      ObjectNode image = images.addObject();
      image.put("image", verdict.image());
      image.put("verified", verdict.good());
      ArrayNode missing = image.putArray("missing");
      verdict.unmet().forEach(missing::add);
      ArrayNode notes = image.putArray("notes");
      verdict.evidence().notes().forEach(notes::add);
      ArrayNode provenance = image.putArray("provenance");
      verdict
          .evidence()
          .provenance()
          .forEach(each -> write(each.content(), each.by().name(), provenance.addObject()));
      ArrayNode sboms = image.putArray("sboms");
      verdict
          .evidence()
          .sboms()
          .forEach(
              each ->
                  sboms
                      .addObject()
                      .put("key", each.by().name())
                      .put("parts", each.content().path("components").size()));
      ArrayNode tests = image.putArray("tests");
      verdict
          .evidence()
          .tests()
          .forEach(
              each ->
                  tests
                      .addObject()
                      .put("key", each.by().name())
                      .put("passed", each.content().passed())
                      .put("failed", each.content().failed())
                      .put("skipped", each.content().skipped()));
    }
    return document;
  }

  private static void write(Provenance built, String key, ObjectNode target) {
    target.put("key", key);
    target.put("builder", built.builder().id());
    target.put("service", built.service().name());
    target.put("repository", built.source().repository());
    target.put("commit", built.source().commit());
    target.put("scope", built.scope());
    target.put("inputHash", built.inputHash());
    target.put("run", built.run().id());
    target.put("started", built.run().started().toString());
    target.put("finished", built.run().finished().toString());
  }
}
