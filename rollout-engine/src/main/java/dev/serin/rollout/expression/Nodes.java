package dev.serin.rollout.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of expressions that are neither operators nor calls. */
final class Nodes {
  private Nodes() {}

  record Literal(@Nullable Object value, int column) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      return value;
    }

    @Override
    public Kind kind(Frame frame) {
      return Kind.of(value);
    }
  }

  record Name(String name, int column) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      return frame.variable(name);
    }

    @Override
    public Kind kind(Frame frame) {
      return Kind.of(frame.variable(name));
    }
  }

  /** The element that a predicate looks at, its index, or what was accumulated before it. */
  record Pointer(String name, int column) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      return frame.pointer(name);
    }
  }

  /** An index or a member; an optional one of nothing is nothing, and so is all that follows. */
  record Member(Node target, Node key, boolean optional, int column) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      frame.use(1, column);
      Object value = target.evaluate(frame);
      if (value == null && (optional || chained(target))) {
        return null;
      }
      return Access.fetch(value, key.evaluate(frame), column);
    }

    private static boolean chained(Node node) {
      return node instanceof Member member && (member.optional || chained(member.target));
    }
  }

  record Slice(Node target, @Nullable Node from, @Nullable Node to, int column) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object value = target.evaluate(frame);
      Object first = from == null ? null : from.evaluate(frame);
      Object last = to == null ? null : to.evaluate(frame);
      return Access.slice(value, first, last, frame, column);
    }
  }

  record Conditional(Node condition, Node yes, Node no, int column) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      frame.use(1, column);
      return Operators.truth(condition.evaluate(frame), column)
          ? yes.evaluate(frame)
          : no.evaluate(frame);
    }
  }

  record Let(String name, Node value, Node body, int column) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      return body.evaluate(frame.with(name, value.evaluate(frame)));
    }
  }

  record ArrayOf(List<Node> elements, int column) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      frame.use(elements.size() + 1L, column);
      List<@Nullable Object> values = new ArrayList<>();
      elements.forEach(element -> values.add(element.evaluate(frame)));
      return values;
    }
  }

  /** Keys are evaluated: names in the text are literals. */
  record MapOf(Map<Node, Node> entries, int column) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      frame.use(entries.size() + 1L, column);
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      entries.forEach(
          (key, value) -> values.put(String.valueOf(key.evaluate(frame)), value.evaluate(frame)));
      return values;
    }
  }
}
