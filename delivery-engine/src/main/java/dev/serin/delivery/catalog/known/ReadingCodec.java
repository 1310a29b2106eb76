package dev.serin.delivery.catalog.known;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import dev.serin.delivery.catalog.project.Questions;
import dev.serin.delivery.catalog.read.Reading;
import dev.serin.delivery.problem.Problem;
import java.io.IOException;
import java.util.HashSet;
import java.util.TreeSet;

/** Turns a catalogue, with what it was read from, into bytes and back. */
final class ReadingCodec {
  private ReadingCodec() {}

  static byte[] encode(Reading reading) {
    RecordOutput output = new RecordOutput();
    output.all(reading.catalog().components(), ReadingCodec::write);
    output.all(reading.catalog().notes(), ReadingCodec::write);
    Questions questions = reading.questions();
    output.all(questions.names(), RecordOutput::text);
    output.all(questions.endings(), RecordOutput::text);
    output.all(questions.places(), RecordOutput::text);
    output.all(questions.texts(), RecordOutput::text);
    output.all(questions.folders(), RecordOutput::text);
    output.all(questions.subtrees(), RecordOutput::text);
    return output.finish();
  }

  /**
   * Reads what was written.
   *
   * @throws IOException when the bytes are not of that form
   */
  static Reading decode(byte[] bytes) throws IOException {
    RecordInput input = new RecordInput(bytes);
    Catalog catalog =
        new Catalog(input.all(ReadingCodec::component), input.all(ReadingCodec::problem));
    Questions questions =
        new Questions(
            new HashSet<>(input.all(RecordInput::text)),
            new HashSet<>(input.all(RecordInput::text)),
            new HashSet<>(input.all(RecordInput::text)),
            new HashSet<>(input.all(RecordInput::text)),
            new HashSet<>(input.all(RecordInput::text)),
            new HashSet<>(input.all(RecordInput::text)));
    input.finish();
    return new Reading(catalog, questions);
  }

  private static void write(RecordOutput output, Component component) {
    output.text(component.name());
    output.text(component.path());
    output.number(component.isService() ? 1 : 0);
    output.text(component.toolchain());
    output.all(component.dependencies(), ReadingCodec::write);
    output.all(new TreeSet<>(component.buildFiles()), RecordOutput::text);
    output.optional(component.description(), DescriptionCodec::write);
  }

  private static Component component(RecordInput input) throws IOException {
    return new Component(
        input.text(),
        input.text(),
        input.number(1) == 1 ? Component.Kind.SERVICE : Component.Kind.LIBRARY,
        input.text(),
        input.all(ReadingCodec::dependency),
        new HashSet<>(input.all(RecordInput::text)),
        input.optional(DescriptionCodec::read));
  }

  private static void write(RecordOutput output, Dependency dependency) {
    output.text(dependency.path());
    output.text(dependency.declaredIn());
    output.number(dependency.line());
    output.number(dependency.column());
    output.text(dependency.reason());
  }

  private static Dependency dependency(RecordInput input) throws IOException {
    return new Dependency(
        input.text(),
        input.text(),
        input.number(Integer.MAX_VALUE),
        input.number(Integer.MAX_VALUE),
        input.text());
  }

  private static void write(RecordOutput output, Problem problem) {
    output.text(problem.file());
    output.number(problem.line());
    output.number(problem.column());
    output.text(problem.message());
  }

  private static Problem problem(RecordInput input) throws IOException {
    return new Problem(
        input.text(),
        input.number(Integer.MAX_VALUE),
        input.number(Integer.MAX_VALUE),
        input.text());
  }
}
