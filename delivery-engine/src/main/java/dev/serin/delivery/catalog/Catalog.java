package dev.serin.delivery.catalog;

import dev.serin.delivery.problem.Problem;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The components of one commit and what they depend on. There are no cycles, and every dependency
 * leads to a component of the same catalogue.
 */
public final class Catalog {
  private final NavigableSet<String> paths;
  private final Map<String, Component> byPath;
  private final Map<String, Component> servicesByName;
  private final List<Problem> notes;

  /**
   * Makes a catalogue from components that were checked when they were read.
   *
   * @param notes what a person should know, though it stops nothing
   */
  public Catalog(Collection<Component> components, List<Problem> notes) {
    this.byPath = new TreeMap<>();
    this.servicesByName = new TreeMap<>();
    for (Component component : components) {
      byPath.put(component.path(), component);
      if (component.isService()) {
        servicesByName.put(component.name(), component);
      }
    }
    this.paths = new TreeSet<>(byPath.keySet());
    this.notes = List.copyOf(notes);
  }

  /** Returns all components, sorted by path. */
  public List<Component> components() {
    return List.copyOf(byPath.values());
  }

  /** Returns the services, sorted by name. */
  public List<Component> services() {
    return List.copyOf(servicesByName.values());
  }

  /** Returns what a person should know, though it stops nothing. */
  public List<Problem> notes() {
    return notes;
  }

  /** Finds a component by its path. */
  public Optional<Component> byPath(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** Finds a service by its name. */
  public Optional<Component> service(String name) {
    return Optional.ofNullable(servicesByName.get(name));
  }

  /**
   * Returns everything that a component is built upon, directly or not, without itself, in an order
   * in which it can be built: what is needed comes before what needs it.
   */
  public List<Component> dependencyClosure(Component component) {
    Map<String, Component> done = new LinkedHashMap<>();
    Deque<Component> open = new ArrayDeque<>();
    open.push(component);
    while (!open.isEmpty()) {
      Component current = open.peek();
      Optional<Component> next =
          current.dependencies().stream()
              .map(Dependency::path)
              .filter(path -> !done.containsKey(path))
              .map(this::existing)
              .findFirst();
      if (next.isPresent()) {
        open.push(next.get());
      } else {
        done.put(open.pop().path(), current);
      }
    }
    done.remove(component.path());
    return List.copyOf(done.values());
  }

  /**
   * Returns the paths that a build of the component reads: its own folder, those of its dependency
   * closure, and the files outside of them that these builds read. Exported together they are
   * enough to build it.
   */
  public NavigableSet<String> inputs(Component component) {
    NavigableSet<String> inputs = new TreeSet<>();
    addOwnInputs(component, inputs);
    dependencyClosure(component).forEach(dependency -> addOwnInputs(dependency, inputs));
    return inputs;
  }

  /** Returns the paths of all components. */
  public NavigableSet<String> paths() {
    return new TreeSet<>(paths);
  }

  private Component existing(String path) {
    Component component = byPath.get(path);
    if (component == null) {
      throw new IllegalStateException("a dependency leads to no component: " + path);
    }
    return component;
  }

  private static void addOwnInputs(Component component, NavigableSet<String> inputs) {
    inputs.add(component.path());
    inputs.addAll(component.buildFiles());
  }
}
